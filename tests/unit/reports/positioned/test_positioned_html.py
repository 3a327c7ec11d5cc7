"""HTML whose text is put at places is read as the pages of a PDF are; other pages are not, whatever floats in them."""

from __future__ import annotations

import pytest

from service.errors import ReportTooLarge
from service.reports.html.positioned import pages
from service.reports.html.reader import read_html
from service.reports.model import Report
from tests.grid import Grid

STYLE = (
    "<style>.t{position:absolute;white-space:pre}.pf{position:relative;width:800px;height:400px}"
    ".m0{transform:matrix(0.25,0,0,0.25,0,0)}._{display:inline-block}</style>"
)
ROWS = (
    ("", "2031", "2030"),
    ("Fees", "68,140", "57,905"),
    ("Staff costs", "(39,220)", "(35,110)"),
    ("Profit", "28,920", "22,795"),
)


def read(body: str) -> Report:
    return read_html("report.html", f"<html><head>{STYLE}</head><body>{body}</body></html>".encode())


TITLE = "<div class='t' style='left:60px;top:20px'>Income of the year</div>"


def lines(report: Report) -> list[tuple[str, list[str]]]:
    (table,) = report.tables
    grid = Grid.of(table)
    return [
        (
            grid.row_label(row),
            [
                str(cell.number.value)
                for column in table.columns
                if (cell := grid.figure(row, column.index)) and cell.number
            ],
        )
        for row in range(table.header_rows, table.rows)
    ]


EXPECTED = [("Fees", ["68140", "57905"]), ("Staff costs", ["-39220", "-35110"]), ("Profit", ["28920", "22795"])]


def placed(rows: tuple[tuple[str, ...], ...], left: tuple[int, ...] = (60, 505, 625)) -> str:
    return "".join(
        f"<div class='t' style='left:{x}px;top:{80 + 30 * at}px'>{text}</div>"
        for at, row in enumerate(rows)
        for x, text in zip(left, row, strict=True)
        if text
    )


def test_figures_under_one_another_are_columns() -> None:
    report = read(
        f"<div class='pf'><div class='t' style='left:60px;top:40px'>Accounts, DKK thousand</div>{placed(ROWS)}</div>"
    )
    assert lines(report) == EXPECTED
    (table,) = report.tables
    assert [column.label for column in table.columns] == ["2031", "2030"]
    assert (table.title, table.unit, table.scale) == ("Accounts, DKK thousand", "DKK", 3)


def test_the_order_in_the_file_does_not_matter() -> None:
    body = placed(ROWS)
    pieces = [f"<div{piece}" for piece in body.split("<div")[1:]]
    assert lines(read(f"<div class='pf'>{''.join(reversed(pieces))}</div>")) == EXPECTED


def test_places_from_below_scaled_down() -> None:
    body = "".join(
        f"<div class='t m0' style='font-size:64px;height:64px;left:{x}px;bottom:{300 - 30 * at}px'>{text}</div>"
        for at, row in enumerate(ROWS)
        for x, text in zip((60, 505, 625), row, strict=True)
        if text
    )
    assert lines(read(f"<div class='pf'>{body}</div>")) == EXPECTED


def test_places_in_per_cent_of_the_page() -> None:
    body = "".join(
        f"<div class='t' style='font-size:9pt;left:{x}%;top:{10 + 3 * at}%'>{text}</div>"
        for at, row in enumerate(ROWS)
        for x, text in zip((5, 55, 75), row, strict=True)
        if text
    )
    assert lines(read(f"<div class='pf'>{body}</div>")) == EXPECTED


def test_gaps_inside_a_line_part_its_cells() -> None:
    body = "".join(
        f"<div class='t' style='left:60px;top:{80 + 30 * at}px'><span class='_' style='width:{gap}px'> </span>{row[1]}"
        f"<span class='_' style='width:60px'> </span>{row[2]}</div>"
        + (f"<div class='t' style='left:20px;top:{80 + 30 * at}px'>{row[0]}</div>" if row[0] else "")
        for at, (row, gap) in enumerate(zip(ROWS, (300, 285, 275, 285), strict=True))
    )
    assert [figures for _, figures in lines(read(f"<div class='pf'>{TITLE}{body}</div>"))] == [
        figures for _, figures in EXPECTED
    ]


def test_text_at_no_place_is_kept() -> None:
    report = read(f"<p>Draft of 3 March</p><div class='pf'>{placed(ROWS)}</div>")
    assert [paragraph.text for paragraph in report.paragraphs] == ["Draft of 3 March"]
    assert lines(report) == EXPECTED


def test_what_is_turned_is_no_text_of_the_page() -> None:
    mark = "<div class='t' style='left:100px;top:90px;transform:rotate(-45deg)'>9,999</div>"
    assert lines(read(f"<div class='pf'>{mark}{placed(ROWS)}</div>")) == EXPECTED


def test_a_page_of_flowing_text_with_floating_marks_is_read_as_it_flows() -> None:
    text = "The year was quiet, and turnover rose to 1,204 thousand. " * 20
    marks = "".join(f"<span class='t' style='left:{at}px;top:5px'>{at}</span>" for at in range(12))
    report = read(f"<h1>Report</h1><p>{text}</p>{marks}")
    assert report.tables == ()
    assert report.paragraphs[0].heading


def test_more_characters_than_a_pdf_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_PDF_CHARACTERS", 40)
    with pytest.raises(ReportTooLarge, match="more characters than can be read, the limit is 40"):
        read(f"<div class='pf'>{placed(ROWS)}</div>")


def test_pages_are_counted() -> None:
    page = f"<div class='pf'>{placed(ROWS)}</div>"
    assert read(page * 3).pages == 3
