"""Lookups into a table that checks need, each in constant or nearly constant time."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from service.reports.model import Cell, Table


@dataclass(frozen=True, slots=True)
class Grid:
    """A table by coordinates. Build it once per table with ``Grid.of``."""

    table: Table
    _rows: dict[int, list[Cell]] = field(repr=False)
    _tall: list[Cell] = field(repr=False)
    """Cells that reach over several rows. They are few, and may be large, so they are not spread out."""
    _labels: dict[int, str] = field(repr=False)
    _figures: dict[tuple[int, int], Cell] = field(repr=False)
    _logical: dict[int, int] = field(repr=False)

    @classmethod
    def of(cls, table: Table) -> Grid:
        """The lookups of a table."""
        logical = {column: group.index for group in table.columns for column in group.columns}
        rows: defaultdict[int, list[Cell]] = defaultdict(list)
        labels: dict[int, str] = {}
        figures: dict[tuple[int, int], Cell] = {}
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            rows[cell.row].append(cell)
            if cell.number is not None and not cell.header:
                index = _index(cell, logical)
                if index is not None:
                    figures.setdefault((cell.row, index), cell)
            elif cell.kind == "text" and not cell.reference and cell.row not in labels:
                labels[cell.row] = cell.text
        tall = [cell for cell in table.cells if cell.rowspan > 1]
        return cls(table, dict(rows), tall, labels, figures, logical)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a grid coordinate."""
        cells = self._rows.get(row, [])
        at = bisect_right(cells, column, key=lambda cell: cell.column) - 1
        if at >= 0 and column < cells[at].column + cells[at].colspan:
            return cells[at]
        return next((cell for cell in self._tall if _covers(cell, row, column)), None)

    def figure(self, row: int, column_index: int) -> Cell | None:
        """The number or nil that a row prints in a logical column; None where it prints none."""
        return self._figures.get((row, column_index))

    def row_label(self, row: int) -> str:
        """The first text of a row; empty if it has none."""
        return self._labels.get(row, "")

    def column_index(self, cell: Cell) -> int | None:
        """The logical column a figure stands in."""
        return _index(cell, self._logical)

    def column_label(self, row: int, column_index: int) -> str:
        """What stands above a column as seen from a row: the nearest header rows, which may stand in the middle."""
        start = row
        while start > self.table.header_rows and not self._is_header(start):
            start -= 1
        if start <= self.table.header_rows or start == row:
            return self.table.columns[column_index].label
        first = start
        while first > 0 and self._is_header(first - 1):
            first -= 1
        columns = self.table.columns[column_index].columns
        above = [self._rows[at] for at in range(first, start + 1)]
        return " ".join(c.text for cells in above for c in cells if c.text and _touches(c, columns))

    def _is_header(self, row: int) -> bool:
        return any(cell.header for cell in self._rows.get(row, ()))


def _index(cell: Cell, logical: dict[int, int]) -> int | None:
    """The logical column of a cell: that of its right edge, since figures are set to the right."""
    return logical.get(cell.column + cell.colspan - 1, logical.get(cell.column))


def _covers(cell: Cell, row: int, column: int) -> bool:
    return cell.row <= row < cell.row + cell.rowspan and cell.column <= column < cell.column + cell.colspan


def _touches(cell: Cell, columns: tuple[int, ...]) -> bool:
    return cell.column <= columns[-1] and cell.column + cell.colspan > columns[0]
