"""Reports that checklists are tried on: a complete set of statements, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from service.checks.disclosures.check import check
from service.checks.outcome import Outcome
from service.reports.model import Report, Table
from service.reports.reading import read

COMPLETE = (Path(__file__).parent / "complete-set.md").read_text(encoding="utf-8")


def report_of(text: str) -> Report:
    """The report that a text in Markdown is."""
    return read("report.md", text.encode())


@cache
def complete() -> Report:
    """The complete set."""
    return report_of(COMPLETE)


def checked(report: Report, **asked: str) -> Outcome:
    """What the check says of it."""
    return check(report, lambda _: None, **asked)


def without(report: Report, begins: tuple[str, ...]) -> Report:
    """``report`` without the paragraphs and rows that begin so; there must be one for each."""
    for text in begins:
        said = [paragraph.text for paragraph in report.paragraphs]
        said += [row for table in report.tables for row in _rows(table).values()]
        assert any(one.startswith(text) for one in said), f"nothing begins with {text!r}"
    paragraphs = tuple(one for one in report.paragraphs if not one.text.startswith(begins))
    return replace(report, paragraphs=paragraphs, tables=tuple(_cut(table, begins) for table in report.tables))


def _cut(table: Table, begins: tuple[str, ...]) -> Table:
    gone = {row for row, text in _rows(table).items() if text.startswith(begins)}
    return replace(table, cells=tuple(cell for cell in table.cells if cell.row not in gone))


def _rows(table: Table) -> dict[int, str]:
    rows: dict[int, str] = {}
    for cell in table.cells:
        rows[cell.row] = f"{rows[cell.row]} | {cell.text}" if cell.row in rows else cell.text
    return rows
