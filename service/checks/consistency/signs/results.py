"""A result that is called a loss where it is a profit, by its parts or by the name it has elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from service.checks.consistency.text.lines import CaptionedLine

_GROSS_LOSS = re.compile(r"gross loss(?:es)?\W*", re.IGNORECASE)
_PROFIT = re.compile(
    r"(?:(?:consolidated )?net )?(?:income|profit|earnings)(?: for the (?:year|period))?\W*", re.IGNORECASE
)
_LOSS = re.compile(r"(?:(?:consolidated )?net )?loss(?:es)?(?: for the (?:year|period))?\W*", re.IGNORECASE)
_DIGITS = 3
_ABOVE = 12
"""Lines above a gross result among which its revenue and its costs are."""

ByValue = Mapping[Decimal, list[CaptionedLine]]


def gross_losses(lines: Sequence[CaptionedLine]) -> Iterator[tuple[CaptionedLine, CaptionedLine, CaptionedLine]]:
    """Every "gross loss" above zero that is revenue less the costs below it in each column, with these two lines."""
    for at, line in enumerate(lines):
        if _GROSS_LOSS.fullmatch(line.label) and line.positive:
            above = [one for one in lines[max(0, at - _ABOVE) : at] if len(one.values) == len(line.values)]
            for place, revenue in enumerate(above):
                cost = next((one for one in above[place + 1 :] if _is_left(line, revenue, one)), None)
                if cost is not None:
                    yield line, revenue, cost
                    break


def _is_left(result: CaptionedLine, revenue: CaptionedLine, cost: CaptionedLine) -> bool:
    each = zip(result.values, revenue.values, cost.values, strict=True)
    return all(left == whole - abs(part) for left, whole, part in each)


def by_value(lines: Iterable[CaptionedLine]) -> ByValue:
    """The lines that are named a profit, or a loss, and nothing else, by each figure in them."""
    found: dict[Decimal, list[CaptionedLine]] = defaultdict(list)
    for line in lines:
        if _PROFIT.fullmatch(line.label) or _LOSS.fullmatch(line.label):
            for value in line.values:
                if len(value.as_tuple().digits) >= _DIGITS:
                    found[value].append(line)
    return found


def misnamed(results: ByValue) -> Iterator[tuple[CaptionedLine, CaptionedLine]]:
    """Every "net loss" above zero, or "net income" below it, that other tables call the other, with one of these.

    Not where another table calls it so, too.
    """
    reported: set[tuple[int, int]] = set()
    for lines in results.values():
        for line in lines:
            loss = bool(_LOSS.fullmatch(line.label))
            if not (line.positive if loss else line.negative) or (line.table.index, line.caption.row) in reported:
                continue
            others = [one for one in lines if one.table.index != line.table.index]
            if others and all(bool(_LOSS.fullmatch(one.label)) != loss for one in others):
                reported.add((line.table.index, line.caption.row))
                yield line, others[0]
