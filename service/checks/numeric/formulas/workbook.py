"""A workbook's cells as its formulas see them: what each one holds, wherever it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from service.checks.numeric.formulas.tree import CellReference, Coordinate, NotCalculated, Place
from service.checks.numeric.table.sheet import Figure, Sheet
from service.reports.model import Cell, Report, Unseen

MOST_CELLS: Final = 4_000_000
"""Cells that all formulas of a workbook may look at together: half a minute's work."""
MOST_LISTED: Final = 5_000
"""Cells with something in them that one formula may look at."""

Address = tuple[str, int, int]
"""Sheet (in lower case), row and column."""
Held = Decimal | str | None
"""A number, a text (also of a formula that ends in one), or nothing at all."""


class Workbook:
    """All cells that hold something, by sheet; and which of them are figures."""

    def __init__(self, report: Report, sheets: Sequence[Sheet], *, most_cells: int = MOST_CELLS) -> None:
        self.sheets = sheets
        self.names: Mapping[str, str] = {name.casefold(): meaning for name, meaning in report.names}
        self._hiding = {sheet.casefold() for sheet in report.hiding}
        self._sheet_of = [table.sheet.casefold() for table in report.tables]
        self._cells: dict[str, dict[Place, Cell | Unseen]] = defaultdict(dict)
        for cell in report.unseen:
            self._cells[cell.sheet.casefold()][cell.row, cell.column] = cell
        for table in report.tables:
            cells = self._cells[table.sheet.casefold()]
            cells.update(((cell.row, cell.column), cell) for cell in table.cells if cell.kind != "empty")
        figures = (figure for sheet in sheets for figure in sheet.figures())
        self.figures: Mapping[Address, Figure] = {self.address_of(figure): figure for figure in figures}
        self._room = self._most = most_cells

    def address_of(self, figure: Figure) -> Address:
        """The cell that prints a figure."""
        return self._sheet_of[figure.table], figure.cell.row, figure.cell.column

    def formula_at(self, address: Address) -> str | None:
        """The formula behind a cell."""
        cell = self._cells[self._known(address[0])].get(address[1:])
        return cell.formula if isinstance(cell, Cell) else None

    def hides_rows(self, reference: CellReference, own: Address) -> bool:
        """Some rows of the sheet that a formula in the cell ``own`` refers to are hidden, by hand or by a filter."""
        return (reference.sheet or own[0]) in self._hiding

    def held_at(self, address: Address) -> Held:
        """What one cell holds.

        Raises:
            NotCalculated: nobody knows.
        """
        cell = self._cells[self._known(address[0])].get(address[1:])
        if isinstance(cell, Unseen) and cell.stored is None:
            raise NotCalculated("it refers to a formula that was never calculated")
        if isinstance(cell, Cell) and cell.stored is None:
            return cell.text
        return None if cell is None else cell.stored

    def cells_of(self, reference: CellReference, own: Address) -> Iterator[Address]:
        """The cells with something in them that a formula in the cell ``own`` refers to, row by row."""
        sheet = self._known(reference.sheet or own[0])
        rows = _span(reference.top, reference.bottom, own[1])
        columns = _span(reference.left, reference.right, own[2])
        held = self._cells[sheet]
        around = len(rows) * len(columns)
        self._room -= min(around, len(held))
        if self._room < 0:
            raise NotCalculated(f"the formulas of the workbook refer to more than {self._most:,} cells together")
        if around <= len(held):
            found = [(row, column) for row in rows for column in columns if (row, column) in held]
        else:
            found = sorted((row, column) for row, column in held if row in rows and column in columns)
        if len(found) > MOST_LISTED:
            raise NotCalculated(f"it refers to more than {MOST_LISTED:,} cells")
        return ((sheet, *place) for place in found)

    def _known(self, sheet: str) -> str:
        if sheet not in self._cells:
            raise NotCalculated(f"it refers to the sheet “{sheet}”, which is hidden or shows nothing")
        return sheet


_WHOLE: Final = range(2_000_000)


def _span(first: Coordinate | None, last: Coordinate | None, own: int) -> range:
    """Rows or columns from one coordinate to another, whichever is first."""
    if first is None or last is None:
        return _WHOLE
    ends = first.at(own), last.at(own)
    if min(ends) < 0:
        raise NotCalculated("it refers to a place outside of the sheet")
    return range(min(ends), max(ends) + 1)
