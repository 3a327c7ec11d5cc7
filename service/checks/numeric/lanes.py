"""Lanes: the columns of a table that are worth calculating with, each with its label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.reports.model import Cell, Column, Table

_NOTE_COLUMN = re.compile(r"^(notes?|ref|reference|schedule|page)\.?( no\.?| number)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of figures and the grid columns that it is printed over."""

    columns: tuple[int, ...]
    label: str


def lanes_of(table: Table, rows: Mapping[int, Sequence[Cell]]) -> tuple[Lane, ...]:
    """The lanes of a table whose figures, row by row, are ``rows``; references to notes and pages are none."""
    used = {cell.column for cells in rows.values() for cell in cells}
    return tuple(
        lane
        for column in table.columns
        if not _NOTE_COLUMN.match(column.label.strip())
        for lane in _split(table, column, rows)
        if used.intersection(lane.columns)
    )


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
