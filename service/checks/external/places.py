"""Where a figure of a table is, in the words of the report."""

from __future__ import annotations

from service.findings import Location
from service.reports.model import Cell, Report, Table


def figure_place(report: Report, table: Table, cell: Cell) -> Location:
    """The place of a figure, with what is left of it and above it."""
    column = column_of(table, cell)
    return Location(
        table=table.index,
        row=cell.row,
        column=cell.column,
        table_title=table.title or None,
        row_label=row_label(table, cell) or None,
        column_label=column or None,
        section=report.sections[table.section].title if table.section is not None else None,
        page=table.page_of(cell.row),
        quote=cell.number.text if cell.number is not None else cell.text,
    )


def row_label(table: Table, cell: Cell) -> str:
    """The words left of the first figure of its row."""
    words: list[str] = []
    for other in table.cells:
        if other.row == cell.row and other.column < cell.column:
            if other.number is not None:
                break
            if other.kind == "text" and not other.reference:
                words.append(other.text.strip())
    return " ".join(filter(None, words))


def column_of(table: Table, cell: Cell) -> str:
    """The label of its column; empty where it is in none."""
    return next((column.label for column in table.columns if cell.column in column.columns), "")
