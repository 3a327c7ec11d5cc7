"""The cells that say a column's year and length, and how a finding shows them."""

from __future__ import annotations

import re

from service.checks.consistency.text.wording import cell_place
from service.findings import Location
from service.reports.model import Cell, Column, Table

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LENGTH = re.compile(r"\bmonths?\b|\bquarters?\b|\bweeks?\b|\byears?\b", re.IGNORECASE)


def years_of(text: str) -> tuple[int, ...]:
    """The years that a text prints, in order."""
    return tuple(int(year) for year in _YEAR.findall(text))


def head_place(table: Table, column: Column, *, length: bool) -> Location:
    """The cell that says the year of a column, or with ``length`` how long its period is.

    A head over several columns may have lost its width in the file: it is then the nearest one to the left.
    """
    pattern = _LENGTH if length else _YEAR
    heads = [cell for cell in table.cells if _over(table, column, cell) and cell.text.strip() in column.label]
    telling = [cell for cell in heads if pattern.search(cell.text)] or heads
    if not telling:
        return Location(table=table.index, row=0, column=min(column.columns), table_title=table.title or None)
    return cell_place(table, max(telling, key=lambda cell: (cell.row, cell.column)))


def _over(table: Table, column: Column, cell: Cell) -> bool:
    head = cell.header or cell.row < table.header_rows
    return head and bool(cell.text.strip()) and cell.column <= max(column.columns)
