"""Word files: the report as Word would print it, at the coordinates of the grid."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from docx.shared import Pt

from service.errors import DamagedReport, EmptyReport, EncryptedReport, ReportTooLarge
from service.reports.model import Cell, Report
from service.reports.word.reader import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, namespaces: str = f"{W} {MC}", **parts: str) -> bytes:
    """A Word file with this body; ``parts`` by kind: ``styles="<w:style .../>"``."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    relations = "".join(f'<Relationship Id="r{k}" Type="{RELATED}/{k}" Target="{k}.xml"/>' for k in parts)
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {namespaces}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for kind, content in parts.items():
            archive.writestr(f"word/{kind}.xml", f"<w:{roots[kind]} {namespaces}>{content}</w:{roots[kind]}>")
    return data.getvalue()


def p(*runs: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text))}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def read(body: str, **parts: str) -> Report:
    return read_docx("report.docx", package(body, **parts))


def texts(report: Report) -> list[str]:
    return [paragraph.text for paragraph in report.paragraphs]


def titles(report: Report) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in report.sections]


def cell(report: Report, table: int, row: int, column: int) -> Cell:
    return next(c for c in report.tables[table].cells if (c.row, c.column) == (row, column))


def test_a_file_that_python_docx_writes_is_read() -> None:
    document = docx.Document()
    document.add_heading("Balance sheet", level=2)
    document.add_paragraph("(In millions)")
    table = document.add_table(rows=3, cols=3)
    for row, line in enumerate((("", "2024", "2023"), ("Cash", "$1,234", "1,000"), ("Debt", "(50)", "—"))):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    data = BytesIO()
    document.save(data)
    report = read_docx("report.docx", data.getvalue())
    assert titles(report) == [(2, "Balance sheet")]
    assert texts(report) == ["Balance sheet", "(In millions)"]
    number = cell(report, 0, 1, 1).number
    assert number is not None
    assert (number.value, number.scale) == (Decimal(1234), 6)
    assert cell(report, 0, 2, 2).kind == "nil"


def test_columns_are_those_of_the_grid() -> None:
    report = read(
        tbl(
            tr(tc("", '<w:gridSpan w:val="2"/>'), tc("2024"), tc("2023")),
            tr(tc("Cash"), tc("5"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        )
    )
    assert cell(report, 0, 0, 2).text == "2024"
    assert cell(report, 0, 1, 1).text == "Cash"
    assert cell(report, 0, 1, 2).text == "5"


def test_cells_merged_downwards_are_one_cell() -> None:
    report = read(
        tbl(
            tr(tc("Europe", '<w:vMerge w:val="restart"/>'), tc("10")),
            tr(tc("", "<w:vMerge/>"), tc("20")),
            tr(tc("", '<w:vMerge w:val="continue"/>'), tc("30")),
            tr(tc("Asia", '<w:vMerge w:val="restart"/>'), tc("40")),
        )
    )
    assert [(c.row, c.text, c.rowspan) for c in report.tables[0].cells if c.column == 0] == [
        (0, "Europe", 3),
        (3, "Asia", 1),
    ]
    assert [c.text for c in report.tables[0].cells if c.column == 1] == ["10", "20", "30", "40"]


def test_cells_merged_sideways_in_the_old_way_are_one_cell() -> None:
    report = read(
        tbl(
            tr(tc("Years", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("5")),
            tr(tc("a"), tc("b"), tc("6")),
        )
    )
    assert cell(report, 0, 0, 0).colspan == 2
    assert cell(report, 0, 0, 2).text == "5"


def test_header_rows_marked_in_the_file_are_headers() -> None:
    report = read(tbl(tr(tc("Item"), tc("Amount"), properties="<w:tblHeader/>"), tr(tc("Cash"), tc("5"))))
    assert cell(report, 0, 0, 1).header
    assert not cell(report, 0, 1, 1).header


def test_tracked_changes_are_accepted_and_the_reader_says_so() -> None:
    report = read(
        p(
            r("Revenue was "),
            f"<w:ins>{r('12')}</w:ins>",
            "<w:del><w:r><w:delText>10</w:delText></w:r></w:del>",
            r(" million."),
        )
        + p(f"<w:moveFrom>{r('Gone 1.')}</w:moveFrom>", f"<w:moveTo>{r('Here 1.')}</w:moveTo>")
    )
    assert texts(report) == ["Revenue was 12 million.", "Here 1."]
    assert "2 tracked deletions were left out" in report.notes


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    report = read(p(r("Revenue was "), properties="<w:rPr><w:del/></w:rPr>") + p(r("12 million.")))
    assert texts(report) == ["Revenue was 12 million."]


def test_a_deleted_row_keeps_the_numbers_of_the_rows_below_it() -> None:
    report = read(tbl(tr(tc("Cash"), tc("5")), tr(tc("Gone"), tc("6"), properties="<w:del/>"), tr(tc("Debt"), tc("7"))))
    assert [(c.row, c.text) for c in report.tables[0].cells] == [(0, "Cash"), (0, "5"), (2, "Debt"), (2, "7")]


def test_a_field_is_read_by_its_result() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(ABOVE) 99</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("42") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(read(p(r("Total "), field, f'<w:fldSimple w:instr="PAGE 98">{r(" 7")}</w:fldSimple>'))) == [
        "Total 42 7"
    ]


def test_a_field_that_never_ends_hides_nothing_after_its_paragraph() -> None:
    assert texts(read(p(r("One 1"), '<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p(r("Two 2")))) == [
        "One 1",
        "Two 2",
    ]


def test_hidden_text_is_left_out_whether_the_run_or_its_style_hides_it() -> None:
    style = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    report = read(
        p(
            r("Shown 1"),
            r("Hidden 2", "<w:vanish/>"),
            r("Hidden 3", '<w:rStyle w:val="Secret"/>'),
            r("!", '<w:vanish w:val="0"/>'),
        ),
        styles=style,
    )
    assert texts(report) == ["Shown 1!"]


def test_footnotes_are_marked_where_they_are_referred_to_and_follow_the_text() -> None:
    report = read(
        tbl(tr(tc("Cash"), f'<w:tc><w:p>{r("1,234")}<w:r><w:footnoteReference w:id="7"/></w:r></w:p></w:tc>'))
        + p(r("End 5.")),
        footnotes=f'<w:footnote w:id="7">{p(r("Of which 1,000 abroad."))}</w:footnote><w:footnote w:id="9"/>',
    )
    number = cell(report, 0, 0, 1).number
    assert number is not None
    assert (number.value, cell(report, 0, 0, 1).text) == (Decimal(1234), "1,234¹")
    assert texts(report) == ["End 5.", "¹ Of which 1,000 abroad."]


def test_a_raised_note_mark_is_not_glued_to_the_digits_before_it() -> None:
    figure = p(r("1,234"), r("(a)", '<w:vertAlign w:val="superscript"/>'))
    report = read(tbl(tr(tc("Cash"), f"<w:tc>{figure}</w:tc>")))
    number = cell(report, 0, 0, 1).number
    assert number is not None
    assert number.value == Decimal(1234)


def test_text_boxes_content_controls_tabs_and_symbols_are_read_once() -> None:
    box = f"<w:txbxContent>{p(r('In the box 1'))}</w:txbxContent>"
    report = read(
        p(
            r("Before 2"),
            f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            '<w:r><w:tab/><w:t>after</w:t><w:noBreakHyphen/><w:t>it</w:t><w:sym w:font="Symbol" w:char="F0B7"/></w:r>',
        )
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('Controlled 3'))}</w:sdtContent></w:sdt>"
    )
    assert texts(report) == ["Before 2 after-it•", "In the box 1", "Controlled 3"]


def test_headings_are_known_by_outline_level_by_name_and_by_what_their_style_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A1"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B1"><w:name w:val="House title"/><w:basedOn w:val="A1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C1"><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="D1"><w:name w:val="Überschrift 1"/></w:style>'
    )
    body = "".join(p(r(f"Title {style}"), style=style) for style in ("A1", "B1", "C1", "D1", "Heading3"))
    report = read(body + p(r("Own"), properties='<w:outlineLvl w:val="0"/>') + p(r("Text 5")), styles=styles)
    assert titles(report) == [
        (2, "Title A1"), (2, "Title B1"), (4, "Title C1"), (1, "Title D1"), (3, "Title Heading3"), (1, "Own"),
    ]  # fmt: skip


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in (("A", "B"), ("B", "A"))
    )
    assert texts(read(p(r("Text 5"), style="A"), styles=styles)) == ["Text 5"]


def test_a_bold_line_of_its_own_is_a_heading_where_no_style_says_so() -> None:
    document = docx.Document()
    title = document.add_paragraph().add_run("Note 5 – Inventory")
    title.bold, title.font.size = True, Pt(12)
    document.add_paragraph("Inventory was 5 million at the end of the year and is carried at cost.")
    data = BytesIO()
    document.save(data)
    assert titles(read_docx("report.docx", data.getvalue())) == [(1, "Note 5 – Inventory")]


def test_a_bold_line_is_no_heading_where_the_file_uses_heading_styles() -> None:
    styled = "".join(p(r(f"Note {number}"), style="Heading1") + p(r("Cash was 5 million.")) for number in (1, 2, 3))
    report = read(p(r("Annual report 2025", "<w:b/>")) + styled + p(r("Ilse Verhagen, chief executive", "<w:i/>")))
    assert titles(report) == [(1, "Note 1"), (1, "Note 2"), (1, "Note 3")]


def test_a_title_on_the_cover_alone_leaves_the_other_headings_to_their_look() -> None:
    notes = "".join(p(r(f"Note {number} Cash", "<w:b/>")) + p(r("Cash was 5 million.")) for number in (1, 2, 3))
    report = read(p(r("Annual report 2025"), style="Title") + notes)
    assert [title for _, title in titles(report)] == ["Annual report 2025", "Note 1 Cash", "Note 2 Cash", "Note 3 Cash"]


def test_a_short_bold_line_that_its_style_or_its_bullet_says_is_no_heading_is_none() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    report = read(
        p(r("Inventory 12", "<w:b/>"), style="T1") + p(r("Sold ships", "<w:b/>"), properties=bullet) + p(r("Text 5")),
        styles=styles,
        numbering=numbering,
    )
    assert titles(report) == []
    assert texts(report) == ["Inventory 12", "• Sold ships", "Text 5"]


def test_numbers_that_word_sets_before_paragraphs_are_read() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="4">'
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Note %1 –"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>'
    )
    levels = (0, 1, 1, 2, 0, 1)
    body = "".join(
        p(r("Item"), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>') for level in levels
    )
    assert texts(read(body, numbering=numbering)) == [
        "Note 3 – Item", "3.a) Item", "3.b) Item", "• Item", "Note 4 – Item", "4.a) Item",
    ]  # fmt: skip


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    inner = tbl(tr(tc("Euro"), tc("4")))
    report = read(tbl(tr(tc("Cash"), tc("10")), tr(f"<w:tc>{p(r('Of which'))}{inner}</w:tc>", tc("10"))))
    assert cell(report, 0, 1, 0).text == "Of which"
    assert cell(report, 1, 0, 1).text == "4"


def test_pages_are_those_of_the_last_rendering_and_unknown_without_one() -> None:
    rendered = p(r("One 1")) + p("<w:r><w:lastRenderedPageBreak/><w:t>Two 2</w:t></w:r>")
    by_hand = p(r("One 1"), '<w:r><w:br w:type="page"/></w:r>') + p(r("Two 2"))
    assert read(rendered).pages == 2
    assert read(by_hand).pages is None


def test_a_file_in_the_strict_form_of_the_standard_is_read() -> None:
    data = package(p(r("Cash 5"), style="Heading1"), namespaces=f"{STRICT} {MC}")
    assert titles(read_docx("report.docx", data)) == [(1, "Cash 5")]


def test_rows_and_cells_inside_content_controls_count() -> None:
    amount = f"<w:sdt><w:sdtContent>{tc('5')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr(tc('Cash'), amount)}</w:sdtContent></w:sdt>"
    assert cell(read(tbl(tr(tc("Item"), tc("2024")), row)), 0, 1, 1).text == "5"


def broken(document: bytes | None, name: str = "word/document.xml") -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/_rels/x.rels", "<Relationships/>")
        if document is not None:
            archive.writestr(name, document)
    return data.getvalue()


DOCUMENT = f"<w:document {W}><w:body>{p(r('Cash 5'))}</w:body></w:document>".encode()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 no archive",
        package(p(r("Cash 5")))[:-40],
        broken(None),
        broken(DOCUMENT[:-20]),
        broken(b"<w:document/>"),
        broken(f"<w:document {W}/>".encode()),
        broken(b'<!DOCTYPE d [<!ENTITY a "aaaa">]>' + DOCUMENT.replace(b"Cash", b"&a;")),
        broken(f"<w:document {W}><w:body>{'<w:sdt>' * 3000}{'</w:sdt>' * 3000}</w:body></w:document>".encode()),
    ],
    ids=["no archive", "cut archive", "no document", "cut document", "no namespace", "no body", "entities", "too deep"],
)
def test_a_file_that_word_did_not_write_is_damaged_and_named(data: bytes) -> None:
    with pytest.raises(DamagedReport, match=r"^report\.docx: "):
        read_docx("report.docx", data)


def test_a_file_without_text_is_empty() -> None:
    with pytest.raises(EmptyReport):
        read(p())


def test_a_part_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(ReportTooLarge, match="unpacks"):
        read(p(r("5" + " " * 30_000_000)))


def test_an_encrypted_part_is_refused_as_protected() -> None:
    data = bytearray(broken(DOCUMENT))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[at + 8] |= 1
    with pytest.raises(EncryptedReport):
        read_docx("report.docx", bytes(data))


def test_a_table_wider_than_any_statement_is_refused() -> None:
    with pytest.raises(ReportTooLarge, match="wider"):
        read(tbl(tr(tc("Cash", '<w:gridSpan w:val="99999"/>'), tc("5"))))
