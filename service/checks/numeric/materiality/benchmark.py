"""Benchmarks of materiality: the profit before tax, the revenue and the total assets that a report prints.

A report prints them in many places and for several periods: that of the latest year counts, and in it the figure that
is printed most often, the largest of several; parts of it (segments, quarters) are smaller or printed once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.checks.numeric.relations.equation import Corrections, Equation, value_of
from service.checks.numeric.table.period import period_of
from service.checks.numeric.table.sheet import Figure, Line, Sheet
from service.materiality import Basis

NAMES: Mapping[Basis, str] = {"profit": "profit before tax", "revenue": "revenue", "assets": "total assets"}
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[*†‡§:]|\bnote \d+\w?\b|/|(?<=\D)\d$")
"""What stands beside or between the words of a caption: brackets, footnote marks, a note's number."""
_LOSS = re.compile(r"^\W*(net |consolidated |group |total )*loss\b(?!.*\b(profit|income|earnings)\b)", re.IGNORECASE)
_CAPTIONS: Mapping[Basis, re.Pattern[str]] = {
    "profit": re.compile(
        r"(consolidated |group |total |net |accounting |statutory )*(profit|income|earnings|loss|surplus|result)s?"
        r"( or loss| loss)?( on ordinary activities| for the (year|period)| from (continuing )?operations)?"
        r" before (provision for |benefit from |deduction of |deducting )?"
        r"(income |corporation |corporate )?tax(es|ation)?( expense| on income)?( from continuing operations)?",
        re.IGNORECASE,
    ),
    "revenue": re.compile(
        r"((total|net|consolidated|group|operating) )*(revenues?|sales|turnover|net revenues?|net sales)"
        r"( from (contracts with customers|continuing operations)| net)?",
        re.IGNORECASE,
    ),
    "assets": re.compile(r"(consolidated |group )?total assets|balance sheet total", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A figure of the report that materiality is a share of. ``amount`` is scaled: in whole currency units."""

    basis: Basis | None
    """None for the largest total, where none of the usual ones is printed."""
    figure: Figure
    amount: Decimal


def benchmarks_of(sheets: Sequence[Sheet], corrections: Corrections) -> dict[Basis, Benchmark]:
    """Those that the report prints; a figure that is known to be wrong counts as corrected. A loss is negative."""
    found: dict[Basis, Benchmark] = {}
    for basis in NAMES:
        dated = list(_printed(sheets, basis, corrections))
        latest = max((year for year, _ in dated), default=0)
        candidates = [benchmark for year, benchmark in dated if year == latest]
        times = Counter(benchmark.amount for benchmark in candidates)
        if candidates:
            found[basis] = max(candidates, key=lambda one: (times[one.amount], abs(one.amount)))
    return found


def largest_total(equations: Sequence[Equation], corrections: Corrections) -> Benchmark | None:
    """The largest amount that the report proves by its own arithmetic."""
    proven = [
        equation.figures[0]
        for equation in equations
        if equation.figures[0].kind == "amount"
        and equation.figures[0].number.unit != "shares"
        and equation.holds(corrections)
    ]
    amounts = [Benchmark(None, figure, abs(_amount(figure, corrections))) for figure in proven]
    return max((one for one in amounts if one.amount), key=lambda one: one.amount, default=None)


def _printed(sheets: Sequence[Sheet], basis: Basis, corrections: Corrections) -> Iterator[tuple[int, Benchmark]]:
    for sheet in sheets:
        context = f"{sheet.table.title} {sheet.table.caption_text}"
        for line in sheet.lines:
            caption = " ".join(_ASIDE.sub(" ", line.label).split()).strip(" ,.–—-")
            if _CAPTIONS[basis].fullmatch(caption):
                for figure in filter(None, line.figures):
                    if figure.kind == "amount" and figure.number.unit != "shares" and figure.amount:
                        period = period_of(sheet.lanes[figure.lane], context)
                        yield period.year if period else 0, _benchmark(basis, line, figure, corrections)


def _benchmark(basis: Basis, line: Line, figure: Figure, corrections: Corrections) -> Benchmark:
    amount = _amount(figure, corrections)
    lost = basis == "profit" and bool(_LOSS.search(line.label))
    return Benchmark(basis, figure, -abs(amount) if lost else amount)


def _amount(figure: Figure, corrections: Corrections) -> Decimal:
    return figure.to_whole_units(value_of(figure, corrections))
