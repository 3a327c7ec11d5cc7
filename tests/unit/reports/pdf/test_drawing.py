"""A page of a PDF is drawn as it is shown, and the boxes of the report are where its figures are drawn."""

from __future__ import annotations

import pytest

from service.errors import NoSuchPage, PageNotDrawn
from service.reports.pdf import drawing
from service.reports.pdf.drawing import draw
from service.reports.pdf.reader import read_pdf
from tests.unit.reports.given.drawn import PAGE, Drawing
from tests.unit.reports.given.pictures import Picture, picture_of

FEW = 20
"""Dark pixels: a digit has as many."""


def statement(rotate: int = 0, matrix: str = "") -> bytes:
    drawing = Drawing(rotate=rotate, matrix=matrix)
    drawing.row(100, "", (400, 500), ("2025", "2024"))
    drawing.row(130, "Revenue", (400, 500), ("1,200", "1,100"))
    drawing.row(160, "Cost of sales", (400, 500), ("(900)", "(850)"))
    drawing.text(50, 300, "Revenue was 1,200 in 2025, and 1,100 in the year before it.")
    return drawing.data()


def drawn(data: bytes, number: int = 1, scale: float = 2) -> Picture:
    return picture_of(draw("a.pdf", data, number, scale))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("matrix", ["", "0 1 -1 0 842 0 cm"])
def test_all_that_is_drawn_is_in_the_boxes_of_the_report(rotate: int, matrix: str) -> None:
    data = statement(rotate, matrix)
    report, picture = read_pdf("a.pdf", data), drawn(data)

    boxes = [cell.box for table in report.tables for cell in table.cells if cell.number and cell.box]
    words = [(left, top, right, bottom) for one in report.paragraphs for *_, left, top, right, bottom in one.boxes]
    assert len(boxes) == 4
    assert len(words) == 3
    assert all(picture.dark_in(box) > FEW for box in (*boxes, *words))


def test_nothing_of_a_cell_is_drawn_beside_its_box() -> None:
    data = statement()
    report, picture = read_pdf("a.pdf", data), drawn(data)

    cells = [cell.box for table in report.tables for cell in table.cells if cell.text and cell.box]
    table = (0, 0, 1000, 1000 * 200 // PAGE[1])
    assert sum(map(picture.dark_in, cells)) == picture.dark_in(table)


def test_a_picture_has_as_many_pixels_a_point_as_are_asked_for() -> None:
    picture = drawn(statement(), scale=1.5)

    assert (picture.width, picture.height) == (round(1.5 * PAGE[0]), round(1.5 * PAGE[1]))


def test_a_page_as_large_as_a_wall_has_no_more_pixels_than_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MAX_PIXELS", 10_000)

    picture = drawn(statement(), scale=4)

    assert picture.width * picture.height <= 10_200
    assert picture.width / picture.height == pytest.approx(PAGE[0] / PAGE[1], rel=0.02)


def test_a_page_beyond_the_last_one_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(NoSuchPage, match="there is no page 2; its pages are 1 to 1"):
        draw("a.pdf", statement(), 2, 1)


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(PageNotDrawn, match="page 1 cannot be drawn: it is damaged; open the file itself"):
        draw("a.pdf", b"%PDF-1.7\nnothing", 1, 1)
