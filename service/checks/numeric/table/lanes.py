"""Lanes: the columns of a table that are worth calculating with, each with its label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.reports.model import Cell, Column, Table

_NOTE_COLUMN = re.compile(r"^(notes?|ref|reference|schedule|page)\.?( no\.?| number)?$", re.IGNORECASE)

_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of figures and the grid columns that it is printed over."""

    columns: tuple[int, ...]
    label: str


def lanes_of(table: Table, rows: Mapping[int, Sequence[Cell]]) -> tuple[Lane, ...]:
    """The lanes of a table whose figures, row by row, are ``rows``; references to notes and pages are none."""
    used = {cell.column for cells in rows.values() for cell in cells}
    lanes = [
        lane
        for column in table.columns
        if not _NOTE_COLUMN.match(column.label.strip())
        for lane in _split(table, column, rows)
        if used.intersection(lane.columns)
    ]
    return tuple(_joined(lanes, rows))


def _joined(lanes: Sequence[Lane], rows: Mapping[int, Sequence[Cell]]) -> Iterator[Lane]:
    """Inner and outer column of each year as one lane: items stand in the inner one, what they come to in the outer."""
    pairs = list(zip(lanes[::2], lanes[1::2], strict=False))
    years = {inner.label for inner, _ in pairs}
    if len(lanes) % 2 or len(years) < len(pairs) or not all(_of_one_year(*pair, rows) for pair in pairs):
        yield from lanes
        return
    for inner, outer in pairs:
        yield Lane((*inner.columns, *outer.columns), inner.label)


def _of_one_year(inner: Lane, outer: Lane, rows: Mapping[int, Sequence[Cell]]) -> bool:
    """Both are headed by the same year, and no line prints a figure in both."""
    if inner.label != outer.label or not _YEAR.search(inner.label):
        return False
    held = [
        {row for row, cells in rows.items() if any(c.column in lane.columns for c in cells)} for lane in (inner, outer)
    ]
    return held[0].isdisjoint(held[1])


def _split(table: Table, column: Column, rows: Mapping[int, Sequence[Cell]]) -> Iterator[Lane]:
    """The column, or its grid columns one by one where a single row carries figures in several of them."""
    held: Counter[int] = Counter()
    shared = False
    for cells in rows.values():
        inside = [cell.column for cell in cells if cell.column in column.columns]
        held.update(inside)
        shared = shared or len(inside) > 1
    if not shared:
        yield Lane(column.columns, column.label)
        return
    for grid in sorted(held):
        yield Lane((grid,), _heading(table, grid) or column.label)


def _heading(table: Table, grid: int) -> str:
    """The header texts above one grid column."""
    above = [
        cell.text.strip()
        for cell in table.cells
        if (cell.header or cell.row < table.header_rows) and cell.column <= grid < cell.column + cell.colspan
    ]
    return " ".join(text for text in above if text)
