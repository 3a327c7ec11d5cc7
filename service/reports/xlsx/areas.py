"""The tables on a sheet: areas of cells that empty rows or columns part, unless one only goes on with the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from service.reports.figures.numbers import parse
from service.reports.figures.numerals import DecimalMark
from service.reports.tables.headers import says_when_or_what
from service.reports.xlsx.sheet import SheetCell

DECIMAL_MARKS: Final[tuple[DecimalMark, ...]] = (".", ",")


@dataclass(slots=True)
class Area:
    """Rows of cells that belong together, top down."""

    rows: list[list[SheetCell]]
    figure_columns: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.figure_columns = {cell.column for row in self.rows for cell in row if is_figure(cell.text)}

    @property
    def first_column(self) -> int:
        return min(row[0].column for row in self.rows)

    @property
    def is_table(self) -> bool:
        """Whether it prints a figure, or is in more than one column and row."""
        return bool(self.figure_columns) or (
            len(self.rows) > 1 and len({c.column for row in self.rows for c in row}) > 1
        )

    @property
    def is_name(self) -> bool:
        """Whether it is one text alone, as the name of a part of a table is."""
        return not self.figure_columns and len(self.rows) == 1 and len(self.rows[0]) == 1

    def take(self, below: Area) -> None:
        """Add the rows of an area below."""
        self.rows += below.rows
        self.figure_columns |= below.figure_columns


@lru_cache(maxsize=20_000)
def is_figure(text: str) -> bool:
    """Whether a cell shows a figure, whichever decimal mark is in use."""
    return any(parse(text, mark).number is not None for mark in DECIMAL_MARKS)


def areas_of(cells: Sequence[SheetCell]) -> list[Area]:
    """The areas of a sheet, top down and then from left to right, each with the texts above its figures."""
    found: list[Area] = []
    for band in _bands(cells):
        for area in _side_by_side(band):
            _add(found, area)
    return found


def _bands(cells: Sequence[SheetCell]) -> list[list[list[SheetCell]]]:
    """Stretches of rows without an empty row between them."""
    rows: dict[int, list[SheetCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    bands: list[list[list[SheetCell]]] = []
    reached = -2
    for number, row in sorted(rows.items()):
        if number > reached + 1:
            bands.append([])
        bands[-1].append(sorted(row, key=lambda cell: cell.column))
        reached = max(reached, number, *(cell.row + cell.rows - 1 for cell in row))
    return bands


def _side_by_side(band: list[list[SheetCell]]) -> list[Area]:
    """Two tables beside each other: an empty column between them, and names of rows of its own for the right one."""
    taken: set[int] = set()
    for row in band:
        for cell in row:
            taken.update(range(cell.column, cell.column + cell.columns))
    starts = [column for column in sorted(taken) if column - 1 not in taken]
    cuts = [starts[0], *(column for column in starts[1:] if _names_rows(band, column))]
    parts: list[Area] = []
    for at, start in enumerate(cuts):
        end = cuts[at + 1] if at + 1 < len(cuts) else max(taken) + 1
        rows = [[cell for cell in row if start <= cell.column < end] for row in band]
        parts.append(Area([row for row in rows if row]))
    return parts


def _names_rows(band: list[list[SheetCell]], column: int) -> bool:
    """Whether a column holds the names of most rows that print figures to its right."""
    beside = [row for row in band if any(cell.column > column and is_figure(cell.text) for cell in row)]
    named = sum(any(cell.column == column and parse(cell.text).kind == "text" for cell in row) for row in beside)
    return len(beside) > 1 and 2 * named > len(beside)


def _add(found: list[Area], area: Area) -> None:
    """Add an area; one whose figures go on under those of the area above, with no heads of its own, belongs to it."""
    named = len(found) > 1 and found[-1].is_name and found[-2].is_table
    above = found[-2] if named else found[-1] if found else None
    if above and area.figure_columns and _goes_on(above, area):
        if named and found[-1].first_column == above.first_column:
            above.take(found.pop())
        if above is found[-1]:
            above.take(area)
            return
    found.append(area)


def _goes_on(above: Area, area: Area) -> bool:
    below = area.rows[0][0].row > above.rows[-1][0].row
    return below and area.figure_columns <= above.figure_columns and not _has_heads(area)


def _has_heads(area: Area) -> bool:
    """Whether a row before the first figures names columns: texts, years or dates beyond the names of rows."""
    label = area.first_column
    for row in area.rows:
        beyond = [cell for cell in row if cell.column > label]
        if any(is_figure(cell.text) and not says_when_or_what(cell.text) for cell in beyond):
            return False
        if beyond:
            return True
    return False


def split_titles(area: Area) -> tuple[list[list[SheetCell]], list[list[SheetCell]]]:
    """The rows of single texts at the top of an area, which are its title and its unit, and the rows of its table."""
    at = 0
    label = area.first_column
    while at < len(area.rows) and len(area.rows[at]) == 1 and not _is_of_table(area, at, label):
        at += 1
    return area.rows[:at], area.rows[at:]


def _is_of_table(area: Area, at: int, label: int) -> bool:
    """Whether a row with one cell is a row of the table: a figure, a head over its columns, or a name just above."""
    cell = area.rows[at][0]
    if is_figure(cell.text):
        return True
    over_columns = cell.column > label
    return over_columns and cell.columns > 1
