"""Where a PDF prints a figure is in the report: its box on the page as it is shown, however that is turned and cut."""

from __future__ import annotations

import pytest

from service.reports import codec
from service.reports.model import Box, Page, Report
from service.reports.pdf.reader import read_pdf
from tests.unit.reports.given.drawn import PAGE, Drawing, width

EDGES = (400.0, 500.0)
WIDE, HIGH = PAGE
NEAR = 4
"""Thousandths. Boxes have some air, and are rounded outwards."""


def statement(rotate: int = 0, matrix: str = "") -> Drawing:
    drawing = Drawing(rotate=rotate, matrix=matrix)
    drawing.text(50, 60, "Income statement", size=16, font=1)
    drawing.row(100, "", EDGES, ("2025", "2024"))
    drawing.row(120, "Revenue", EDGES, ("1,200", "1,100"))
    drawing.row(134, "Cost of sales", EDGES, ("(900)", "(850)"))
    drawing.text(340, 120, "$")
    drawing.text(50, 300, "Revenue was 1,200 in 2025 and it grew by 9% over the 1,100 of the year before, as the")
    drawing.text(50, 312, "table shows; costs were 900.")
    return drawing


def report_of(drawing: Drawing) -> Report:
    return read_pdf("a.pdf", drawing.data())


def printed_at(right: float, y: float, text: str, size: float = 10) -> Box:
    """The digits of a figure whose last one ends at ``right``."""
    left, top, bottom = right - width(text, size), y - 0.8 * size, y + 0.2 * size
    return (
        round(1000 * left / WIDE),
        round(1000 * top / HIGH),
        round(1000 * right / WIDE),
        round(1000 * bottom / HIGH),
    )


def box_of(report: Report, text: str) -> Box:
    box = next(cell.box for table in report.tables for cell in table.cells if text in cell.text)
    assert box is not None
    return box


def are_near(one: Box, other: Box) -> bool:
    return all(abs(side - its) <= NEAR for side, its in zip(one, other, strict=True))


def test_a_figure_in_a_table_has_the_box_of_its_digits() -> None:
    report = report_of(statement())

    assert are_near(box_of(report, "1,100"), printed_at(500, 120, "1,100"))
    assert report.shown == (Page(WIDE, HIGH),)


def test_a_sign_set_far_to_the_left_is_not_in_the_box_of_its_figure() -> None:
    report = report_of(statement())

    assert are_near(box_of(report, "1,200"), printed_at(400, 120, "1,200"))


def test_names_of_rows_and_heads_of_columns_have_boxes_too() -> None:
    report = report_of(statement())

    left, top, _, _ = box_of(report, "Cost of sales")
    assert abs(left - 1000 * 50 / WIDE) <= NEAR
    assert abs(top - 1000 * 126 / HIGH) <= NEAR
    assert are_near(box_of(report, "2024"), printed_at(500, 100, "2024"))


def test_words_with_digits_in_a_sentence_have_boxes_at_their_characters() -> None:
    report = report_of(statement())

    paragraph = next(one for one in report.paragraphs if one.text.startswith("Revenue was"))
    words = [paragraph.text[start:end] for start, end, *_ in paragraph.boxes]
    assert words == ["1,200", "2025", "9%", "1,100", "900."]
    tops = [top for _, _, _, _, top, _, _ in paragraph.boxes]
    assert tops[0] == tops[3] < tops[4]
    assert {page for _, _, page, *_ in paragraph.boxes} == {1}


def test_a_page_that_is_shown_turned_has_its_boxes_turned() -> None:
    upright = box_of(report_of(statement()), "1,100")

    left, top, right, bottom = upright
    turned = {
        90: (1000 - bottom, left, 1000 - top, right),
        180: (1000 - right, 1000 - bottom, 1000 - left, 1000 - top),
        270: (top, 1000 - right, bottom, 1000 - left),
    }
    for rotate, expected in turned.items():
        report = report_of(statement(rotate))
        assert are_near(box_of(report, "1,100"), expected), rotate
        assert report.shown == (Page(HIGH, WIDE) if rotate % 180 else Page(WIDE, HIGH),)


@pytest.mark.parametrize("matrix", ["0 1 -1 0 842 0 cm", "-1 0 0 -1 595 842 cm", "0 -1 1 0 -400 595 cm"])
def test_type_that_is_turned_on_its_page_has_its_box_where_it_is_printed(matrix: str) -> None:
    """The middle of a figure, drawn through a matrix, is where the matrix puts it."""
    x, y = 500 - width("1,100", 10) / 2, HIGH - 120 + 3
    a, b, c, d, e, f = map(float, matrix.split()[:6])
    middle = (1000 * (a * x + c * y + e) / WIDE, 1000 * (HIGH - (b * x + d * y + f)) / HIGH)

    left, top, right, bottom = box_of(report_of(statement(matrix=matrix)), "1,100")

    assert left <= middle[0] <= right
    assert top <= middle[1] <= bottom


def test_a_page_that_is_cut_has_boxes_in_what_is_left_of_it() -> None:
    data = statement().data().replace(b"/MediaBox [0 0 595 842]", b"/CropBox [200 500 595 842] /MediaBox [0 0 595 842]")

    report = read_pdf("a.pdf", data)

    right, top = 1000 * (500 - 200) / 395, 1000 * 112 / 342
    box = box_of(report, "1,100")
    assert abs(box[2] - right) <= NEAR
    assert abs(box[1] - top) <= NEAR
    assert report.shown == (Page(395, 342),)


def test_boxes_come_back_from_the_report_as_it_is_kept_and_one_without_them_is_read() -> None:
    report = report_of(statement())

    assert codec.decode(codec.encode(report)) == report
    old = codec.decode(
        b'{"format":"pdf","sections":[],"paragraphs":[{"index":0,"section":null,"text":"1"}],"tables":[]}'
    )
    assert (old.paragraphs[0].boxes, old.shown) == ((), ())
