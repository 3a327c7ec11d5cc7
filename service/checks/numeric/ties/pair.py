"""Two series side by side: the columns in which they can be compared, and what is the same and what differs there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from service.checks.concepts.words import closes_balance, opens_balance
from service.checks.numeric.relations.equation import Check, Sum
from service.checks.numeric.relations.evidence import OF_A_TIE, is_weighty
from service.checks.numeric.table.period import ColumnPeriod, ends_on
from service.checks.numeric.table.sheet import Figure
from service.checks.numeric.ties.series import Series

LEAST_WORDS = 3
"""Captions of fewer words are given to different things."""
Column = tuple[Figure, Figure]
"""What both print for one period."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lines and the columns in which they can be compared, with the sign between them."""

    first: Series
    second: Series
    columns: tuple[Column, ...]
    sign: int

    def agrees(self, column: Column) -> bool:
        """Both print the same amount."""
        return column[0].scaled == self.sign * column[1].scaled

    def differs(self, column: Column) -> bool:
        """By more than rounding; the same digits in two scales are a scale that was not understood."""
        if abs(column[0].value) == abs(column[1].value):
            return abs(column[0].scaled) == abs(column[1].scaled) and not self.agrees(column)
        return abs(column[0].scaled - self.sign * column[1].scaled) > self.tolerance(column)

    def tolerance(self, column: Column) -> Decimal:
        """What rounding explains: half of the coarser last place; a whole one where both have the same, for one may be
        rounded so that its table adds up."""
        fine, coarse = sorted(f.to_whole_units(f.last_place) for f in column)
        return coarse / 2 if fine != coarse else coarse

    @property
    def of_one_table(self) -> bool:
        """Both are lines of the same table."""
        return self.first.key[0] == self.second.key[0]

    @property
    def same_words(self) -> bool:
        """Two lines as printed, under the same caption."""
        return self.first.words == self.second.words and self.first.whole and self.second.whole

    @property
    def near(self) -> bool:
        """At least half of the words of their captions are the same."""
        return self.first.near(self.second)

    @property
    def both_ways(self) -> tuple[tuple[Series, Series], tuple[Series, Series]]:
        """The two in either order."""
        return (self.first, self.second), (self.second, self.first)


def comparable(first: Series, second: Series) -> Iterator[Column]:
    """What both print of one kind and measure in a period that both have; dashes are not compared."""
    if first.is_of_other_measure(second) or second.is_of_other_measure(first):
        return
    for one, other in same_periods(first, second):
        if one.kind == other.kind and not one.printed_nil and not other.printed_nil:
            yield one, other


def same_periods(first: Series, second: Series) -> Iterator[Column]:
    """What both print for one period, or of one table in one column, dashes too."""
    same = first.key[0] == second.key[0]
    for mine in first.entries:
        for theirs in second.entries:
            if mine[1].lane == theirs[1].lane if same else _same_period(first, mine[0], second, theirs[0]):
                yield mine[1], theirs[1]


def _same_period(first: Series, mine: ColumnPeriod | None, second: Series, theirs: ColumnPeriod | None) -> bool:
    if mine is None or theirs is None or not mine.may_be(theirs):
        return False
    # A period that heads several columns does not say which of them is meant.
    alone = sum(p is not None and p.may_be(theirs) for p, _ in first.entries) == 1
    if not alone or sum(p is not None and p.may_be(mine) for p, _ in second.entries) != 1:
        return False
    if closes_balance(first.label) == closes_balance(second.label):
        return True
    return ends_on(mine, theirs, (p for p, _ in second.entries)) and ends_on(
        theirs, mine, (p for p, _ in first.entries)
    )


def can_pair(figure: Figure) -> bool:
    """Whether it is so large that another figure hardly equals it by chance; rates are not."""
    return figure.kind != "percent" and is_weighty(figure)


def tie_of(pair: Pair, column: Column) -> Sum:
    """The relation that both print one figure in a column."""
    one, other = column
    factor = pair.sign * one.units_of(other)
    return Sum(_check(pair), (one, other), OF_A_TIE, (factor,), one.as_printed_here(pair.tolerance(column)))


def _check(pair: Pair) -> Check:
    if "cash" in pair.first.words and "cash" in pair.second.words:
        return "cash_tie"
    return "balance_identity" if pair.of_one_table and not opens_balance(pair.first.label) else "tie"
