"""Tables that blanks alone make: where they are in a text, and what of it is no table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from service.reports.aligned.evidence import is_table
from service.reports.aligned.tabs import without_tabs
from service.reports.aligned.typed import LONGEST, TypedPage, is_rule, pages_of, turns_page
from service.reports.flow.blocks import TableBlock
from service.reports.placed.continuation import FoundTable, joined
from service.reports.placed.margins import without_margins
from service.reports.placed.pages import items_of
from service.reports.placed.tables import table_of

_GAPPED: Final = re.compile(r"\S(?:\s{2,}|\t|[.·_…]{3,}\s*)\S*[\d–—-]|\|\s*\S*[\d–—-]")
"""A line that may be one of a table: a figure, or a dash for one, after a gap."""
_ABOVE: Final = 14
"""Lines above the first such line in which its heads may be."""
_APART: Final = 12
"""Lines without figures between two of one table, at most."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table and the lines of the text that it was read from."""

    block: TableBlock
    lines: frozenset[int]

    @property
    def first(self) -> int:
        return min(self.lines)


def parted(lines: Sequence[str]) -> Iterator[list[int] | TableBlock]:
    """A text as its tables and, by their numbers, the lines between them, in order."""
    waiting = aligned_tables(lines)
    taken = frozenset(number for one in waiting for number in one.lines)
    at = 0
    for one in waiting:
        between = [number for number in range(at, one.first) if number not in taken]
        if between:
            yield between
        yield one.block
        at = one.first
    rest = [number for number in range(at, len(lines)) if number not in taken]
    if rest:
        yield rest


def aligned_tables(text: Sequence[str]) -> list[Aligned]:
    """The tables in a text whose columns are set with blanks or parted by tabs, in order."""
    lines = without_tabs(text)
    found: list[Aligned] = []
    for first, end in _stretches(lines):
        found += _tables(lines[first:end], first)
    return found


def _stretches(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where tables may be: around lines with a figure after a gap, two of them at least."""
    gapped = [number for number, line in enumerate(lines) if len(line) <= LONGEST and _GAPPED.search(line)]
    group: list[int] = []
    end = 0
    for number in gapped:
        if group and number - group[-1] > _APART + _ABOVE:
            if len(group) > 1:
                end = group[-1] + _APART
                yield max(group[0] - _ABOVE, 0), end
            group = []
        group.append(number)
    if len(group) > 1:
        yield max(group[0] - _ABOVE, 0), min(group[-1] + _APART, len(lines))


def _tables(lines: Sequence[str], offset: int) -> Iterator[Aligned]:
    pages = pages_of(lines)
    strips = without_margins([page.strips for page in pages])
    items = joined([items_of(stretch, number) for number, stretch in enumerate(strips)])
    for item in items:
        if isinstance(item, FoundTable):
            numbers = _lines_of(item, pages)
            if is_table(item, ruled=_is_ruled(lines, numbers)):
                held = frozenset(offset + number for number in _with_rules(lines, numbers))
                yield Aligned(table_of(item.heads, item.body), held)


def _lines_of(table: FoundTable, pages: Sequence[TypedPage]) -> list[int]:
    """The lines of a table: on each of its pages all from its first to its last."""
    by_page: dict[int, list[int]] = {}
    for row in (*table.heads, *table.body):
        by_page.setdefault(row.page, []).append(pages[row.page].line_of[row.y])
    return [number for held in by_page.values() for number in range(min(held), max(held) + 1)]


def _is_ruled(lines: Sequence[str], numbers: Sequence[int]) -> bool:
    """Whether rules are drawn in a table or just beside it."""
    near = range(max(numbers[0] - 1, 0), min(numbers[-1] + 2, len(lines)))
    return any(is_rule(lines[number]) and lines[number].strip() for number in near)


def _with_rules(lines: Sequence[str], numbers: Sequence[int]) -> set[int]:
    """With the rules that are drawn just above and below it; one below a line of text may underline a title."""
    held = set(numbers)
    last = numbers[-1] + 1
    while last < len(lines) and _is_drawn(lines[last]):
        held.add(last)
        last += 1
    first = numbers[0] - 1
    if first >= 0 and _is_drawn(lines[first]) and (first == 0 or not lines[first - 1].strip()):
        held.add(first)
    return held


def _is_drawn(line: str) -> bool:
    return bool(line.strip()) and is_rule(line) and not turns_page(line)
