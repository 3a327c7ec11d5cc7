"""Tables for tests, as lines of cells: "a | b"; "a<3" is a cell that spans three grid columns."""

from __future__ import annotations

from service.reports.flow.builder import ReportBuilder
from service.reports.model import Report, Table
from service.reports.tables.raw import RawCell, RawTable
from tests.grid import Grid


def raw(lines: str, *, headers: int = 0) -> RawTable:
    """The table that these lines draw; the first ``headers`` rows are marked as headers."""
    cells: list[RawCell] = []
    width = 0
    rows = lines.strip("\n").splitlines()
    for row, line in enumerate(rows):
        column = 0
        for part in line.split("|"):
            text, _, span = part.strip().partition("<")
            colspan = int(span or 1)
            cells.append(RawCell(row, column, text, colspan, header=row < headers))
            column += colspan
        width = max(width, column)
    return RawTable(len(rows), width, tuple(cells))


def report(*blocks: str | RawTable) -> Report:
    """A report of headings ("# text"), paragraphs and tables."""
    builder = ReportBuilder("report.html", "html")
    for block in blocks:
        if isinstance(block, RawTable):
            builder.table(block)
        elif block.startswith("#"):
            marks, _, text = block.partition(" ")
            builder.heading(len(marks), text)
        else:
            builder.paragraph(block)
    return builder.build()


def table(lines: str, *above: str, headers: int = 0) -> Table:
    """One table, with these paragraphs above it."""
    return report(*above, raw(lines, headers=headers)).tables[0]


def figures(table: Table) -> list[list[str | None]]:
    """Per row that prints figures, the value in each logical column; None where nothing is printed."""
    grid = Grid.of(table)
    found: list[list[str | None]] = []
    for row in range(table.rows):
        cells = [grid.figure(row, column.index) for column in table.columns]
        if any(cells):
            found.append([str(cell.number.value) if cell and cell.number else None for cell in cells])
    return found


def labels(table: Table) -> list[str]:
    """The labels of the logical columns."""
    return [column.label for column in table.columns]
