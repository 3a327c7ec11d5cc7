"""A figure that a formula computes in another way than by adding: a quotient, a product, a growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from service.checks.numeric.formulas.calculation import PRECISION, Calculation
from service.checks.numeric.formulas.stored import Stored
from service.checks.numeric.formulas.tree import Node, NotCalculated
from service.checks.numeric.formulas.workbook import Address, Workbook
from service.checks.numeric.relations.equation import FAR_OFF, Corrections, Equation, Place, as_printed

_PROBES = (Decimal(1), Decimal(2), Decimal(3))
"""Multiples of what a cell holds at which the formula is looked at to solve it for that cell."""


@dataclass(frozen=True, slots=True)
class Computed(Equation):
    """The first figure is what a formula gives from the others."""

    node: Node
    own: Address
    workbook: Workbook
    addresses: tuple[Address, ...]
    """The cell of each figure."""
    held: tuple[Stored, ...]
    """What the workbook holds for each figure."""
    given: Decimal
    """What the formula gives from what is held."""
    rounding: Decimal
    relation: str
    """The formula in figures: "300 ÷ 1,200"."""
    evidence: str

    @property
    def tolerance(self) -> Decimal:
        return self.rounding

    def difference(self, corrections: Corrections) -> Decimal:
        given = self._given(self._instead(corrections))
        first = self.held[0]
        return FAR_OFF if given is None else (first.read(self.figures[0], corrections) - given) / first.factor

    def solved_for(self, place: Place, corrections: Corrections) -> Decimal | None:
        at = next((at for at, figure in enumerate(self.figures) if figure.place == place), None)
        instead = self._instead(corrections)
        if at is None:
            return None
        found = self._given(instead) if at == 0 else self._solved(at, instead, corrections)
        return None if found is None else as_printed(found / self.held[at].factor, self.figures[at])

    def _instead(self, corrections: Corrections) -> dict[Address, Decimal]:
        cells = zip(self.figures, self.addresses, self.held, strict=True)
        return {at: held.read(figure, corrections) for figure, at, held in cells if figure.place in corrections}

    def _given(self, instead: dict[Address, Decimal]) -> Decimal | None:
        if not instead.keys() - {self.own}:  # no formula reads its own cell
            return self.given
        try:
            return Calculation(self.workbook, self.own, instead).amount(self.node).value
        except NotCalculated:
            return None

    def _solved(self, at: int, instead: dict[Address, Decimal], corrections: Corrections) -> Decimal | None:
        """What one cell should hold."""
        wanted = self.held[0].read(self.figures[0], corrections)
        own = instead.get(self.addresses[at], self.held[at].number) or Decimal(1)
        cells = [own * multiple for multiple in _PROBES]
        given = [self._given({**instead, self.addresses[at]: cell}) for cell in cells]
        return solved(cells, [value for value in given if value is not None], wanted)


def solved(cells: Sequence[Decimal], given: Sequence[Decimal], wanted: Decimal) -> Decimal | None:
    """Where a formula gives ``wanted`` that gives these values for these cells; None if it does not show.

    Exact for whatever a single cell does in a product, quotient, share or change, (a + bx) / (c + dx): the cross-ratio
    of four values is that of their four cells.
    """
    if len(given) < len(cells) or len(set(given)) < len(cells):
        return None
    (x0, x1, x2), (y0, y1, y2) = cells, given
    if wanted in given:
        return cells[list(given).index(wanted)]
    with localcontext(prec=PRECISION):
        ratio = (wanted - y1) * (y0 - y2) / ((wanted - y2) * (y0 - y1)) * (x0 - x1) / (x0 - x2)
        return None if ratio == 1 else (x1 - ratio * x2) / (1 - ratio)
