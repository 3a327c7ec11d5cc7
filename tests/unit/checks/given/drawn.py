"""Reports drawn by hand: tables written as rows of printed text, without any reader."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from service.checks.numeric.check import check
from service.checks.outcome import Outcome
from service.findings import Finding
from service.reports.model import Cell, CellKind, Column, Number, Report, Section, Table

Row = Sequence[str]


def table(header: Row, *rows: Row, index: int = 0, title: str = "A table", unit: str = "EUR", scale: int = 6) -> Table:
    """A table whose first column holds labels and whose other columns hold figures as printed; "" is an empty cell."""
    width = len(header)
    cells = [Cell(0, column, text, header=True) for column, text in enumerate(header)]
    for row, texts in enumerate(rows, start=1):
        padded = (*texts, *[""] * (width - len(texts)))
        cells.extend(_cell(row, column, text, unit, scale) for column, text in enumerate(padded))
    columns = tuple(Column(i - 1, (i,), header[i], unit, scale) for i in range(1, width))
    return Table(index, 0, 0, title, len(rows) + 1, width, 1, tuple(cells), columns, unit, scale)


def report(*tables: Table) -> Report:
    """A report of one section that holds the tables."""
    return Report("markdown", (Section(0, "Statements", 1, None, 0),), (), tables)


def outcome(*tables: Table) -> Outcome:
    """What the numeric checks say about the tables."""
    return check(report(*tables), lambda _: None)


def findings(*tables: Table) -> tuple[Finding, ...]:
    """The findings about the tables that need action."""
    return tuple(f for f in outcome(*tables).findings if f.severity != "info")


def place(finding: Finding) -> tuple[int | None, int | None, int | None]:
    """Table, row and column of the figure that a finding is about."""
    first = finding.locations[0]
    return first.table, first.row, first.column


def printed(value: int) -> str:
    """An amount as statements print it: thousands separated, negative in brackets, zero as a dash."""
    return "—" if not value else f"({-value:,})" if value < 0 else f"{value:,}"


def _cell(row: int, column: int, text: str, unit: str, scale: int) -> Cell:
    if column == 0 or not text:
        return Cell(row, column, text, _words(text))
    if text == "—":
        return Cell(row, column, text, "nil", Number(Decimal(0), text, unit, scale))
    bare = text.replace(",", "").replace("%", "").strip("()")
    value = Decimal(f"-{bare}" if text.startswith("(") else bare)
    percent = text.endswith("%")
    return Cell(row, column, text, "number", Number(value, text, "%" if percent else unit, 0 if percent else scale))


def _words(text: str) -> CellKind:
    return "text" if text else "empty"
