"""What a PDF shows becomes a report: lines, columns, tables, headings, pages."""

from __future__ import annotations

import pytest

from service.errors import DamagedReport, EmptyReport, EncryptedReport, ReportError, ReportTooLarge
from service.reports.model import Report, Table
from service.reports.pdf import source
from service.reports.pdf.reader import read_pdf
from tests.unit.reports.given.drawn import Drawing, file_of, width

EDGES = (400.0, 500.0)
ROWS = (
    ("Revenue", ("1,200", "1,100")),
    ("Cost of sales", ("(900)", "(850)")),
    ("Gross profit", ("300", "250")),
)


def statement() -> Drawing:
    drawing = Drawing()
    drawing.text(50, 60, "Income statement", size=16, font=1)
    drawing.text(50, 80, "In thousands of euros")
    drawing.row(100, "", EDGES, ("2025", "2024"))
    for at, (label, figures) in enumerate(ROWS):
        drawing.row(120 + 14 * at, label, EDGES, figures)
    return drawing


def report_of(drawing: Drawing) -> Report:
    return read_pdf("a.pdf", drawing.data())


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]


def test_a_statement_is_a_table_with_its_title_its_unit_and_its_page() -> None:
    report = report_of(statement())
    (table,) = report.tables
    assert texts(table)[1] == ["Revenue", "1,200", "1,100"]
    assert [column.label for column in table.columns] == ["2025", "2024"]
    assert (table.title, table.scale, table.unit) == ("Income statement", 3, "EUR")
    assert (table.page, report.pages) == (1, 1)
    assert [section.title for section in report.sections] == ["Income statement"]


def test_brackets_make_a_figure_negative_and_do_not_move_it_to_another_column() -> None:
    table = report_of(statement()).tables[0]
    values = {(cell.row, cell.column): str(cell.number.value) for cell in table.cells if cell.number and cell.row == 2}
    assert values == {(2, 1): "-900", (2, 2): "-850"}


def test_a_currency_sign_set_apart_belongs_to_the_figure_at_its_right() -> None:
    drawing = Drawing()
    drawing.row(100, "", EDGES, ("2025", "2024"))
    drawing.row(120, "Cash", EDGES, ("5,200", "4,100"))
    drawing.text(350, 120, "$")
    drawing.text(450, 120, "$")
    drawing.row(134, "Receivables", EDGES, ("3,000", "2,000"))
    table = report_of(drawing).tables[0]
    assert texts(table)[1] == ["Cash", "$ 5,200", "$ 4,100"]
    assert table.columns[0].unit == "USD"


def test_a_name_wrapped_over_two_lines_is_one_row() -> None:
    drawing = statement()
    drawing.text(50, 162, "Share of the profit of associates and joint ventures accounted for")
    drawing.row(173, "using the equity method", EDGES, ("40", "35"))
    table = report_of(drawing).tables[0]
    assert texts(table)[4] == [
        "Share of the profit of associates and joint ventures accounted for using the equity method",
        "40",
        "35",
    ]


def test_a_head_in_the_middle_of_two_columns_stands_over_both() -> None:
    drawing = Drawing()
    drawing.text(384, 88, "Year ended 31 December")
    drawing.row(100, "", EDGES, ("2025", "2024"))
    for at, (label, figures) in enumerate(ROWS):
        drawing.row(120 + 14 * at, label, EDGES, figures)
    table = report_of(drawing).tables[0]
    assert [column.label for column in table.columns] == ["Year ended 31 December 2025", "Year ended 31 December 2024"]


def test_lines_of_a_paragraph_are_one_and_a_word_cut_at_its_hyphen_is_whole() -> None:
    drawing = Drawing()
    drawing.text(50, 60, "Revenue rose by 9.1% to 1,200 thousand euros, which the manage-")
    drawing.text(50, 72, "ment had expected, and operating profit rose with it to")
    drawing.text(50, 84, "300 thousand euros.")
    (paragraph,) = report_of(drawing).paragraphs
    assert "the management had expected, and operating profit rose with it to 300 thousand" in paragraph.text


def test_a_page_number_and_a_running_head_are_left_out() -> None:
    drawing = statement()
    for text in ("In May 5 were sold.", "Sales of 7 followed.", "It sold 9 more."):
        drawing.page()
        drawing.text(50, 100, text)
    for number, page in enumerate(drawing.pages, start=1):
        other = Drawing()
        other.text(50, 30, "Some Company plc Annual report")
        other.text(290, 820, str(number))
        page.extend(other.pages[0])
    said = [paragraph.text for paragraph in report_of(drawing).paragraphs]
    assert said[-1] == "It sold 9 more."
    assert not any("Annual report" in text for text in said)


@pytest.mark.parametrize(("rotate", "matrix"), [(90, "0 1 -1 0 842 0 cm"), (270, "0 -1 1 0 0 842 cm")])
def test_a_page_turned_on_its_side_reads_the_same(rotate: int, matrix: str) -> None:
    drawing = statement()
    drawing.rotate, drawing.matrix = rotate, matrix
    assert texts(report_of(drawing).tables[0]) == texts(report_of(statement()).tables[0])


def test_the_same_file_reads_the_same_twice() -> None:
    data = statement().data()
    assert read_pdf("a.pdf", data) == read_pdf("a.pdf", data)


def picture_only() -> bytes:
    content = b"q 500 0 0 700 40 40 cm /Im Do Q"
    return file_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /XObject << /Im 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
            b" /Length 1 >>\nstream\n\0\nendstream",
        ]
    )


def test_a_scan_is_refused_with_what_to_do_about_it() -> None:
    with pytest.raises(EmptyReport, match=r"picture \(a scan\).*run text recognition"):
        read_pdf("a.pdf", picture_only())


def test_a_pdf_behind_a_password_is_refused() -> None:
    locked = file_of(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"],
        "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 "
        f"/O <{'28' * 32}> /U <{'11' * 32}> >> /ID [<{'22' * 16}> <{'22' * 16}>] ",
    )
    with pytest.raises(EncryptedReport, match="protected by a password"):
        read_pdf("a.pdf", locked)


@pytest.mark.parametrize("keep", [9, 60, 200])
def test_a_pdf_that_is_cut_off_is_damaged(keep: int) -> None:
    with pytest.raises(DamagedReport, match="cut off or damaged"):
        read_pdf("a.pdf", statement().data()[:keep])


def test_a_pdf_of_very_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_PDF_PAGES", 1)
    drawing = statement()
    drawing.page()
    with pytest.raises(ReportTooLarge, match="2 pages, the limit is 1"):
        report_of(drawing)


def test_a_page_of_very_many_characters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_PAGE_CHARACTERS", 20)
    with pytest.raises(ReportTooLarge, match="page 1 has"):
        report_of(statement())


def test_a_page_of_very_many_objects_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_PAGE_OBJECTS", 5)
    with pytest.raises(ReportTooLarge, match="page 1 is drawn with 13 objects, the limit is 5"):
        report_of(statement())


def test_a_pdf_of_very_many_characters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_PDF_CHARACTERS", 20)
    with pytest.raises(ReportTooLarge, match="limit is 20"):
        report_of(statement())


def report_or_reason(data: bytes) -> Report | str:
    try:
        return read_pdf("a.pdf", data)
    except ReportError as error:
        return error.reason


def test_bytes_lost_or_changed_anywhere_give_a_report_or_a_reason() -> None:
    data = statement().data()
    for at in range(0, len(data), 37):
        for broken in (data[:at], data[:at] + b"\xff" + data[at + 1 :], data[:at] + data[at + 9 :]):
            assert report_or_reason(broken)


LEFT = (
    "Revenue grew in every region of the group this",
    "year, as prices rose and the new plant came on",
    "stream in the spring. Orders from the utilities",
    "rose by 6.0% while those of the process industry",
    "were flat. Service again grew faster than all the",
    "others, and its margin rose. We expect that sales",
)
RIGHT = (
    "of 1,500 will follow in the coming year, although",
    "the outlook for larger projects is uncertain now.",
    "Costs were held, and the number of people on the",
    "payroll fell by 20 over the year. Investment was",
    "lower than planned, since two machines came late.",
    "They are expected to run from the second quarter.",
)


def test_text_in_two_columns_is_read_one_column_after_the_other() -> None:
    drawing = Drawing()
    for at, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        drawing.text(50, 60 + 12 * at, left)
        drawing.text(310, 61 + 12 * at, right)
    (paragraph,) = report_of(drawing).paragraphs
    assert paragraph.text == " ".join((*LEFT, *RIGHT))


def test_a_table_beside_a_column_of_text_is_read_by_itself() -> None:
    drawing = Drawing()
    drawing.row(60, "", (200.0, 250.0), ("2025", "2024"))
    for at, (label, figures) in enumerate((*ROWS, ("Other income", ("20", "10")), ("Profit", ("320", "260")))):
        drawing.row(74 + 12 * at, label, (200.0, 250.0), figures)
    for at, right in enumerate(RIGHT):
        drawing.text(310, 61 + 12 * at, right)
    report = report_of(drawing)
    assert texts(report.tables[0])[1] == ["Revenue", "1,200", "1,100"]
    assert report.paragraphs[0].text == " ".join(RIGHT)


def test_a_table_that_runs_over_a_page_is_one_and_its_rows_know_their_page() -> None:
    drawing = Drawing()
    drawing.row(60, "", EDGES, ("2025", "2024"))
    for at in range(40):
        drawing.row(80 + 14 * at, f"Subsidiary {'abcdefghij'[at % 10]}", EDGES, (str(100 + at), str(200 + at)))
    drawing.page()
    drawing.row(60, "", EDGES, ("2025", "2024"))
    drawing.row(80, "Total", EDGES, ("4,780", "8,780"))
    (table,) = report_of(drawing).tables
    assert texts(table)[-1] == ["Total", "4,780", "8,780"]
    assert (table.page_of(40), table.page_of(41)) == (1, 2)


def test_two_tables_with_different_columns_on_two_pages_stay_two() -> None:
    drawing = statement()
    drawing.page()
    for at, (label, figures) in enumerate(ROWS):
        drawing.row(60 + 14 * at, label, (300.0, 350.0), figures)
    assert len(report_of(drawing).tables) == 2


def test_figures_set_as_close_as_words_stand_in_their_own_columns() -> None:
    drawing = Drawing()
    drawing.row(100, "", (340.0, 383.0), ("2025", "2024"))
    drawing.row(114, "Cash", (340.0, 383.0), ("$ 12,345", "$ 23,456"))
    drawing.row(128, "Other receivables that bear no interest and fall due", (340.0, 383.0), ("1,200", "1,100"))
    table = report_of(drawing).tables[0]
    assert texts(table)[1:] == [
        ["Cash", "$ 12,345", "$ 23,456"],
        ["Other receivables that bear no interest and fall due", "1,200", "1,100"],
    ]


def test_digits_grouped_by_spaces_are_one_figure() -> None:
    drawing = Drawing()
    drawing.row(100, "", EDGES, ("2025", "2024"))
    drawing.row(114, "Revenue", EDGES, ("12 345", "1 234 567"))
    drawing.row(128, "Costs", EDGES, ("(2 345)", "(934 567)"))
    table = report_of(drawing).tables[0]
    values = [str(cell.number.value) for cell in table.cells if cell.number and not cell.header]
    assert values == ["12345", "1234567", "-2345", "-934567"]


def test_a_note_mark_set_high_is_not_a_digit_of_the_figure_before_it() -> None:
    drawing = statement()
    drawing.text(401, 117, "1", size=6)
    table = report_of(drawing).tables[0]
    assert str(next(cell.number.value for cell in table.cells if cell.number and cell.row == 1)) == "1200"


def test_text_that_a_scanner_put_behind_its_picture_is_read_with_a_warning() -> None:
    drawing = Drawing()
    drawing.text(50, 60, "Revenue was 1,200 in 2025.", mode=3)
    report = report_of(drawing)
    assert report.paragraphs[0].text == "Revenue was 1,200 in 2025."
    assert report.notes[0] == "pages whose text a scanner recognised may hold misread figures: 1"


def test_a_name_wrapped_above_the_first_figures_is_not_a_head() -> None:
    drawing = Drawing()
    drawing.row(60, "", EDGES, ("2025", "2024"))
    drawing.text(50, 80, "Cash, cash equivalents and restricted cash and cash")
    drawing.row(91, "equivalents at the beginning of the year", EDGES, ("1,500", "1,400"))
    drawing.row(110, "Net increase", EDGES, ("20", "100"))
    table = report_of(drawing).tables[0]
    name = "Cash, cash equivalents and restricted cash and cash equivalents at the beginning of the year"
    assert texts(table)[1] == [name, "1,500", "1,400"]


def test_a_line_whose_amount_runs_into_its_name_is_a_row_of_the_table_below() -> None:
    drawing = Drawing()
    line = "a bond and a deed and a band due $ 1,840"  # every letter as wide as a digit
    edge = 50 + width(line, 10)
    drawing.text(50, 60, line)
    drawing.row(74, "Confirmed", (edge,), ("1,741",))
    drawing.row(88, "Paid", (edge,), ("(1,480)",))
    table = report_of(drawing).tables[0]
    assert [row[-1] for row in texts(table)] == ["$ 1,840", "1,741", "(1,480)"]


def test_a_title_in_the_middle_of_the_page_is_no_head_of_the_columns() -> None:
    drawing = Drawing()
    drawing.text(225, 60, "CONSOLIDATED INCOME STATEMENT", font=1)
    drawing.text(250, 74, "(In millions of euros)")
    drawing.row(100, "", EDGES, ("2025", "2024"))
    for at, (label, figures) in enumerate(ROWS):
        drawing.row(120 + 14 * at, label, EDGES, figures)
    table = report_of(drawing).tables[0]
    assert (table.title, table.scale) == ("CONSOLIDATED INCOME STATEMENT", 6)
    assert [column.label for column in table.columns] == ["2025", "2024"]
