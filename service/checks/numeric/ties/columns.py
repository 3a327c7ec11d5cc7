"""Series that run down a column: the lines, or the headings above them, say which period a figure is of.

Balances of an equity statement, its movements between two balances, and segments side by side, year under year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from service.checks.concepts.captions import words_of
from service.checks.concepts.words import opens_balance, says_balance
from service.checks.numeric.table.period import ColumnPeriod, period_of
from service.checks.numeric.table.sheet import Line, Sheet
from service.checks.numeric.ties.series import NO_WORDS, PeriodFigure, Series, Words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_DAY = re.compile(r"\b0?1(st)? (of )?[a-z]{3,9}\b|\b[a-z]{3,9}\.? 0?1\b(?!\d)", re.IGNORECASE)
_SPANS = {0: "12m", 3: "3m", 6: "6m", 9: "9m"}


def columns_of(sheet: Sheet) -> Iterator[Series]:
    """The series down each column that has no period of its own."""
    lanes = [lane for lane, label in enumerate(sheet.lanes) if period_of(label) is None]
    if not lanes:
        return
    for words, dated in _dated(sheet).items():
        for lane in lanes:
            entries = _entries(dated, lane)
            named = words_of(sheet.lanes[lane])
            if len({period for period, _ in entries}) == len(entries) >= 2 and (named or words):
                name = words | named
                yield Series(name, name, NO_WORDS, entries, dated[0][1].label, line=words)


def _dated(sheet: Sheet) -> dict[Words, list[tuple[ColumnPeriod, Line]]]:
    """Lines with the period they are of, by the words of their caption."""
    found: dict[Words, list[tuple[ColumnPeriod, Line]]] = defaultdict(list)
    between = _between(sheet.lines)
    for line in sheet.lines:
        own = period_of(line.label)
        if own is not None and (opens_balance(line.label) or _FIRST_DAY.search(line.label)):
            continue  # printed again as the closing balance of the year before
        period = own or between.get(line.row) or period_of(line.heading)
        if period is not None:
            found[words_of(line.label)].append((period, line))
    return found


def _between(lines: tuple[Line, ...]) -> dict[int, ColumnPeriod]:
    """The period of each movement: that which ends with the balance below it and began with the one above."""
    found: dict[int, ColumnPeriod] = {}
    opening: ColumnPeriod | None = None
    waiting: list[int] = []
    for line in lines:
        period = period_of(line.label) if says_balance(line.label) else None
        if period is None:
            waiting.append(line.row)
            continue
        if opening is not None and waiting:
            span = ColumnPeriod(period.year, _span(opening, period), period.month)
            found.update((row, span) for row in waiting)
        opening, waiting = period, []
    return found


def _span(opening: ColumnPeriod, closing: ColumnPeriod) -> str:
    """The months between two balances, where both dates are printed."""
    if not opening.month or not closing.month:
        return ""
    first, last = (_MONTHS.index(period.month[:3]) for period in (opening, closing))
    return _SPANS.get((last - first) % 12, "")


def _entries(dated: list[tuple[ColumnPeriod, Line]], lane: int) -> tuple[PeriodFigure, ...]:
    """One for each period and value: a balance that closes one year and opens the next is one figure printed twice."""
    seen: dict[tuple[ColumnPeriod, int], PeriodFigure] = {}
    for period, line in dated:
        figure = line.figures[lane]
        if figure is not None:
            seen.setdefault((period, figure.amount), (period, figure))
    return tuple(seen.values())
