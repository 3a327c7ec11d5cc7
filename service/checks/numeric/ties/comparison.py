"""What a pair of lines shows when it is compared: the columns that agree, those that differ, and how."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

from service.checks.concepts.words import contrasts, says_balance, says_total
from service.checks.numeric.relations.plausible import CERTAIN, Slip, slip_between
from service.checks.numeric.table.sheet import Figure
from service.checks.numeric.ties.pair import Column, Pair
from service.checks.numeric.ties.reconciling_items import ReconcilingItems

ANY_SLIP: frozenset[Slip] = CERTAIN | frozenset[Slip](("stale figure",))
"""A difference that looks like an error: by a slip, or to a figure as near as that of another draft."""
NOT_OF_SIGN: frozenset[Slip] = ANY_SLIP - {"sign"}
MARKED: frozenset[Slip] = CERTAIN - {"one wrong digit"}
"""Slips that no real difference between a line and its like in another statement looks like."""
TENFOLD: frozenset[Slip] = frozenset[Slip](("factor of ten",))
"""A slip that shows even between two captions of which one is with a part and the other without."""
MOST_DIGITS = 5.0
"""Digits of one figure that count: longer ones agree by chance no less often."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A pair, the columns that agree and those that differ by more than rounding."""

    items: ReconcilingItems
    pair: Pair
    agreeing: tuple[Column, ...]
    differing: tuple[Column, ...]
    digits: float
    """Of the figures that agree, all together."""

    def all_differ_by(self, slips: frozenset[Slip]) -> bool:
        """Each difference looks like one of these slips."""
        return all(self.is_slip(column, slips) for column in self.differing)

    def is_slip(self, column: Column, slips: frozenset[Slip]) -> bool:
        """The one figure is the other one but for such a slip."""
        one, other = column
        return slip_between(one.value, one.as_printed_here(self.pair.sign * other.scaled)) in slips

    @property
    def is_explained(self) -> bool:
        """The report prints what lies between two of the figures: they are two things."""
        return any(self.items.explains(*column, self.pair.sign) for column in self.differing)

    @property
    def has_several_amounts(self) -> bool:
        """Several amounts agree, not one that both print in several columns."""
        return len({abs(column[0].scaled) for column in self.agreeing}) > 1

    @property
    def contrasts(self) -> bool:
        """One caption is with a part and the other without it, or their words exclude each other."""
        first, second = self.pair.first, self.pair.second
        return contrasts(first.label, second.label) and not first.named_as(second)

    @property
    def both_totals(self) -> bool:
        """Both are called a total."""
        return says_total(self.pair.first.label) and says_total(self.pair.second.label)

    @property
    def no_balances(self) -> bool:
        """Neither is called a balance."""
        return not says_balance(self.pair.first.label) and not says_balance(self.pair.second.label)

    @property
    def has_one_name(self) -> bool:
        """Both have one name, or one is the total of the table, or of the note, that is about the other."""
        notes, pair = self.items.notes, self.pair
        return pair.first.named_as(pair.second) or any(
            one.titles(other) or one.is_total_of(other, notes[one.key[0]]) for one, other in pair.both_ways
        )


def compared(items: ReconcilingItems, pair: Pair, agreeing: tuple[Column, ...]) -> Comparison:
    """The pair with what its columns show."""
    differing = tuple(column for column in pair.columns if pair.differs(column))
    return Comparison(items, pair, agreeing, differing, sum(_digits(column[0]) for column in agreeing))


def _digits(figure: Figure) -> float:
    return min(MOST_DIGITS, log10(max(1, abs(figure.amount) // figure.step)))
