"""A table of an HTML file while it is being read: where each cell is on the grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from service.errors import ReportTooLarge
from service.reports.flow.blocks import CellBlock, TableBlock
from service.reports.limits import MAX_GRID_COLUMNS
from service.reports.model import Fact

_MAX_ROWSPAN: Final = 65_534
"""What HTML allows."""


@dataclass(slots=True)
class TableReading:
    """Takes rows and cells in the order of the file; a row span keeps its columns taken in the rows below."""

    filename: str
    block: TableBlock = field(default_factory=TableBlock)
    in_header: bool = False
    _row: int = -1
    _column: int = 0
    _taken: dict[int, int] = field(default_factory=dict[int, int])
    """Column to the first row in which it is free again."""

    def open_group(self, *, header: bool) -> None:
        """A row group (thead, tbody, tfoot) begins or ends: no row span reaches across."""
        self.in_header = header
        self._taken.clear()

    def open_row(self) -> None:
        """A row begins."""
        self._row += 1
        self._column = 0
        self.block.rows = self._row + 1

    def open_cell(self, attributes: Mapping[str, str], *, header: bool) -> CellBlock:
        """The next cell of the row, at the first free column.

        Raises:
            ReportTooLarge: the table is wider than ``MAX_GRID_COLUMNS``.
        """
        if self._row < 0:
            self.open_row()
        colspan = min(_span(attributes.get("colspan"), 1), MAX_GRID_COLUMNS) or 1
        rowspan = _span(attributes.get("rowspan"), 1) or _MAX_ROWSPAN
        while self._taken.get(self._column, 0) > self._row:
            self._column += 1
        if self._column >= MAX_GRID_COLUMNS:
            raise ReportTooLarge(
                self.filename, f"one of its tables is wider than {MAX_GRID_COLUMNS:,} columns, the limit"
            )
        cell = CellBlock(self._row, self._column, colspan, rowspan, header or self.in_header)
        if rowspan > 1:
            free_again = self._row + min(rowspan, _MAX_ROWSPAN)
            self._taken.update((column, free_again) for column in range(cell.column, cell.column + colspan))
        self._column += colspan
        self.block.cells.append(cell)
        return cell

    def tag(self, fact: Fact | None) -> None:
        """A tag in the cell that is open says so."""
        if fact is not None and self.block.cells:
            self.block.cells[-1].facts.append(fact)


def _span(value: str | None, default: int) -> int:
    digits = (value or "").strip()[:6]
    return int(digits) if digits.isascii() and digits.isdecimal() else default
