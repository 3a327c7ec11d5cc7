"""A formula as an equation between the figures of a report: a sum where it is one, else whatever it computes."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from service.checks.concepts.words import carries_forward
from service.checks.numeric.formulas.amount import Amount
from service.checks.numeric.formulas.calculation import Calculation
from service.checks.numeric.formulas.computed import Computed
from service.checks.numeric.formulas.stored import Stored, half_step, stored_of
from service.checks.numeric.formulas.text import in_figures
from service.checks.numeric.formulas.tree import Node, NotCalculated
from service.checks.numeric.formulas.workbook import Address, Workbook
from service.checks.numeric.relations.equation import Check, Sum, plain, rounding_between
from service.checks.numeric.relations.evidence import OF_A_FORMULA
from service.checks.numeric.table.sheet import Figure

_NOISE: Final = Decimal("1e-12")
"""Share of the numbers added up that binary fractions may cost."""


@dataclass(frozen=True, slots=True)
class _Term:
    """A figure that the formula depends on, and by how much the result changes with its cell."""

    figure: Figure
    slope: Decimal
    held: Stored

    @property
    def effect(self) -> Decimal:
        """By how much the result changes with one printed unit of the figure."""
        return self.slope * self.held.factor


def equation_of(
    workbook: Workbook,
    figure: Figure,
    node: Node,
    evidence: str,
    *,
    amount: Amount | None = None,
    rounded: Container[Address] = (),
    of_first: bool = False,
) -> Sum | Computed | None:
    """That the figure is what the formula gives in its cell; None if it depends on no other figure.

    ``amount`` is what it gives, where that is known; ``rounded`` are cells that may hold a rounded result.

    Raises:
        NotCalculated: the formula cannot be calculated.
    """
    amount = amount or Calculation(workbook, workbook.address_of(figure)).amount(node)
    held = stored_of(figure)
    if held is None:
        raise NotCalculated("the cell shows something else than it holds")
    result = _Result(workbook, figure, held, amount, _terms(workbook, amount))
    if not result.terms:
        return None
    return (
        result.as_sum(evidence, of_first=of_first) if result.is_sum() else result.as_computed(node, evidence, rounded)
    )


def holds_what_it_gives(figure: Figure, amount: Amount) -> bool:
    """The cell of a figure holds what its formula gives, to all digits: it is as exact as what it was calculated of."""
    number = figure.cell.stored
    return number is not None and abs(number - amount.value) <= _NOISE * abs(number)


def _terms(workbook: Workbook, amount: Amount) -> tuple[_Term, ...]:
    found: list[_Term] = []
    for address, slope in amount.slopes.items():
        figure = workbook.figures.get(address)
        held = stored_of(figure) if figure else None
        if figure and held and slope:
            found.append(_Term(figure, slope, held))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Result:
    """A figure, what its cell holds, and what its formula gives."""

    workbook: Workbook
    figure: Figure
    held: Stored
    amount: Amount
    terms: tuple[_Term, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.figure, *(term.figure for term in self.terms)

    def is_sum(self) -> bool:
        """It adds figures up, or repeats one, perhaps with its sign turned or in another scale."""
        if not self.amount.straight or len(self.terms) != 1:
            return self.amount.straight
        (only,) = self.terms
        scale = self.figure.units_of(only.figure)
        return abs(only.effect / self.held.factor) == scale and self.amount.value == only.slope * only.held.number

    def as_sum(self, evidence: str, *, of_first: bool) -> Sum:
        factors = tuple(plain(term.effect / self.held.factor) for term in self.terms)
        shown = [factor * term.figure.value for factor, term in zip(factors, self.terms, strict=True)]
        noise = _NOISE * (abs(self.figure.value) + sum(map(abs, shown), Decimal(0)))
        gap = (self.held.number - self.amount.value) / self.held.factor
        unprinted = self.figure.value - sum(shown, Decimal(0)) - (gap if abs(gap) > noise else 0)
        return Sum(
            self._check(),
            self.figures,
            OF_A_FORMULA,
            factors,
            self._rounding(factors) + self.amount.rounding / abs(self.held.factor),
            unprinted if abs(unprinted) > noise else Decimal(0),
            evidence,
            of_first,
        )

    def as_computed(self, node: Node, evidence: str, rounded: Container[Address]) -> Computed:
        """That it is the formula's result.

        A program may have rounded each result before it wrote it. A number that was typed in is exact, and so is a
        result that is held to all its digits: in a product their half units would explain almost any error.
        """
        own = self.workbook.address_of(self.figure)
        lost = Decimal(0)
        if self.held.is_as_printed(self.figure):
            also = (term for term in self.terms if self.workbook.address_of(term.figure) in rounded)
            lost = sum((abs(term.effect) * half_step(term.figure) for term in also), Decimal(0))
        return Computed(
            "formula",
            self.figures,
            OF_A_FORMULA,
            node,
            own,
            self.workbook,
            tuple(self.workbook.address_of(figure) for figure in self.figures),
            (self.held, *(term.held for term in self.terms)),
            self.amount.value,
            half_step(self.figure) + (lost + self.amount.rounding) / abs(self.held.factor),
            in_figures(node, own, self.workbook, self.figure.cell.formula or ""),
            evidence,
        )

    def _rounding(self, factors: Sequence[Decimal]) -> Decimal:
        """What rounding explains: nothing that a reader could see, where the workbook calculates with more digits.

        One that holds no more digits than it shows may have been written by a program that rounded each figure first;
        then its sums miss by as much as those of any report.
        """
        own = 2 * half_step(self.figure)
        steps = [own, *(2 * abs(f) * half_step(t.figure) for f, t in zip(factors, self.terms, strict=True))]
        if len(steps) == 2:
            return Decimal(0) if steps[0] == steps[1] else max(steps) / 2
        finer = [term for term in self.terms if not term.held.is_as_printed(term.figure)]
        if finer or not self.held.is_as_printed(self.figure):
            return own / 2
        return rounding_between(steps)

    def _check(self) -> Check:
        """What such a relation is called where columns vote for it."""
        rest = [term.figure for term in self.terms]
        if len(rest) == 1:
            return "tie"
        if {figure.table for figure in rest} != {self.figure.table}:
            return "formula"
        if {figure.lane for figure in rest} == {self.figure.lane}:
            lines = self.workbook.sheets[self.figure.table].lines
            opening = lines[min(figure.line for figure in rest)]
            rolls = carries_forward(opening.label, lines[self.figure.line].label)
            return "roll_forward" if rolls else "column_total"
        return "row_total" if {figure.line for figure in rest} == {self.figure.line} else "formula"
