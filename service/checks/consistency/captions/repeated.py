"""A caption on two lines in a row, where the figures of one of them have another caption elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from service.checks.consistency.text.folding import words_of
from service.checks.consistency.text.lines import CaptionedLine

_LETTERS = 4
"""Of a caption, at least."""
_DIGITS, _ALONE = 3, 4
"""Significant digits of a figure that tells, and of one that tells alone."""
_TOGETHER = 2
_TWICE = 2
"""Lines of a table with one caption. Where there are more, the caption is meant so."""

ByValue = Mapping[Decimal, Sequence[CaptionedLine]]


def repeated(tables: Sequence[Sequence[CaptionedLine]]) -> Iterator[tuple[CaptionedLine, CaptionedLine, CaptionedLine]]:
    """Every line with the caption of the line beside it whose figures are those of another caption, with both."""
    by_value: dict[Decimal, list[CaptionedLine]] = defaultdict(list)
    for lines in tables:
        for line in lines:
            for value in line.values:
                by_value[abs(value)].append(line)
    for lines in tables:
        for first, second in pairwise(lines):
            if _same(first, second) and sum(_same(first, line) for line in lines) == _TWICE:
                named = [(line, other) for line in (second, first) if (other := _elsewhere(line, by_value)) is not None]
                if len(named) == 1:
                    yield named[0][0], first if named[0][0] is second else second, named[0][1]


def _same(first: CaptionedLine, second: CaptionedLine) -> bool:
    """Two lines with figures have one caption, of some letters."""
    letters = sum(char.isalpha() for char in first.label)
    figures = bool(first.values and second.values)
    return figures and letters >= _LETTERS and words_of(first.label) == words_of(second.label)


def _elsewhere(line: CaptionedLine, by_value: ByValue) -> CaptionedLine | None:
    """The line of another table that has its figures under another caption; None where one has its own."""
    words, found, others = words_of(line.label), 0, list[CaptionedLine]()
    for value in set(map(abs, line.values)):
        digits = len(str(value).replace(".", "").strip("0"))
        alike = [one for one in by_value[value] if one.table.index != line.table.index]
        if any(words_of(one.label) == words for one in alike):
            return None
        if alike and digits >= _DIGITS:
            found += _TOGETHER if digits >= _ALONE else 1
            others += alike
    return others[0] if found >= _TOGETHER else None
