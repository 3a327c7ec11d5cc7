"""An equation between figures: one relation, in one column or row, that the report either satisfies or breaks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cached_property
from math import isqrt

from service.checks.numeric.table.sheet import Figure
from service.reports.figures.places import last_place

_WIDE = Context(prec=200)
"""Solved for one of its figures, a relation can give numbers far longer than any that is printed."""
FAR_OFF = Decimal(10) ** 12
"""The difference where nothing can be computed: a base of zero."""
Place = tuple[int, int, int]
Corrections = Mapping[Place, Decimal]
"""Values to be read in place of those printed."""
Check = str
"""The id of a rule."""


@dataclass(frozen=True, slots=True)
class Equation(ABC):
    """``figures[0]`` is the one that the others explain: the total, the closing balance, the percentage."""

    check: Check
    figures: tuple[Figure, ...]
    strength: float
    """Decimal digits of evidence that the relation is meant: how unlikely it holds elsewhere by chance."""

    @property
    @abstractmethod
    def tolerance(self) -> Decimal:
        """The largest difference that rounding explains, in printed units of the first figure."""

    @abstractmethod
    def difference(self, corrections: Corrections) -> Decimal:
        """By how much the first figure exceeds what the others give, with some figures corrected."""

    @abstractmethod
    def solved_for(self, place: Place, corrections: Corrections) -> Decimal | None:
        """The value of one figure that makes the equation hold exactly; None if there is none."""

    @property
    def of_one_table(self) -> bool:
        """All its figures stand in one table."""
        return len({figure.table for figure in self.figures}) == 1

    @property
    def accused(self) -> tuple[Figure, ...]:
        """The figures of which one is wrong if it is broken."""
        return self.figures

    def holds(self, corrections: Corrections) -> bool:
        """Whether it holds within rounding."""
        return abs(self.difference(corrections)) <= self.tolerance


def value_of(figure: Figure, corrections: Corrections) -> Decimal:
    """The figure's value, or its correction."""
    return corrections.get(figure.place, figure.value)


def as_printed(value: Decimal, figure: Figure, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """A value with the decimals that the figure is printed with.

    Sums are rounded half to even, so that what is not printed takes no side; whoever divides rounds half up, as people
    do.
    """
    return _with_decimals_of(figure.value, value, rounding)


def _with_decimals_of(printed: Decimal, value: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    return value.quantize(last_place(printed), rounding=rounding, context=_WIDE)


@dataclass(frozen=True)
class Sum(Equation):
    """The first figure is the signed sum of the others, each scaled: totals, roll-forwards, ties.

    It may have thousands of terms, and each of them may be asked what it should be: they are added up once.
    """

    factors: tuple[Decimal, ...]
    """One for each figure after the first: its sign times a power of ten where tables have different scales."""
    rounding: Decimal = Decimal(0)
    unprinted: Decimal = Decimal(0)
    """What the sum has besides its figures: a number in a formula, digits that are not shown, the value of a tag."""
    evidence: str = ""
    """What says that it must hold, if it is more than the figures themselves: "its formula is SUM(B4:B9)"."""
    of_first: bool = False
    """Only the first figure can be wrong: whatever was calculated from it has followed it."""

    @property
    def accused(self) -> tuple[Figure, ...]:
        return self.figures[:1] if self.of_first else self.figures

    @property
    def tolerance(self) -> Decimal:
        return self.rounding

    def called(self, check: Check) -> Sum:
        """The same sum as a relation of another kind."""
        return replace(self, check=check)

    @property
    def beside(self) -> Decimal:
        """What is not printed, to the last place of the first figure."""
        return as_printed(self.unprinted, self.figures[0])

    @property
    def gap_in_print(self) -> Decimal:
        """By how much the printed terms miss the printed total."""
        return self.difference({}) + self.unprinted - self.beside

    def difference(self, corrections: Corrections) -> Decimal:
        if not corrections:
            return self._printed_difference
        weights = self._weights
        places = corrections.keys() & weights.keys()
        moved = (weights[place][0] * (corrections[place] - weights[place][1]) for place in places)
        return sum(moved, self._printed_difference)

    def solved_for(self, place: Place, corrections: Corrections) -> Decimal | None:
        weight, value = self._weights.get(place, (Decimal(0), Decimal(0)))
        if not weight:
            return None
        solved = corrections.get(place, value) - self.difference(corrections) / weight
        printed = _with_decimals_of(value, solved)
        return printed if self.unprinted or printed == solved else solved

    @cached_property
    def _printed_difference(self) -> Decimal:
        rest = zip(self.factors, self.figures[1:], strict=True)
        return self.figures[0].value - sum((factor * figure.value for factor, figure in rest), self.unprinted)

    @cached_property
    def _weights(self) -> Mapping[Place, tuple[Decimal, Decimal]]:
        """By how much the difference grows with each figure, and the value that is printed there."""
        found: dict[Place, tuple[Decimal, Decimal]] = {self.figures[0].place: (Decimal(1), self.figures[0].value)}
        for factor, figure in zip(self.factors, self.figures[1:], strict=True):
            weight, _ = found.get(figure.place, (Decimal(0), None))
            found[figure.place] = weight - factor, figure.value
        return found


def plain(factor: Decimal) -> Decimal:
    """A factor as one writes it: 1 and not 1.0, 1000 and not 1E+3."""
    whole = factor.to_integral_value()
    return whole if whole == factor else factor.normalize()


def rounding_between(steps: Sequence[Decimal]) -> Decimal:
    """The difference that rounding explains in a sum of figures of which these are the last places."""
    return min(sum(steps, Decimal(0)), (Decimal(16 * len(steps)) / 3).sqrt() * max(steps)) / 2


def twice_rounding(steps: list[int]) -> int:
    """Twice the difference that rounding explains in a sum of terms printed in these units.

    Half a unit for each term is the most that can happen; beyond four standard deviations of uniform rounding errors
    (a unit / sqrt(12) for each term) it does not, and in a long column the first bound would hide real errors.
    """
    if not steps:
        return 0
    largest = max(steps)
    return min(sum(steps), isqrt(16 * len(steps) * largest * largest // 3))
