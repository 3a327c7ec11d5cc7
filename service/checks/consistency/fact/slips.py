"""Slips of the pen: a figure that is another one with its decimal point moved or two neighbouring digits swapped.

That a figure is a slip of the one in a row that the sentence names is evidence of its own: hardly ever do two figures
of three digits differ in this way by chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from math import log10

from service.checks.consistency.change.changes import StatedChange
from service.checks.consistency.change.ties import change_ties
from service.checks.consistency.fact.stated import StatedFact
from service.checks.consistency.fact.ties import Tie, entries_of
from service.checks.consistency.sentence.words import weight
from service.checks.consistency.table.interval import Interval, digits
from service.checks.consistency.table.likeness import likeness, share
from service.checks.consistency.table.matching import scales
from service.checks.consistency.table.rows import PeriodRow
from service.reports.figures.places import exponent_of
from service.reports.model import Number
from service.reports.prose.figure import StatedFigure

_FEWEST = 3
"""Digits that a figure must print for a slip to be no chance."""
_WHOLE_NAME = 0.99
_A_WORD = 1.0
"""Weight of the words of a label that says at least one thing of its own."""


def fact_slip(stated: StatedFact, rows: Iterable[PeriodRow]) -> Tie | None:
    """The row that the sentence names in full and whose figure of the period its one figure is a slip of."""
    if len(stated.items) != 1:
        return None
    item = stated.items[0]
    for row in rows:
        if not _is_named(stated.words, row):
            continue
        for entry in entries_of(item, row):
            if item.period.may_last_as_long(entry.period) and is_slip(item.figure, entry.value, entry.number):
                return Tie(row, (entry,), likeness(stated.words, row), 0, 0, entry.value)
    return None


def change_slip(change: StatedChange, words: frozenset[str], rows: Iterable[PeriodRow]) -> Tie | None:
    """The cells of a row that the sentence names in full and whose change its one figure is a slip of."""
    if len(change.parts) != 1:
        return None
    part, figure = next(iter(change.parts.items()))
    for tie in change_ties(change, words, rows):
        if tie.odd != part or tie.expected is None or not _is_named(words, tie.row):
            continue
        if change.period and not change.period.may_last_as_long(tie.entries[0].period):
            continue
        if is_slip(figure, tie.expected, tie.entries[0].number):
            return tie
    return None


def _is_named(words: frozenset[str], row: PeriodRow) -> bool:
    return share(words, row) >= _WHOLE_NAME and weight(row.words) >= _A_WORD


def is_slip(figure: StatedFigure, expected: Interval, number: Number) -> bool:
    """Whether the figure is the expected value with its point moved by one place or two neighbouring digits swapped."""
    return digits(figure.value) >= _FEWEST and any(
        _moved(shown, right, unit) > 0 or _swapped(shown, right.quantize(unit, ROUND_HALF_EVEN))
        for shown, right, unit in _as_printed(figure, expected, number)
    )


def slip_tells(figure: StatedFigure, expected: Interval, number: Number) -> float:
    """How many powers of ten are against it that the figure is a slip of the expected value by chance; 0 for none.

    Of figures of n digits, two are this one with the point moved, n - 1 with two neighbours swapped, 9 n with a digit
    wrong. A last digit that is one off may be rounded otherwise, and is no slip.
    """
    best = 0.0
    for shown, right, unit in _as_printed(figure, expected, number):
        printed = right.quantize(unit, ROUND_HALF_EVEN)
        known = min(digits(shown.normalize()), digits(number.value))
        if moved := _moved(shown, right, unit):
            best = max(best, min(moved, digits(number.value)) - log10(2))
        elif _swapped(shown, printed):
            best = max(best, known - log10(known))
        elif _substituted(shown, printed):
            best = max(best, known - 1 - log10(known))
    return best


def _as_printed(figure: StatedFigure, expected: Interval, number: Number) -> Iterable[tuple[Decimal, Decimal, Decimal]]:
    """The figure, the expected value in its scale, and the unit of its last digit, for each scale it may be in."""
    middle = (expected.low + expected.high) / 2
    shown = abs(figure.value)
    unit = Decimal(1).scaleb(exponent_of(shown))
    for scale in scales(figure, number):
        right = abs(middle.scaleb(-(figure.scale if scale is None else scale)))
        # Rounding what is far larger could exceed the digits a Decimal carries.
        if shown / 20 < right < shown * 20:
            yield shown, right, unit


def _moved(shown: Decimal, right: Decimal, unit: Decimal) -> int:
    """How many digits tell that the point is moved by one place; 0 where it is not.

    Moved to the right, a figure may end in a zero that was no digit of it: "7.9" as "79.0". Moved to the left, it keeps
    its digits: "117" is no slip of "1,173".
    """
    moved_left = abs(right.scaleb(-1) - shown) <= unit / 2
    if (moved_left and digits(right.normalize()) <= digits(shown)) or abs(right.scaleb(1) - shown) <= unit / 2:
        return digits(shown)
    if not shown.as_tuple().digits[-1] and abs(right.scaleb(1) - shown) <= unit * 5:
        return digits(shown.quantize(unit.scaleb(1)))
    return 0


def _swapped(shown: Decimal, right: Decimal) -> bool:
    """Whether one is the other with two neighbouring digits in each other's place."""
    first, second = (_digits(value) for value in (shown, right))
    differing = _differing(first, second)
    return len(differing) == 2 and any(
        (at, after) == tuple(differing) and (first[at], first[after]) == (second[after], second[at])
        for at, after in pairwise(range(len(first)))
    )


def _substituted(shown: Decimal, right: Decimal) -> bool:
    """Whether one digit differs, and not by rounding."""
    first, second = (_digits(value) for value in (shown, right))
    differing = _differing(first, second)
    if len(differing) != 1:
        return False
    at = differing[0]
    return at < len(first) - 1 or abs(int(first[at]) - int(second[at])) > 1


def _digits(value: Decimal) -> str:
    return "".join(map(str, value.as_tuple().digits))


def _differing(first: str, second: str) -> list[int]:
    """The places where two figures of one length differ; none for figures of different lengths."""
    if len(first) != len(second):
        return []
    return [at for at, (one, other) in enumerate(zip(first, second, strict=True)) if one != other]
