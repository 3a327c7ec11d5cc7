"""The same generated accounts in forms that name no cells are the tables that Markdown gives, with the same errors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given

from service.checks.numeric.check import check
from service.reports.model import Number, Report
from service.reports.reading import read
from tests.grid import Grid
from tests.unit.generated.given import positioned, typed
from tests.unit.generated.given.accounts import Books
from tests.unit.generated.given.books import books_of
from tests.unit.generated.given.printing import Style, markdown, style_of
from tests.unit.generated.given.slips import slip_in
from tests.unit.generated.test_generated_reports import DETERMINED_BY_VOTE, SEEDS, examples

Form = Callable[[Books, Style, int], bytes]
FORMS: dict[str, tuple[str, Form]] = {
    "plain text": ("report.txt", typed.text),
    "text in Markdown": ("report.md", typed.text),
    "text filing": ("report.txt", typed.filing),
    "fenced": ("report.md", typed.fenced),
    "preformatted": ("report.html", typed.preformatted),
    "table without rows": ("report.html", typed.rowless),
    "positioned cells": ("report.html", positioned.cells),
    "positioned and scaled": ("report.xhtml", positioned.scaled),
}
Printed = list[tuple[str, list[tuple[str, str]]]]


def printed(report: Report) -> list[Printed]:
    """Of each table the lines with figures: the name, and of each figure its column, value and scale."""
    tables: list[Printed] = []
    for table in report.tables:
        grid = Grid.of(table)
        lines: Printed = []
        for row in range(table.header_rows, table.rows):
            held = [(column.label, grid.figure(row, column.index)) for column in table.columns]
            figures = [(label, _told(cell.number)) for label, cell in held if cell and cell.number]
            if figures:
                lines.append((grid.row_label(row), figures))
        tables.append(lines)
    return [lines for lines in tables if lines]


def _told(number: Number) -> str:
    return f"{number.value}e{number.scale}"


def without_headings(tables: list[Printed], expected: list[Printed]) -> list[Printed]:
    """A heading as wide as its column may be taken for the beginning of the name below it; the figures are the same."""
    names = {name for lines in expected for name, _ in lines}
    headings = ("Equity and liabilities ", "Non-current assets ", "Current assets ")
    return [[(_bare(name, headings, names), figures) for name, figures in lines] for lines in tables]


def _bare(name: str, headings: tuple[str, ...], names: set[str]) -> str:
    rest = next((name.removeprefix(heading) for heading in headings if name.startswith(heading)), name)
    return rest if rest in names else name


@pytest.mark.parametrize("form", FORMS)
@examples(12)
@given(seed=SEEDS)
def test_every_form_gives_the_tables_of_markdown(form: str, seed: int) -> None:
    books, style = books_of(seed), style_of(seed)
    filename, print_out = FORMS[form]
    expected = printed(read("report.md", markdown(books, style)))
    given_form = printed(read(filename, print_out(books, style, seed)))
    assert without_headings(given_form, expected) == expected


@pytest.mark.parametrize("form", FORMS)
@examples(3)
@given(seed=SEEDS)
def test_every_form_gives_the_findings_of_markdown(form: str, seed: int) -> None:
    slip = slip_in(books_of(seed, DETERMINED_BY_VOTE), seed)
    if slip is None:
        return
    style = style_of(seed)
    filename, print_out = FORMS[form]
    plain = read("report.md", markdown(slip.books, style))
    other = read(filename, print_out(slip.books, style, seed))
    assert found(other) == found(plain)


def found(report: Report) -> list[tuple[str, str | None, str | None]]:
    """What is wrong in a report, wherever its figures stand."""
    findings = check(report, lambda _: None).findings
    return sorted((one.check, one.reported, one.expected) for one in findings if one.severity != "info")
