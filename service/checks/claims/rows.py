"""The rows of a table as text: how a model is shown them, and so how it can quote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.reports.model import Cell, Table

BETWEEN = " | "
"""Between two cells of a row."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell in the text of its row."""

    start: int
    end: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Row:
    """A row as text, its cells in the columns of the whole table, so that what is empty stays seen."""

    row: int
    text: str
    spots: tuple[Spot, ...]
    head: bool


def rows_of(table: Table) -> Mapping[int, Row]:
    """The rows that print anything, by their number, from the top.

    A figure that is printed over several cells ("$", digits, ")") is one; a head over several columns is above each.
    """
    lanes = _lanes(table)
    cells: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.kind not in ("empty", "mark"):
            cells.setdefault(cell.row, []).append(cell)
    return {row: _row(row, table, own, lanes) for row, own in sorted(cells.items())}


def printed(cell: Cell) -> str:
    """What the cell prints, in one line."""
    return " ".join((cell.number.text if cell.number else cell.text).split())


def _lanes(table: Table) -> tuple[frozenset[int], ...]:
    """The grid columns of each column that is shown."""
    groups = {column: frozenset(lane.columns) for lane in table.columns for column in lane.columns}
    used = {cell.column for cell in table.cells if cell.kind not in ("empty", "mark")}
    lanes = {min(group): group for column in used for group in (groups.get(column, frozenset({column})),)}
    return tuple(lanes[first] for first in sorted(lanes))


def _row(row: int, table: Table, cells: list[Cell], lanes: tuple[frozenset[int], ...]) -> Row:
    text = ""
    spots: list[Spot] = []
    for at, lane in enumerate(lanes):
        text += BETWEEN if at else ""
        for cell in sorted((cell for cell in cells if _stands_in(cell, lane)), key=lambda cell: cell.column):
            words = printed(cell)
            text += " " if text and not text.endswith(" ") else ""
            spots.append(Spot(len(text), len(text) + len(words), cell))
            text += words
    head = row < table.header_rows or all(spot.cell.header for spot in spots)
    return Row(row, text.rstrip(" |"), tuple(spots), head)


def _stands_in(cell: Cell, lane: frozenset[int]) -> bool:
    if cell.header and cell.colspan > 1:
        return any(cell.column <= column < cell.column + cell.colspan for column in lane)
    return cell.column in lane
