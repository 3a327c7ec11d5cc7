"""Lines of percentages: the share of one line in another ("as % of revenue", margins, the effective tax rate), or the
growth of a line from the column of the year before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from math import log10

from service.checks.concepts.captions import words_of
from service.checks.concepts.words import says_change
from service.checks.numeric.ratios.percent import Ratio, hundred_of, is_far
from service.checks.numeric.ratios.quotient import best_of
from service.checks.numeric.relations.evidence import is_weighty
from service.checks.numeric.table.period import period_of
from service.checks.numeric.table.sheet import Figure, Line, Sheet

WORD_WORTH = 0.8
"""Digits of evidence in each thing that the words or the place of a line say of what it divides by what."""
_OF = re.compile(r"\b(?:of|to)\b(.*)", re.IGNORECASE)
_MARGIN = re.compile(r"\bmargins?\b", re.IGNORECASE)
_REVENUE = re.compile(r"\b(revenues?|sales|turnover)\b", re.IGNORECASE)
_TAX_RATE = re.compile(r"\btax(ation)? rate\b|\brate of (income |corporation )?tax", re.IGNORECASE)
_TAX = re.compile(r"\btax(es|ation)?\b", re.IGNORECASE)
_BEFORE_TAX = re.compile(r"\bbefore\b.*\btax|\bpre-?tax\b", re.IGNORECASE)
PROBES = 2
"""Columns that are tried first: unless one of them holds, the line divides something else."""
FARTHEST_TOP, FARTHEST_BASE = 12, 40
"""Lines between a rate and what it divides, and what by."""


def margins_of(sheet: Sheet) -> Iterator[Ratio]:
    """Every line of percentages that the lines around it explain, one ratio for each column."""
    amounts = [n for n, line in enumerate(sheet.lines) if any(_is_amount(f) for f in line.figures)]
    before = _years_before(sheet)
    for number, line in enumerate(sheet.lines):
        if sum(_is_rate(figure) for figure in line.figures) >= 2:
            yield from best_of((*_shares(sheet, number, amounts), *_growth(sheet, number, amounts, before)))


def _is_rate(figure: Figure | None) -> bool:
    return figure is not None and figure.kind == "percent" and not figure.printed_nil


def _is_amount(figure: Figure | None) -> bool:
    return figure is not None and figure.kind == "amount" and bool(figure.amount)


def _shares(sheet: Sheet, rate: int, amounts: Sequence[int]) -> Iterator[tuple[tuple[Ratio, ...], float]]:
    bases = _within(amounts, rate, FARTHEST_BASE)
    cost = log10(max(1, len(bases) * (len(bases) - 1)))
    rates = [(lane, figure) for lane, figure in enumerate(sheet.lines[rate].figures) if figure and _is_rate(figure)]
    hundred = hundred_of(sheet)
    for top in _within(bases, rate, FARTHEST_TOP):
        parts = [(p, part, lane) for lane, p in rates if (part := sheet.lines[top].figures[lane]) and _is_amount(part)]
        if not parts:
            continue
        for base in bases:
            if top != base and _is_probable(parts, sheet.lines[base], hundred):
                yield tuple(_ratios(sheet, rate, top, base)), _worth_of_words(sheet, rate, top, base) - cost


def _within(lines: Sequence[int], around: int, farthest: int) -> Sequence[int]:
    """Of the lines, which are in order, those not too far away."""
    return lines[bisect_left(lines, around - farthest) : bisect_right(lines, around + farthest)]


def _is_probable(parts: Sequence[tuple[Figure, Figure, int]], base: Line, hundred: int) -> bool:
    """In one of the first columns that print all three, the rate holds."""
    probes = 0
    for percent, part, lane in parts:
        whole = base.figures[lane]
        if whole is None or not _is_amount(whole) or not is_weighty(whole):
            continue
        if not is_far("share", percent, part, whole, hundred) and _share(percent, part, whole).holds({}):
            return True
        probes += 1
        if probes == PROBES:
            return False
    return False


def _share(percent: Figure, part: Figure, whole: Figure) -> Ratio:
    return Ratio("share", (percent, part, whole), 0.0, "share")


def _ratios(sheet: Sheet, rate: int, top: int, base: int) -> Iterator[Ratio]:
    lines = sheet.lines
    for percent, part, whole in zip(lines[rate].figures, lines[top].figures, lines[base].figures, strict=True):
        if percent is None or part is None or whole is None or not _is_rate(percent):
            continue
        if _is_amount(part) and _is_amount(whole) and is_weighty(whole):
            yield _share(percent, part, whole)


def _worth_of_words(sheet: Sheet, rate: int, top: int, base: int) -> float:
    """What the words, and the place below the amount, say for the division."""
    label, part, whole = (sheet.lines[n].label for n in (rate, top, base))
    worth = 0.0
    if _TAX_RATE.search(label):
        worth += WORD_WORTH * (bool(_TAX.search(part)) and not _BEFORE_TAX.search(part))
        worth += WORD_WORTH * bool(_BEFORE_TAX.search(whole))
        return worth
    named = _OF.search(label)
    if (named and words_of(named.group(1)) & words_of(whole)) or (
        not named and _MARGIN.search(label) and _REVENUE.search(whole)
    ):
        worth += WORD_WORTH
    if words_of(_OF.sub("", label)) & words_of(part):
        worth += WORD_WORTH
    return worth + (WORD_WORTH if top == _nearest_above(sheet, rate) else 0.0)


def _nearest_above(sheet: Sheet, rate: int) -> int:
    above = (n for n in range(rate - 1, -1, -1) if any(_is_amount(f) for f in sheet.lines[n].figures))
    return next(above, -1)


def _years_before(sheet: Sheet) -> dict[int, int]:
    """For each column the one of the year before, where just one is."""
    periods = [period_of(label) for label in sheet.lanes]
    words = [words_of(label) for label in sheet.lanes]
    found: dict[int, int] = {}
    for lane, now in enumerate(periods):
        earlier = [
            other
            for other, then in enumerate(periods)
            if now and then and then.year == now.year - 1 and then.span == now.span and words[other] == words[lane]
        ]
        if len(earlier) == 1:
            found[lane] = earlier[0]
    return found


def _growth(
    sheet: Sheet, rate: int, amounts: Sequence[int], before: dict[int, int]
) -> Iterator[tuple[tuple[Ratio, ...], float]]:
    line = sheet.lines[rate]
    for of in _within(amounts, rate, FARTHEST_TOP):
        rows = tuple(_changes(line, sheet.lines[of], before))
        if rows:
            worded = WORD_WORTH * (
                says_change(line.label) + bool(words_of(line.label) & words_of(sheet.lines[of].label))
            )
            near = WORD_WORTH if of == _nearest_above(sheet, rate) else 0.0
            yield rows, worded + near - log10(len(amounts))


def _changes(rates: Line, amounts: Line, before: dict[int, int]) -> Iterator[Ratio]:
    for lane, earlier in before.items():
        percent, now, then = rates.figures[lane], amounts.figures[lane], amounts.figures[earlier]
        if percent is None or now is None or then is None or not _is_rate(percent):
            continue
        if _is_amount(now) and _is_amount(then) and then.amount > 0 and is_weighty(then):
            yield Ratio("percent_change", (percent, now, then), 0.0, "change")
