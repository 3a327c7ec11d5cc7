"""Blocks as laid out become the paragraphs, headings and tables of a report, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from service.reports.flow.blocks import Line, TableBlock, is_bullet
from service.reports.flow.builder import ReportBuilder
from service.reports.flow.furniture import continues, running_lines
from service.reports.flow.headings import heading_levels, is_cut_heading
from service.reports.tables.raw import RawTable

_Item = Line | TableBlock


def lay_down(blocks: Iterable[_Item], builder: ReportBuilder) -> None:
    """Give the builder everything that is read, in order.

    A table that only puts text in place gives its text as paragraphs and keeps its index with a table without cells;
    so a table's index is always its place among all the tables of the file.
    """
    items = list(_read_in_order(blocks))
    numbers, same = running_lines(items)
    lines = _joined(items, numbers, same)
    levels = heading_levels([line for place, line in lines if place not in same])
    level_of = dict(zip((place for place, _ in lines if place not in same), levels, strict=True))
    text_of = dict(lines)
    if not any(isinstance(item, TableBlock) for item in items):
        builder.note("the file marks no tables; figures were looked for in its text only")
    for place, item in enumerate(items):
        if isinstance(item, TableBlock):
            builder.table(_on_pages(item, builder))
        elif place in text_of:
            _give(text_of[place], level_of.get(place), builder)


def _give(line: Line, level: int | None, builder: ReportBuilder) -> None:
    page = line.page if builder.pages else None
    if level is None:
        builder.paragraph(line.text, page, line.printed)
    else:
        builder.heading(level, line.text, page, line.printed)


def _on_pages(table: TableBlock, builder: ReportBuilder) -> RawTable:
    """The table as the builder takes it, with its pages where the file has pages."""
    raw = table.place_only() if table.is_layout() else table.raw()
    return replace(raw, page=table.page, page_breaks=tuple(table.page_breaks)) if builder.pages else raw


def _read_in_order(blocks: Iterable[_Item]) -> Iterator[_Item]:
    """Every table where it begins, then what it holds that is not in its cells' own text. Any depth, no recursion."""
    waiting = [iter(blocks)]
    while waiting:
        item = next(waiting[-1], None)
        if item is None:
            waiting.pop()
        else:
            yield item
            if isinstance(item, TableBlock):
                waiting.append(_held(item))


def _held(table: TableBlock) -> Iterator[_Item]:
    if table.is_layout():
        yield from table.caption
        yield from _rows_as_text(table)
    else:
        yield from table.nested()


def _rows_as_text(table: TableBlock) -> Iterator[_Item]:
    """What the cells hold; a bullet or number in a cell of its own goes before the text that it introduces."""
    bullet: Line | None = None
    row = -1
    for cell in table.cells:
        if cell.row != row and bullet:
            yield bullet
        bullet, row = (bullet if cell.row == row else None), cell.row
        if bullet is None and is_bullet(cell.text) and len(cell.content) == 1 and isinstance(cell.content[0], Line):
            bullet = cell.content[0]
            continue
        for item in cell.content:
            if bullet and isinstance(item, Line):
                item.text, item.printed = f"{bullet.text} {item.text}", [*bullet.printed, *item.printed]
                bullet = None
            yield item
    if bullet:
        yield bullet


def _joined(items: list[_Item], numbers: set[int], same: set[int]) -> list[tuple[int, Line]]:
    """The lines to be read, with sentences that a page break cut in two put together again."""
    lines: list[tuple[int, Line]] = []
    before: Line | None = None
    for place, item in enumerate(items):
        if not isinstance(item, Line):
            before = None
        elif place in same:
            lines.append((place, item))
        elif place in numbers:
            continue
        elif before and is_cut_heading(before, item):
            before.text = f"{before.text} {item.text}"
            before.printed += item.printed
            before.bold, before.size_pt = before.bold or item.bold, max(before.size_pt, item.size_pt)
        elif before and continues(before, item):
            before.text, before.page = f"{before.text} {item.text}", item.page
            before.printed += item.printed
        else:
            before = item
            lines.append((place, item))
    return lines
