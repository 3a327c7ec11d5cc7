"""Figures under one caption below several headings, and the line of another table that they come to.

A note by segment prints "Net sales" and "Operating income" under the name of each segment, and no total of them. The
total stands in the reconciliation below or in the income statement, for the same periods and under a name that holds
the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from service.checks.concepts.captions import contained, words_of
from service.checks.numeric.relations.equation import Sum, rounding_between
from service.checks.numeric.relations.evidence import OF_A_TIE, is_weighty
from service.checks.numeric.sums.votes.vote import Vote, vote
from service.checks.numeric.table.period import ColumnPeriod, period_of
from service.checks.numeric.table.sheet import Figure, Line, Sheet

LEAST_PARTS = 3
"""Headings: two figures come to a third by chance too often."""
LEAST_DIGITS = 3.0
"""Digits of evidence in a column that agrees."""
Words = frozenset[str]
Dated = tuple[ColumnPeriod | None, ...]


def sums_over_headings(sheets: Sequence[Sheet]) -> Iterator[Sum]:
    """For each caption that stands under several headings, the line that its figures come to, column by column."""
    periods = [_periods(sheet) for sheet in sheets]
    lines = _by_value(sheets)
    for sheet in sheets:
        for words, parts in _repeated(sheet).items():
            found = _best(sheets, periods, words, parts, lines)
            if found is not None:
                yield from (_sum(cast, sheets) for cast in found)


def _periods(sheet: Sheet) -> Dated:
    context = f"{sheet.table.title} {sheet.table.caption_text}"
    return tuple(period_of(label, context) for label in sheet.lanes)


def _by_value(sheets: Sequence[Sheet]) -> Mapping[Decimal, list[Figure]]:
    found: dict[Decimal, list[Figure]] = defaultdict(list)
    for sheet in sheets:
        for figure in sheet.figures():
            if figure.kind == "amount" and is_weighty(figure):
                found[figure.scaled].append(figure)
    return found


def _repeated(sheet: Sheet) -> dict[Words, list[Line]]:
    """The lines of each caption that stands once under each of several headings, and that print the same columns."""
    found: dict[Words, list[Line]] = defaultdict(list)
    for line in sheet.lines:
        words = words_of(line.label)
        if words and line.heading:
            found[words].append(line)
    return {words: lines for words, lines in found.items() if _are_parts(lines)}


def _are_parts(lines: Sequence[Line]) -> bool:
    headings = {line.heading for line in lines}
    return len(lines) >= LEAST_PARTS and len(headings) == len(lines)


def _best(
    sheets: Sequence[Sheet],
    periods: Sequence[Dated],
    words: Words,
    parts: Sequence[Line],
    lines: Mapping[Decimal, Sequence[Figure]],
) -> list[Vote] | None:
    """The votes on the line that most columns come to; None where there is none, or others of them object."""
    table = next(figure.table for figure in parts[0].figures if figure is not None)
    totals: dict[tuple[int, int], None] = {}
    for lane in range(len(parts[0].figures)):
        printed = _printed(parts, lane)
        for total in lines.get(sum((f.scaled for f in printed), Decimal(0)), ()) if printed else ():
            if total.table != table and contained(words, words_of(sheets[total.table].lines[total.line].label)):
                totals[total.table, total.line] = None
    votes = [list(_votes(sheets, periods, table, parts, total)) for total in totals]
    believed = [cast for cast in votes if _is_borne_out(cast)]
    return max(believed, key=lambda cast: sum(one.holds for one in cast), default=None)


def _printed(parts: Sequence[Line], lane: int) -> list[Figure]:
    """What the lines print in a column; nothing where one of them prints no amount."""
    figures = [figure for line in parts if (figure := line.figures[lane]) is not None and figure.kind == "amount"]
    return figures if len(figures) == len(parts) and sum(bool(f.amount) for f in figures) >= LEAST_PARTS else []


def _votes(
    sheets: Sequence[Sheet], periods: Sequence[Dated], table: int, parts: Sequence[Line], total: tuple[int, int]
) -> Iterator[Vote]:
    """What each column says of the total of its period; figures of another scale are not compared."""
    line = sheets[total[0]].lines[total[1]]
    for lane, period in enumerate(periods[table]):
        of_period = [at for at, one in enumerate(periods[total[0]]) if one and period and one.may_be(period)]
        figure = line.figures[of_period[0]] if len(of_period) == 1 else None
        printed = _printed(parts, lane)
        if figure is None or not printed or not figure.amount:
            continue
        like = (figure.number.scale, sheets[total[0]].decimals)
        if {like} == {(one.number.scale, sheets[table].decimals) for one in printed}:
            yield vote(lane, figure, tuple((1, one) for one in printed))


def _is_borne_out(votes: Sequence[Vote]) -> bool:
    """A column agrees in several digits, and in each of the others one wrong figure bears its mark."""
    holding = [one for one in votes if one.holds and not one.residual and one.digits >= LEAST_DIGITS]
    broken = [one for one in votes if not one.holds]
    return bool(holding) and all(one.is_marked for one in broken)


def _sum(cast: Vote, sheets: Sequence[Sheet]) -> Sum:
    figures = (cast.target, *(figure for _, figure in cast.terms))
    rounding = rounding_between([figure.last_place for figure in figures])
    return Sum("column_total", figures, OF_A_TIE, (Decimal(1),) * len(cast.terms), rounding)
