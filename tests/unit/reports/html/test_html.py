"""HTML as filed: what a reader of the page sees, at the coordinates of the file."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.errors import DamagedReport, EmptyReport, ReportTooLarge
from service.reports.html.reader import read_html
from service.reports.model import Cell, Report

NAMESPACES = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"'


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def read(body: str, head: str = "") -> Report:
    return read_html("report.html", page(body, head))


def cell(report: Report, table: int, row: int, column: int) -> Cell:
    return next(c for c in report.tables[table].cells if (c.row, c.column) == (row, column))


def texts(report: Report) -> list[str]:
    return [paragraph.text for paragraph in report.paragraphs]


def titles(report: Report) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in report.sections]


def test_a_cell_stands_after_the_columns_that_the_cells_before_it_span() -> None:
    report = read(
        "<table><tr><td colspan=3>Net sales</td><td>$</td><td>1,234</td><td></td></tr>"
        "<tr><td colspan=3>Costs</td><td colspan=2>(234</td><td>)</td></tr></table>"
    )
    assert cell(report, 0, 0, 4).number is not None
    assert cell(report, 0, 1, 3).colspan == 2
    values = [c.number.value for c in report.tables[0].cells if c.number]
    assert values == [Decimal(1234), Decimal(-234)]


def test_a_row_span_keeps_its_column_taken_in_the_rows_below() -> None:
    report = read(
        "<table><tr><td rowspan=2>Segment</td><td>North</td><td>10</td></tr><tr><td>South</td><td>20</td></tr>"
        "<tr><td>Total</td><td></td><td>30</td></tr></table>"
    )
    assert cell(report, 0, 1, 2).text == "20"
    assert cell(report, 0, 2, 2).text == "30"
    assert cell(report, 0, 0, 0).rowspan == 2


def test_a_row_span_ends_with_its_row_group_and_with_the_table() -> None:
    report = read(
        "<table><thead><tr><th rowspan=9>Item</th><th>2024</th></tr></thead>"
        "<tbody><tr><td>Cash</td><td>10</td></tr><tr><td>Debt</td><td rowspan=0>20</td></tr></tbody></table>"
    )
    assert cell(report, 0, 1, 1).text == "10"
    assert cell(report, 0, 0, 0).rowspan == 3
    assert cell(report, 0, 2, 1).rowspan == 1


def test_every_row_counts_even_one_that_is_empty_or_hidden() -> None:
    report = read(
        "<table><tr></tr><tr><td style='display:none'>9</td><td style='display:none'>9</td></tr>"
        "<tr><td>Cash</td><td>10</td></tr></table>"
    )
    assert report.tables[0].rows == 3
    assert cell(report, 0, 2, 1).text == "10"
    assert cell(report, 0, 1, 0).text == ""


def test_a_superscript_note_mark_is_not_glued_to_the_digits_before_it() -> None:
    report = read(
        "<table><tr><td>Revenue</td><td>1,234<sup>1</sup></td></tr>"
        "<tr><td>Costs<sup>(a)</sup></td><td>500<span style='vertical-align:super'>(2)</span></td></tr>"
        "<tr><td>Tax</td><td style='font-size:10pt'>70<span"
        " style='font-size:6.5pt;position:relative;top:-3.5pt'>3</span></td></tr></table>"
    )
    numbers = {c.text: c.number.value for c in report.tables[0].cells if c.number}
    assert numbers == {"1,234¹": Decimal(1234), "500⁽²⁾": Decimal(500), "70³": Decimal(70)}
    assert cell(report, 0, 1, 0).text == "Costs⁽ᵃ⁾"


def test_an_ordinal_in_superscript_stays_as_it_is() -> None:
    assert texts(read("<p>The 4<sup>th</sup> quarter of 2024</p>")) == ["The 4th quarter of 2024"]


def test_a_break_inside_a_cell_is_a_space() -> None:
    report = read("<table><tr><th></th><th>June 30,<br>2025</th></tr><tr><td>Cash</td><td>1</td></tr></table>")
    assert cell(report, 0, 0, 1).text == "June 30, 2025"


def test_invisible_characters_leave_no_trace() -> None:
    report = read("<p>Opera&shy;ting&nbsp;in&#8203;come&#160; of &#147;core&#148; units&#151;all</p>")
    assert texts(report) == ["Operating income of “core” units—all"]


def test_inline_xbrl_is_transparent_and_its_hidden_facts_are_left_out() -> None:
    body = (
        '<div style="display:none"><ix:header><ix:hidden><ix:nonFraction name="a" contextRef="c">777</ix:nonFraction>'
        "</ix:hidden></ix:header></div>"
        '<p>Revenue was $<ix:nonFraction name="r" contextRef="c" unitRef="u">12.5</ix:nonFraction> million.</p>'
        '<ix:continuation id="x"><div>It grew.</div></ix:continuation>'
        "<table><tr><td/><td>2024</td></tr><tr><td>Sales</td>"
        '<td>(<ix:nonFraction name="s" contextRef="c" sign="-">34</ix:nonFraction>)</td></tr></table>'
    )
    data = f"<?xml version='1.0' encoding='ASCII'?><html {NAMESPACES} xml:lang='en-GB'><body>{body}</body></html>"
    report = read_html("filing.xhtml", data.encode())
    assert texts(report) == ["Revenue was $12.5 million.", "It grew."]
    number = cell(report, 0, 1, 1).number
    assert number is not None
    assert number.value == Decimal(-34)
    assert report.language == "en-GB"


def test_what_styles_hide_is_not_read() -> None:
    report = read(
        "<p class='x'>One 1</p><p hidden>Two 2</p><p style='visibility:hidden'>Three 3</p>"
        "<p style='font-size:0'>Four 4</p><script>var five = 5;</script><p>Six 6</p>",
        "<style>/* note */ .x { display: none }</style>",
    )
    assert texts(report) == ["Six 6"]


def test_what_only_a_printer_hides_is_read() -> None:
    report = read("<p class='x'>Shown 1</p>", "<style>@media print { .x { display: none } }</style>")
    assert texts(report) == ["Shown 1"]


def test_white_marks_on_white_are_spacers_but_white_words_on_a_dark_ground_are_text() -> None:
    report = read(
        "<table><tr style='background-color:#003366'><td style='color:#ffffff'>Item</td>"
        "<td style='color:#ffffff'>2024</td></tr>"
        "<tr><td>Cash<span style='color:#ffffff'>(( )</span></td><td>5</td></tr></table>"
    )
    assert cell(report, 0, 0, 0).text == "Item"
    assert cell(report, 0, 1, 0).text == "Cash"


def test_headings_are_known_by_their_look_where_the_file_does_not_say() -> None:
    prose = "<div style='font-size:10pt'>" + "Our business sells many things to many people. " * 5 + "</div>"
    report = read(
        "<div style='font-size:16pt;font-weight:bold'>Annual report</div>"
        f"<div style='font-size:10pt;font-weight:700'>Note 5 – Inventory</div>{prose}"
        f"<div><span style='font-size:10pt;font-style:italic'>Raw materials</span></div>{prose}"
        f"<div style='font-size:10pt;font-weight:700'>Note 6 – Debt</div>{prose}"
        "<div style='font-size:10pt;font-weight:700'>(In millions)</div>"
        "<div style='font-size:10pt;font-weight:700'>Year ended 30 September 2020</div>"
    )
    assert titles(report) == [
        (1, "Annual report"),
        (2, "Note 5 – Inventory"),
        (3, "Raw materials"),
        (2, "Note 6 – Debt"),
    ]


def test_headings_that_the_file_marks_keep_their_level_and_take_recognised_ones_below_them() -> None:
    report = read(
        "<h2>Notes</h2><p><b>Leases</b></p><p>We lease land and houses in 14 places of the world.</p><h3>X y z</h3>"
    )
    assert titles(report) == [(2, "Notes"), (3, "Leases"), (3, "X y z")]


def test_the_number_of_a_heading_on_a_line_of_its_own_belongs_to_its_words() -> None:
    report = read("<div>NOTE 2</div><div><b>SEGMENT INFORMATION</b></div><p>We have 5 segments in all.</p>")
    assert titles(report) == [(1, "NOTE 2 SEGMENT INFORMATION")]


def test_page_numbers_are_left_out_and_the_sentence_that_the_page_cut_is_whole_again() -> None:
    pages = "".join(
        f"<p>Revenue in {region} rose strongly because of higher prices</p><p>Some Company | {number}</p>"
        f"<hr style='page-break-after:always'><p>and of more customers in {region}.</p>"
        for number, region in enumerate(("Asia", "Africa", "Europe", "Oceania"), start=10)
    )
    report = read(pages)
    assert report.pages == 5
    assert texts(report) == [
        f"Revenue in {region} rose strongly because of higher prices and of more customers in {region}."
        for region in ("Asia", "Africa", "Europe", "Oceania")
    ]


def test_notes_that_begin_a_page_each_are_not_page_numbers() -> None:
    pages = "".join(f"<p>NOTE {n}</p><p>Text of it, 5.</p><hr style='page-break-after:always'>" for n in range(1, 6))
    assert [text for text in texts(read(pages)) if "NOTE" in text] == [f"NOTE {n}" for n in range(1, 6)]


def test_a_running_line_that_states_the_unit_is_kept() -> None:
    pages = "".join(
        f"<p>Amounts in millions of dollars.</p><table><tr><td>Cash</td><td>{n}</td></tr></table><hr"
        " style='break-after:page'>"
        for n in range(4)
    )
    assert texts(read(pages)) == ["Amounts in millions of dollars."] * 4


def test_a_table_that_only_puts_text_in_place_is_read_as_paragraphs_and_keeps_its_index() -> None:
    report = read(
        "<table><tr><td>•</td><td>We sold 5 ships in 2024.</td></tr></table>"
        "<table><tr><td>Cash</td><td>10</td></tr></table>"
    )
    assert texts(report) == ["• We sold 5 ships in 2024."]
    assert report.tables[0].cells == ()
    assert cell(report, 1, 0, 1).text == "10"


def test_a_table_inside_a_table_that_is_only_layout_is_the_one_that_is_read() -> None:
    report = read(
        "<table><tr><td><p>Balance sheet</p><table><tr><td>Cash</td><td>10</td></tr></table></td></tr></table>"
        "<table><tr><td>Debt</td><td>20</td></tr></table>"
    )
    assert texts(report) == ["Balance sheet"]
    assert [len(table.cells) for table in report.tables] == [0, 2, 2]


def test_a_table_inside_a_table_of_figures_is_a_table_of_its_own() -> None:
    report = read(
        "<table><tr><td>Cash</td><td>10</td></tr><tr><td>Of which<table><tr><td>Euro</td><td>4</td></tr></table></td>"
        "<td>10</td></tr></table>"
    )
    assert cell(report, 0, 1, 0).text == "Of which"
    assert cell(report, 1, 0, 1).text == "4"


def test_lines_broken_for_their_width_are_one_and_lines_broken_for_their_sense_are_not() -> None:
    report = read(
        "<p>The total amount of gross unrecognized tax benefits at the end of<br>the year was 22.0 billion.</p>"
        "<div>Example Company<br>Balance sheet</div>"
    )
    assert texts(report) == [
        "The total amount of gross unrecognized tax benefits at the end of the year was 22.0 billion.",
        "Example Company",
        "Balance sheet",
    ]


def test_a_range_below_one_header_is_no_figure_but_a_row_below_a_line_of_units_is() -> None:
    ranges = "<tr><th></th><th colspan=3>2024</th></tr><tr><td>Rate</td><td>3.5</td><td>–</td><td>4.4%</td></tr>"
    rows = (
        "<tr><th></th><th>Gains</th><th>Losses</th><th>Value</th></tr>"
        "<tr><th></th><th colspan=3>(in thousands)</th></tr>"
        "<tr><td>Bonds</td><td>3,260</td><td>—</td><td>1,741,902</td></tr>"
    )
    report = read(f"<table>{ranges}</table><table>{rows}</table>")
    assert not any(c.number for c in report.tables[0].cells)
    assert [c.text for c in report.tables[1].cells if c.number] == ["3,260", "—", "1,741,902"]


def test_a_table_of_heads_alone_labels_the_columns_of_the_table_below_it() -> None:
    report = read(
        "<table><tr><td></td><td>2020</td><td>2019</td></tr><tr><td>Note</td><td>£</td><td>£</td></tr></table>"
        "<p><b>Fixed assets</b></p>"
        "<table><tr><td>Tangible assets</td><td>14</td><td></td><td>144,734</td><td>124,437</td></tr>"
        "<tr><td>Investments</td><td>15</td><td></td><td>11,218</td><td>102,790</td></tr></table>"
    )
    assert [column.label for column in report.tables[1].columns] == ["2020 £", "2019 £"]


def test_lines_of_preformatted_text_are_lines() -> None:
    assert texts(read("<pre>Cash   5\n\nDebt   7\n</pre><p>End\n9</p>")) == ["Cash 5", "Debt 7", "End 9"]


def test_a_page_without_tables_is_read_and_says_so() -> None:
    assert read("<p>Revenue was 5 million.</p>").notes


def test_a_comparison_sign_in_the_text_is_no_cut_tag() -> None:
    assert texts(read_html("report.html", b"<p>Margin</p> 5 < 7")) == ["Margin", "5 < 7"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<html><body><p>Profit £5</p></body></html>".encode(), "Profit £5"),
        ("<html><body><p>Profit £5</p></body></html>".encode("cp1252"), "Profit £5"),
        ("<html><body><p>Profit £5</p></body></html>".encode("utf-16"), "Profit £5"),
        ("<html><body><p>Profit £5</p></body></html>".encode("utf-8-sig"), "Profit £5"),
        ("<meta charset=iso-8859-15><p>Gewinn €5</p>".encode("iso-8859-15"), "Gewinn €5"),
        ("<meta charset=shift_jis><p>利益 5</p>".encode("shift_jis"), "利益 5"),
    ],
)
def test_the_encoding_is_found(data: bytes, expected: str) -> None:
    assert texts(read_html("report.html", data)) == [expected]


def test_self_closed_cells_of_xhtml_do_not_swallow_what_follows() -> None:
    data = f"<html {NAMESPACES}><body><div/><table><tr><td/><td/><td>Cash</td><td>5</td></tr></table></body></html>"
    assert cell(read_html("report.xhtml", data.encode()), 0, 0, 3).text == "5"


def test_entities_that_the_file_declares_are_not_expanded() -> None:
    data = (
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
        f"<html {NAMESPACES}><body><p>&b; &f; 5</p></body></html>"
    )
    assert texts(read_html("report.html", data.encode())) == ["&b; &f; 5"]


@pytest.mark.parametrize(
    "data",
    [
        f"<html {NAMESPACES}><body><p>Profit 5</p>".encode(),
        b"<html><body><table><tr><td>Cash</td><td>5</td></tr>",
        b"<html><body><p>Cash 5</p><p style='marg",
        b"<div>" * 5000 + b"Cash 5" + b"</div>" * 5000,
    ],
    ids=["xhtml without an end", "inside a table", "inside a tag", "nested beyond the parser"],
)
def test_a_file_that_can_not_be_read_to_its_end_is_damaged_and_named(data: bytes) -> None:
    with pytest.raises(DamagedReport, match=r"^report\.html: "):
        read_html("report.html", data)


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><body><img src=x></body></html>", b"<!-- 5 -->"])
def test_a_file_without_text_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyReport, match=r"^report\.html: "):
        read_html("report.html", data)


def test_a_table_wider_than_any_statement_is_refused() -> None:
    with pytest.raises(ReportTooLarge, match="wider"):
        read("<table><tr><td colspan=999999>Cash</td><td>5</td></tr></table>")
