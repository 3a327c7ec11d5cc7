"""Earnings per share: a profit divided by a number of shares, basic by basic and diluted by diluted (IAS 33)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from math import log10

from service.checks.numeric.ratios.percent import Ratio
from service.checks.numeric.ratios.quotient import best_of
from service.checks.numeric.table.sheet import Figure, Line, Sheet

_PROFIT = re.compile(r"\b(profit|income|earnings|loss|net result)\b", re.IGNORECASE)
_SHARES = re.compile(r"\b(shares?|stock units|units|ads)\b.*|\bweighted[- ]average\b", re.IGNORECASE)
_PER_SHARE = re.compile(r"\bper\b.*\b(share|unit|stock|ads)\b|\beps\b", re.IGNORECASE)
_WEIGHTED = re.compile(r"\bweighted\b|\bnumber of\b|\bshares (used|outstanding)\b|\baverage\b", re.IGNORECASE)
_SIDES = (re.compile(r"\bbasic\b", re.IGNORECASE), re.compile(r"\b(diluted|assuming dilution)\b", re.IGNORECASE))
POWERS = tuple(Decimal(10) ** power for power in (-6, -3, -2, 0, 2, 3, 5, 6))
"""Powers of ten by which units of amounts, shares and results may differ where the table does not say it."""
WORDS_WORTH = 1.0
"""Digits of evidence in a line called basic or diluted divided by one called the same, or by the only one left."""


def per_share_of(sheet: Sheet) -> Iterator[Ratio]:
    """Every line of earnings per share that lines of profit and of shares explain, one ratio for each column."""
    results = [line for line in sheet.lines if _is_result(line)]
    shares = [line for line in sheet.lines if _counts_shares(line)]
    profits = [line for line in sheet.lines if _is_profit(line)]
    for result in results:
        yield from best_of(_candidates(result, profits, shares))


def _candidates(result: Line, profits: list[Line], shares: list[Line]) -> Iterator[tuple[tuple[Ratio, ...], float]]:
    counts = [count for count in shares if not _sides_differ(result, count)]
    pairs = [(profit, count) for profit in profits for count in counts]
    for profit, count in pairs:
        for power in POWERS:
            rows = tuple(_ratios(result, profit, count, power))
            if rows:
                meant = _side(result) == _side(count) != (False, False) or len(counts) == 1
                worth = WORDS_WORTH if meant else 0.0
                yield rows, worth - log10(len(pairs) * 2)


def _ratios(result: Line, profit: Line, count: Line, power: Decimal) -> Iterator[Ratio]:
    for printed, top, bottom in zip(result.figures, profit.figures, count.figures, strict=True):
        if printed is None or top is None or bottom is None or not (printed.amount and top.amount and bottom.amount):
            continue
        if _compares(result, printed) and _compares(profit, top):
            continue
        yield Ratio("per_share", (printed, top, bottom), 0.0, "per_share", power)


def _compares(line: Line, figure: Figure) -> bool:
    """It is the difference of two others in its line, in a column of changes or of adjustments."""
    others = [other.amount for other in line.figures if other is not None and other.lane != figure.lane]
    return any(one - other == figure.amount for one, other in permutations(others, 2))


def _side(line: Line) -> tuple[bool, ...]:
    """Whether the words say basic, and whether they say diluted; both, for a line that is both."""
    own = tuple(bool(side.search(line.label)) for side in _SIDES)
    return own if any(own) else tuple(bool(side.search(line.heading)) for side in _SIDES)


def _sides_differ(first: Line, second: Line) -> bool:
    one, other = _side(first), _side(second)
    return any(one) and any(other) and not any(a and b for a, b in zip(one, other, strict=True))


def _is_result(line: Line) -> bool:
    text = _text(line)
    return _is_of(line.figures, "per_share") and bool(_PER_SHARE.search(text)) and bool(_PROFIT_OR_EPS.search(text))


_PROFIT_OR_EPS = re.compile(r"\b(profit|income|earnings|loss|eps)\b", re.IGNORECASE)


def _counts_shares(line: Line) -> bool:
    text = _text(line)
    counted = _is_of(line.figures, "amount") and bool(_SHARES.search(text)) and bool(_WEIGHTED.search(text))
    return counted and not _is_money(line)


def _is_profit(line: Line) -> bool:
    return _is_of(line.figures, "amount") and bool(_PROFIT.search(line.label)) and not _WEIGHTED.search(line.label)


def _is_money(line: Line) -> bool:
    return any(f is not None and any(sign in f.number.text for sign in "$€£¥") for f in line.figures)


def _is_of(figures: tuple[Figure | None, ...], kind: str) -> bool:
    return any(f is not None and f.kind == kind and f.amount for f in figures)


def _text(line: Line) -> str:
    return f"{line.heading} {line.label}"
