"""Tables whose cells hold whole columns: every paragraph is a line; cells that hold some text stay one cell."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest

from service.reports.html.reader import read_html
from service.reports.model import Report
from service.reports.word.reader import read_docx

Cells = list[str]
"""The paragraphs of each cell of a row, parted by line breaks."""


def word(*rows: Cells) -> Report:
    document = docx.Document()
    document.add_paragraph("Accounts of 2031")
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *others = text.split("\n")
            cell.text = first
            for paragraph in others:
                cell.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return read_docx("report.docx", out.getvalue())


def html(*rows: Cells) -> Report:
    lines = "".join(
        "<tr>" + "".join(f"<td>{cell.replace(chr(10), '<br>')}</td>" for cell in row) + "</tr>" for row in rows
    )
    return read_html("report.html", f"<html><body><table>{lines}</table></body></html>".encode())


def printed(report: Report) -> list[list[str]]:
    (table,) = report.tables
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]


HEADS = ["", "2031", "2030"]
LINES = [["Fees", "4,812", "4,390"], ["Rents", "1,204", "1,118"], ["Total", "6,016", "5,508"]]


def stacked(lines: list[list[str]]) -> Cells:
    return ["\n".join(line[column] for line in lines) for column in range(3)]


@pytest.mark.parametrize("read", [word, html])
def test_a_column_in_one_cell_is_a_cell_for_each_line(read: Callable[..., Report]) -> None:
    assert printed(read(HEADS, stacked(LINES))) == [HEADS, *LINES]


def test_bands_of_lines_are_taken_apart_each_by_itself() -> None:
    report = word(HEADS, stacked(LINES), ["Net", "330", "298"], stacked(LINES))
    assert printed(report) == [HEADS, *LINES, ["Net", "330", "298"], *LINES]


def test_empty_paragraphs_keep_the_lines_beside_one_another() -> None:
    lines = [["Income", "", ""], *LINES]
    assert [row[0] for row in printed(word(HEADS, stacked(lines)))] == ["", "Income", "Fees", "Rents", "Total"]
    assert printed(word(HEADS, stacked(lines)))[2] == LINES[0]


def test_a_currency_above_the_figures_belongs_to_the_first_of_them() -> None:
    names, *figures = stacked(LINES)
    report = word(HEADS, [names, *(f"€\n{column}" for column in figures)])
    assert printed(report)[1] == ["Fees", "€ 4,812", "€ 4,390"]


@pytest.mark.parametrize(
    "row",
    [
        ["Fees\nof the year\nbefore tax", "4,812", "4,390"],
        ["Fees\nRents\nTotal", "4,812\n1,204", "4,390\n1,118\n5,508"],
        ["Fees", "4,812\n(restated)\nunaudited", "4,390"],
        ["2031\n2030\n2029", "1\n2\n3", "4\n5\n6"],
    ],
)
def test_what_is_no_stack_of_figures_stays_one_row(row: Cells) -> None:
    assert len(printed(word(HEADS, row))) == 2
