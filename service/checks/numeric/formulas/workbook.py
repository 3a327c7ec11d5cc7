"""A workbook's cells as its formulas see them: what each one holds, wherever it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from service.checks.numeric.formulas.syntax import Coordinate, NotCalculated, Place, Reference
from service.checks.numeric.sheet import Figure, Sheet
from service.reports.model import Cell, Report

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

    def __init__(self, report: Report, sheets: Sequence[Sheet]) -> None:
        self._cells: dict[str, dict[Place, Cell]] = defaultdict(dict)
        self._unseen: dict[str, dict[Place, Decimal | None]] = defaultdict(dict)
        self.sheets = sheets
        self._sheet_of = [table.sheet.casefold() for table in report.tables]
        for table in report.tables:
            cells = self._cells[table.sheet.casefold()]
            cells.update(((cell.row, cell.column), cell) for cell in table.cells if cell.kind != "empty")
        for cell in report.unseen:
            self._unseen[cell.sheet.casefold()][cell.row, cell.column] = cell.stored
        figures = (figure for sheet in sheets for figure in sheet.figures())
        self.figures: Mapping[Address, Figure] = {self.address_of(figure): figure for figure in figures}
        self._room = MOST_CELLS

    def address_of(self, figure: Figure) -> Address:
        """The cell that prints a figure."""
        return self._sheet_of[figure.table], figure.cell.row, figure.cell.column

    def formula_at(self, address: Address) -> str | None:
        """The formula behind a cell."""
        cell = self._cells[address[0]].get(address[1:]) if address[0] in self._cells else None
        return cell.formula if cell else None

    def held_at(self, address: Address) -> Held:
        """What one cell holds.

        Raises:
            NotCalculated: nobody knows.
        """
        sheet, place = self._known(address[0]), address[1:]
        cell = self._cells[sheet].get(place)
        if cell is not None:
            return cell.text if cell.stored is None else cell.stored
        unseen = self._unseen[sheet]
        if place in unseen and unseen[place] is None:
            raise NotCalculated("it refers to a formula that was never calculated")
        return unseen.get(place)

    def cells_of(self, reference: Reference, own: Address) -> Iterator[Address]:
        """The cells with something in them that a formula in the cell ``own`` refers to, row by row."""
        sheet = self._known(reference.sheet or own[0])
        rows = _span(reference.top, reference.bottom, own[1])
        columns = _span(reference.left, reference.right, own[2])
        held = self._cells[sheet].keys() | self._unseen[sheet].keys()
        around = len(rows) * len(columns)
        self._room -= min(around, len(held))
        if self._room < 0:
            raise NotCalculated(f"the formulas of the workbook refer to more than {MOST_CELLS:,} cells together")
        if around <= len(held):
            found = [(row, column) for row in rows for column in columns if (row, column) in held]
        else:
            found = sorted((row, column) for row, column in held if row in rows and column in columns)
        if len(found) > MOST_LISTED:
            raise NotCalculated(f"it refers to more than {MOST_LISTED:,} cells")
        return ((sheet, *place) for place in found)

    def _known(self, sheet: str) -> str:
        if sheet not in self._cells and sheet not in self._unseen:
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
