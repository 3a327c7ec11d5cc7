"""Rows of a table whose cells hold whole columns, a paragraph for each line, become rows of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from service.reports.figures.numbers import parse
from service.reports.flow.blocks import CellBlock, Line, TableBlock

_FEWEST: Final = 3
"""Figures in one cell, at least: two may be an amount and what it was before."""


def unstacked(block: TableBlock) -> TableBlock:
    """The same table with each stacked row as the rows that it prints; any other table as it is.

    A row is stacked where its first cell holds names and all its others figures, at least three each and as many in one
    as in the other: by the paragraphs, empty ones counted, or by those that print something.
    """
    by_row: dict[int, list[CellBlock]] = {}
    for cell in block.cells:
        by_row.setdefault(cell.row, []).append(cell)
    tall = any(cell.rowspan > 1 for cell in block.cells)
    levels = {row: [] if tall else _levels(cells) for row, cells in by_row.items()}
    if not any(levels.values()):
        return block
    cells: list[CellBlock] = []
    at = 0
    for row in range(block.rows):
        for level in levels.get(row) or [by_row.get(row, [])]:
            for cell in level:
                cell.row = at
                cells.append(cell)
            at += 1
    block.cells, block.rows, block.page_breaks = cells, at, []
    return block


def _levels(cells: Sequence[CellBlock]) -> list[list[CellBlock]]:
    """The rows that a stacked row prints; none for any other row."""
    held = [cell for cell in cells if cell.text]
    if len(held) < 2 or any(isinstance(item, TableBlock) for cell in held for item in cell.content):
        return []
    names, *figures = [cell.stack or [line.text for line in cell.content if isinstance(line, Line)] for cell in held]
    if not _are_names(names) or not all(_are_figures(one) for one in figures):
        return []
    stacks = [names, *figures]
    if len({len(stack) for stack in stacks}) > 1:
        stacks = [names, *(_with_signs(stack) for stack in figures)]
        stacks = [[text for text in stack if text] for stack in stacks]
    if len({len(stack) for stack in stacks}) > 1:
        return []
    rows = [[_cell(cell, text) for cell, text in zip(held, texts, strict=True)] for texts in zip(*stacks, strict=True)]
    return [row for row in rows if any(cell.text for cell in row)]


def _are_names(texts: Sequence[str]) -> bool:
    printed = [text for text in texts if text]
    return len(printed) >= _FEWEST and not any(parse(text).number for text in printed)


def _are_figures(texts: Sequence[str]) -> bool:
    kinds = [_kind(text) for text in texts if text]
    return kinds.count("number") >= _FEWEST and set(kinds) <= {"number", "nil", "mark"}


def _kind(text: str) -> str:
    kind = parse(text).kind
    return parse(text, ",").kind if kind == "text" else kind


def _with_signs(texts: Sequence[str]) -> list[str]:
    """A currency sign in a paragraph of its own is before the figure below it."""
    joined: list[str] = []
    sign = ""
    for text in texts:
        if text and _kind(text) == "mark":
            sign = text
            continue
        joined.append(f"{sign} {text}" if sign and text else text)
        sign = "" if text else sign
    return joined


def _cell(cell: CellBlock, text: str) -> CellBlock:
    look = next((item for item in cell.content if isinstance(item, Line)), None)
    line = Line(text, bold=look.bold if look else False, page=look.page if look else 0)
    return CellBlock(cell.row, cell.column, cell.colspan, 1, cell.header, [line] if text else [])
