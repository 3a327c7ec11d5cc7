"""Pages of placed words become paragraphs and tables, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from service.reports.flow.blocks import Line, TableBlock
from service.reports.placed.continuation import FoundTable, Text, joined
from service.reports.placed.frame import Frame
from service.reports.placed.gutters import in_reading_order
from service.reports.placed.margins import without_margins
from service.reports.placed.paragraphs import joined_lines, lines_of, runs_over
from service.reports.placed.regions import regions_of
from service.reports.placed.rows import PlacedRow
from service.reports.placed.tables import table_of
from service.reports.placed.words import Strip

_RULE: Final = re.compile(r"[-–—_=]{4,}")


def blocks_of(pages: Sequence[list[Strip]], frames: Sequence[Frame] = ()) -> Iterator[Line | TableBlock]:
    """The paragraphs and tables of pages, without page numbers and running lines.

    ``pages`` holds the lines of each page, ``frames`` what of it is shown, where it can be. A table that runs over a
    page is one table.
    """
    numbered = enumerate(zip_longest(without_margins(pages), frames), start=1)
    found = [
        [item for stretch in in_reading_order(strips) for item in items_of(stretch, number, frame)]
        for number, (strips, frame) in numbered
    ]
    return _blocks(joined(found))


def items_of(strips: Iterable[Strip], page: int, frame: Frame | None = None) -> list[Text | FoundTable]:
    """The text and the tables of a page, or of a column of its text, from top to foot."""
    return list(_found(_rows(strips, page, frame)))


def _rows(strips: Iterable[Strip], page: int, frame: Frame | None) -> list[PlacedRow]:
    """The lines of a page, without those that are drawn with characters above and below sums."""
    drawn = (strip for strip in strips if not all(_RULE.fullmatch(word.text) for word in strip.words))
    return [row for strip in drawn if (row := PlacedRow.of(strip, page, frame)).pieces]


def _found(rows: list[PlacedRow]) -> Iterator[Text | FoundTable]:
    at = 0
    for region in regions_of(rows):
        if region.first > at:
            yield Text(rows[at : region.first])
        yield FoundTable(rows[region.first : region.body], rows[region.body : region.last + 1])
        at = region.last + 1
    if at < len(rows):
        yield Text(rows[at:])


def _blocks(items: Iterable[Text | FoundTable]) -> Iterator[Line | TableBlock]:
    """Paragraphs and tables; a sentence that goes on at the top of the next column is one."""
    last: Line | None = None
    for item in items:
        if isinstance(item, FoundTable):
            if last:
                yield last
            last = None
            yield table_of(item.heads, item.body)
            continue
        for line in lines_of(item.rows):
            if last and last.page == line.page and runs_over(last, line):
                last.text = joined_lines(last.text, line.text)
                last.printed += line.printed
                continue
            if last:
                yield last
            last = line
    if last:
        yield last
