"""Columns of percentages that compare each line with one line of the same table: shares of a total, "% of revenue"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice
from math import log10

from service.checks.numeric.percent import HUNDRED, Ratio
from service.checks.numeric.quotient import FIRM, best_of, marked
from service.checks.numeric.sheet import Figure, Sheet
from service.checks.numeric.vocabulary import says_sum

SAID_WORTH = 0.8
"""Digits of evidence in each of: the amounts stand beside the percentages, the base is called a total, it has 100%."""
LEAST_BASE = 100
"""Bases of fewer printed units give shares that anything agrees with."""
PROBES = 2
"""Lines that are tried first: unless one of them holds, the base is another."""
FARTHEST = 4
"""Columns between the percentages and the amounts that they are of."""
MOST_LINES = 120
"""Lines of the longest table that is searched for a base."""


def common_sizes_of(sheet: Sheet, explained: Collection[int]) -> Iterator[Ratio]:
    """For every column of percentages but the ``explained`` ones, the line that all others are compared with."""
    if len(sheet.lines) > MOST_LINES:
        return
    lanes = range(len(sheet.lanes))
    amounts = [lane for lane in lanes if sum(_is(line.figures[lane], "amount") for line in sheet.lines) >= FIRM]
    for lane in lanes:
        if lane not in explained and sum(_is(line.figures[lane], "percent") for line in sheet.lines) >= FIRM:
            rows = best_of(_candidates(sheet, lane, amounts))
            yield from rows
            yield from _whole(sheet, lane, rows)


def _is(figure: Figure | None, kind: str) -> bool:
    return figure is not None and figure.kind == kind and not figure.printed_nil


def _candidates(sheet: Sheet, lane: int, amounts: list[int]) -> Iterator[tuple[tuple[Ratio, ...], float]]:
    cost = log10(max(1, len(amounts) * len(sheet.lines)))
    for column in (column for column in amounts if abs(column - lane) <= FARTHEST):
        for number, line in enumerate(sheet.lines):
            base = line.figures[column]
            if base is None or base.kind != "amount" or abs(base.amount) < LEAST_BASE * base.step:
                continue
            if not any(row.holds({}) for row in islice(_ratios(sheet, lane, column, number, base), PROBES)):
                continue
            rows = tuple(_ratios(sheet, lane, column, number, base))
            said = _said(sheet, lane, column, number)
            if sum(row.holds({}) for row in rows) >= (FIRM if said < 2 * SAID_WORTH else FIRM - 1):
                yield rows, said - cost


def _ratios(sheet: Sheet, lane: int, column: int, of: int, base: Figure) -> Iterator[Ratio]:
    for number, line in enumerate(sheet.lines):
        percent, amount = line.figures[lane], line.figures[column]
        if number == of or percent is None or amount is None:
            continue
        if _is(percent, "percent") and _is(amount, "amount"):
            yield Ratio("share", (percent, amount, base), 0.0, "share")


def _whole(sheet: Sheet, lane: int, rows: tuple[Ratio, ...]) -> Iterator[Ratio]:
    """The base itself is 100% where a percentage is printed beside it."""
    if rows:
        base = rows[0].figures[2]
        own = sheet.lines[base.line].figures[lane]
        if own is not None and _is(own, "percent"):
            whole = replace(rows[0], figures=(own, base, base))
            if whole.holds({}) or marked(whole):
                yield whole


def _said(sheet: Sheet, lane: int, column: int, base: int) -> float:
    own = sheet.lines[base].figures[lane]
    whole = own is not None and own.value == HUNDRED
    return SAID_WORTH * (abs(lane - column) == 1) + SAID_WORTH * says_sum(sheet.lines[base].label) + SAID_WORTH * whole
