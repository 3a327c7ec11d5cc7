"""Columns of percentages that compare each line with one line of the same table: shares of a total, "% of revenue"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from math import log10

from service.checks.concepts.words import says_intended, says_sum
from service.checks.numeric.ratios.percent import HUNDRED, Ratio, hundred_of, is_far
from service.checks.numeric.ratios.quotient import best_of, marked
from service.checks.numeric.relations.evidence import FIRM, is_weighty
from service.checks.numeric.table.sheet import Figure, Line, Sheet

WORDS_WORTH = 0.8
"""Digits of evidence in each of: the amounts stand beside the percentages, the base is called a total, it has 100%."""
PROBES = 2
"""Lines that are tried first: unless one of them holds, the base is another."""
FARTHEST = 4
"""Columns between the percentages and the amounts that they are of."""
MOST_BASES = 120
"""Lines that are tried as a base: in a longer table those that are called a total, or that are all of it (100%)."""


def common_sizes_of(sheet: Sheet, explained: Collection[int]) -> Iterator[Ratio]:
    """For every column of percentages but the ``explained`` ones, the line that all others are compared with."""
    lanes = range(len(sheet.lanes))
    amounts = [lane for lane in lanes if sum(_is(line.figures[lane], "amount") for line in sheet.lines) >= FIRM]
    for lane in lanes:
        if says_intended(sheet.lanes[lane]):
            continue
        if lane not in explained and sum(_is(line.figures[lane], "percent") for line in sheet.lines) >= FIRM:
            rows = best_of(_candidates(sheet, lane, amounts))
            yield from rows
            yield from _whole(sheet, lane, rows)


def _is(figure: Figure | None, kind: str) -> bool:
    return figure is not None and figure.kind == kind and not figure.printed_nil


def _candidates(sheet: Sheet, lane: int, amounts: list[int]) -> Iterator[tuple[tuple[Ratio, ...], float]]:
    cost = log10(max(1, len(amounts) * len(sheet.lines)))
    hundred = hundred_of(sheet)
    for column in (column for column in amounts if abs(column - lane) <= FARTHEST):
        for number in _bases(sheet, lane):
            base = sheet.lines[number].figures[column]
            if base is None or base.kind != "amount" or not is_weighty(base):
                continue
            if not any(_holds(row, hundred) for row in islice(_ratios(sheet, lane, column, number, base), PROBES)):
                continue
            rows = tuple(_ratios(sheet, lane, column, number, base))
            worth = _worth_of_words(sheet, lane, column, number)
            if sum(row.holds({}) for row in rows) >= (FIRM if worth < 2 * WORDS_WORTH else FIRM - 1):
                yield rows, worth - cost


def _bases(sheet: Sheet, lane: int) -> Sequence[int]:
    if len(sheet.lines) <= MOST_BASES:
        return range(len(sheet.lines))
    return [n for n, line in enumerate(sheet.lines) if _is_whole(line, lane) or says_sum(line.label)][-MOST_BASES:]


def _is_whole(line: Line, lane: int) -> bool:
    own = line.figures[lane]
    return own is not None and own.value == HUNDRED


def _holds(row: Ratio, hundred: int) -> bool:
    percent, amount, base = row.figures
    return not is_far("share", percent, amount, base, hundred) and row.holds({})


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


def _worth_of_words(sheet: Sheet, lane: int, column: int, base: int) -> float:
    whole = _is_whole(sheet.lines[base], lane)
    return (
        WORDS_WORTH * (abs(lane - column) == 1) + WORDS_WORTH * says_sum(sheet.lines[base].label) + WORDS_WORTH * whole
    )
