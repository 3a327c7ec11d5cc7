"""The reports that the examples of rules describe."""

from __future__ import annotations

import re

from service.checks.rules.examples import Example
from service.reports.model import Report
from service.reports.reading import read
from tests.unit.reports.given.tagged_page import Entry, Tagged, page
from tests.unit.reports.given.workbooks import Held, Workbook

_MARKED = re.compile(r"(?P<value>.*?) `(?P<mark>[^`]+)`")
_RULER = re.compile(r"[|\-\s]+")


def report_of(example: Example) -> Report:
    """The example as a reader of its format reads it."""
    match example.format:
        case "markdown":
            return read("example.md", example.report.encode())
        case "workbook":
            [rows] = _tables(example.report)
            return read("example.xlsx", Workbook({"Sheet1": [[_held(cell) for cell in row] for row in rows]}).data())
        case "tagged":
            tables = [(f"Table {at}", _tagged(rows)) for at, rows in enumerate(_tables(example.report), start=1)]
            return read("example.html", page(*tables))


def _tables(text: str) -> list[list[list[str]]]:
    """The cells of each table, without the line of dashes."""
    lines = (
        [line for line in block.splitlines() if not _RULER.fullmatch(line)] for block in text.strip().split("\n\n")
    )
    return [[[cell.strip() for cell in line.strip("|").split("|")] for line in block] for block in lines]


def _held(cell: str) -> str | Held:
    marked = _MARKED.fullmatch(cell)
    if marked:
        return Held(marked["value"], "#,##0;(#,##0)", marked["mark"])
    return Held(cell, "#,##0;(#,##0)") if cell.isdigit() and len(cell) != 4 else cell


def _tagged(rows: list[list[str]]) -> list[list[Entry]]:
    head, *lines = rows
    contexts = [f"y{year[2:]}" for year in head[1:]]
    return [list(head), *([line[0], *map(_figure, line[1:], contexts)] for line in lines)]


def _figure(cell: str, context: str) -> Entry:
    marked = _MARKED.fullmatch(cell)
    if not marked:
        return cell
    concept, *minus = marked["mark"].split()
    return Tagged(marked["value"], f"t:{concept}", context, negative=bool(minus))
