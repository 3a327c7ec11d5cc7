"""Slips of the pen: a figure that is another one with its decimal point moved or two neighbouring digits swapped.

That a figure is a slip of the one in a row that the sentence names is evidence of its own: hardly ever do two figures
of three digits stand to each other in this way by chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

from service.checks.consistency.change_ties import change_ties
from service.checks.consistency.changes import Change
from service.checks.consistency.interval import Interval, digits
from service.checks.consistency.likeness import likeness, share
from service.checks.consistency.lists import Stated
from service.checks.consistency.matching import scales
from service.checks.consistency.rows import Row
from service.checks.consistency.ties import Tie, entries_of
from service.checks.consistency.words import weight
from service.reports.figure import Figure
from service.reports.model import Number

_FEWEST = 3
"""Digits that a figure must print for a slip to be no chance."""
_WHOLE_NAME = 0.99
_A_WORD = 1.0
"""Weight of the words of a label that says at least one thing of its own."""


def fact_slip(stated: Stated, rows: Iterable[Row]) -> Tie | None:
    """The row that the sentence names in full and whose figure of the period its one figure is a slip of."""
    if len(stated.items) != 1:
        return None
    item = stated.items[0]
    for row in rows:
        if not _is_named(stated.words, row):
            continue
        for entry in entries_of(item, row):
            if is_slip(item.figure, entry.value, entry.number):
                return Tie(row, (entry,), likeness(stated.words, row), 0, 0, entry.value)
    return None


def change_slip(change: Change, words: frozenset[str], rows: Iterable[Row]) -> Tie | None:
    """The cells of a row that the sentence names in full and whose change its one figure is a slip of."""
    if len(change.parts) != 1:
        return None
    part, figure = next(iter(change.parts.items()))
    for tie in change_ties(change, words, rows):
        if tie.odd != part or tie.expected is None or not _is_named(words, tie.row):
            continue
        if is_slip(figure, tie.expected, tie.entries[0].number):
            return tie
    return None


def _is_named(words: frozenset[str], row: Row) -> bool:
    return share(words, row) >= _WHOLE_NAME and weight(row.words) >= _A_WORD


def is_slip(figure: Figure, expected: Interval, number: Number) -> bool:
    """Whether the figure is the expected value with its point moved by one place or two neighbouring digits swapped."""
    if digits(figure.value) < _FEWEST:
        return False
    middle = (expected.low + expected.high) / 2
    shown = abs(figure.value)
    unit = Decimal(1).scaleb(int(shown.as_tuple().exponent))
    for scale in scales(figure, number):
        right = middle.scaleb(-(figure.scale if scale is None else scale))
        moved = (abs(right.scaleb(1) - shown) <= unit * 5, abs(right.scaleb(-1) - shown) <= unit / 2)
        # A swap keeps the size; rounding what is far larger could exceed the digits a Decimal carries.
        if any(moved) or (right < shown * 10 and _swapped(shown, right.quantize(unit, ROUND_HALF_EVEN))):
            return True
    return False


def _swapped(shown: Decimal, right: Decimal) -> bool:
    """Whether one is the other with two neighbouring digits in each other's place."""
    first, second = ("".join(map(str, value.as_tuple().digits)) for value in (shown, right))
    if len(first) != len(second) or first == second:
        return False
    differing = [at for at, (one, other) in enumerate(zip(first, second, strict=True)) if one != other]
    return len(differing) == 2 and any(
        (at, after) == tuple(differing) and (first[at], first[after]) == (second[after], second[at])
        for at, after in pairwise(range(len(first)))
    )
