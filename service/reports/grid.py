"""Lookups into a table that checks need, each in constant time."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.reports.model import Cell, Table


@dataclass(frozen=True, slots=True)
class Grid:
    """A table by coordinates. Build it once per table with ``Grid.of``."""

    table: Table
    _at: dict[tuple[int, int], Cell] = field(repr=False)
    _labels: dict[int, str] = field(repr=False)
    _figures: dict[tuple[int, int], Cell] = field(repr=False)

    @classmethod
    def of(cls, table: Table) -> Grid:
        """The grid of a table; a cell with spans stands at every coordinate it covers."""
        at = {
            (row, column): cell
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }
        logical = {column: group.index for group in table.columns for column in group.columns}
        figures: dict[tuple[int, int], Cell] = {}
        labels: dict[int, str] = {}
        for cell in table.cells:
            if cell.number is not None and not cell.header:
                index = logical.get(cell.column + cell.colspan - 1, logical.get(cell.column))
                if index is not None:
                    figures.setdefault((cell.row, index), cell)
            elif cell.kind == "text" and cell.row not in labels:
                labels[cell.row] = cell.text
        return cls(table, at, labels, figures)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a grid coordinate."""
        return self._at.get((row, column))

    def figure(self, row: int, column_index: int) -> Cell | None:
        """The number or nil that a row prints in a logical column; None where it prints none."""
        return self._figures.get((row, column_index))

    def row_label(self, row: int) -> str:
        """The first text of a row; empty if it has none."""
        return self._labels.get(row, "")

    def column_index(self, cell: Cell) -> int | None:
        """The logical column a figure stands in."""
        return next(
            (
                c.index
                for c in self.table.columns
                if cell.column + cell.colspan - 1 in c.columns or cell.column in c.columns
            ),
            None,
        )
