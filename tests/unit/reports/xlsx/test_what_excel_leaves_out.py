"""Nothing in a workbook is dropped in silence: it is read, or a note says what was left out."""

from __future__ import annotations

import pytest

from service.reports.model import Report
from service.reports.xlsx.reader import read_xlsx
from tests.unit.reports.given.workbooks import Held, Rows, Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROWS: Rows = [["Sales", Held("9120")], ["Costs", Held("1200")]]
TOTAL = "7,351"


def relations(**parts: str) -> bytes:
    each = "".join(f'<Relationship Id="r{k}" Type="{OFFICE}/{k}" Target="{part}"/>' for k, part in parts.items())
    return f"<Relationships>{each}</Relationships>".encode()


def beside(kind: str, content: str) -> Report:
    """A workbook whose sheet points to one more part."""
    links = relations(**{kind: "../more.xml"})
    other = {"xl/worksheets/_rels/sheet1.xml.rels": links, "xl/more.xml": content.encode()}
    return read_xlsx("a.xlsx", Workbook({"Results": ROWS}, other=other).data())


def with_sheet(cells: str, after: str = "") -> Report:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Sales</t></is></c><c r="B1"><v>9120</v></c></row>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}<row r="2">{cells}</row></sheetData>{after}</worksheet>'
    return read_xlsx("a.xlsx", Workbook({"Results": ROWS}, other={"xl/worksheets/sheet1.xml": sheet.encode()}).data())


def drawing(shape: str) -> str:
    return f'<d xmlns:a="a" xmlns:mc="mc">{shape}</d>'


def body(*runs: str) -> str:
    return f"<txBody><a:p>{''.join(f'<a:r><a:t>{run}</a:t></a:r>' for run in runs)}</a:p></txBody>"


def test_text_boxes_are_read_after_the_cells_of_their_sheet() -> None:
    shapes = body("Costs were ", TOTAL) + f"<mc:Fallback>{body('Shown by old programs, 5')}</mc:Fallback>"
    report = beside("drawing", drawing(shapes))
    assert [one.text for one in report.paragraphs] == ["Results", f"Costs were {TOTAL}"]
    assert report.notes == ()


@pytest.mark.parametrize(
    ("kind", "content", "note"),
    [
        ("comments", "<c><commentList><comment/><comment/></commentList></c>", "2 comments were left out"),
        ("oleObject", "<o/>", "1 embedded object was left out"),
        ("package", "<o/>", "1 embedded object was left out"),
    ],
)
def test_what_stands_beside_the_cells_and_is_not_read_is_said(kind: str, content: str, note: str) -> None:
    assert beside(kind, content).notes == (note,)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("comments", "<c><commentList/></c>"),
        ("drawing", drawing("<pic/>")),
        ("drawing", drawing("<graphicFrame/>")),
        ("pivotTable", "<p/>"),
        ("printerSettings", "no XML"),
    ],
)
def test_what_every_workbook_has_beside_its_cells_gets_no_note(kind: str, content: str) -> None:
    assert beside(kind, content).notes == ()


def test_figures_that_their_formats_hide_are_named_but_zeros_are_not() -> None:
    rows: Rows = [*ROWS, ["Kept", Held("7351", ";;;"), Held("0", ";;;"), Held("0", "#,##0;(#,##0);")]]
    report = read_xlsx("a.xlsx", Workbook({"Results": rows}).data())
    assert report.notes == ("figures that their formats hide in the sheet 'Results' were left out: B3",)


def test_cells_whose_text_is_not_in_the_file_are_named() -> None:
    cells = '<c r="A2" t="s"><v>99</v></c><c r="B2"><v>5</v></c><c r="C2" t="s"/>'
    assert with_sheet(cells).notes == ("cells of the sheet 'Results' whose text is not in the file were empty: A2",)


@pytest.mark.parametrize(
    ("head", "notes"),
    [
        ("Page &amp;P of &amp;N, 31.12.2024", ()),
        (
            f"&amp;LTotal {TOTAL}",
            (f"text in the head or at the foot of printed pages was left out: 1 figure, in “&LTotal {TOTAL}”",),
        ),
    ],
)
def test_heads_that_are_only_printed_are_said_where_they_have_amounts(head: str, notes: tuple[str, ...]) -> None:
    assert with_sheet("", f"<headerFooter><oddHeader>{head}</oddHeader></headerFooter>").notes == notes


@pytest.mark.parametrize("kind", ["chartsheet", "xlMacrosheet", "dialogsheet", None])
def test_sheets_that_hold_no_cells_or_are_missing_are_named(kind: str | None) -> None:
    found = '<sheet name="Results" r:id="rworksheet"/><sheet name="Other" r:id="r{}"/>'.format(kind or "none")
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{found}</sheets></workbook>'.encode()
    links = {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}
    other = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations(**links, **({kind: "other.xml"} if kind else {})),
    }
    report = read_xlsx("a.xlsx", Workbook({"Results": ROWS}, other=other).data())
    assert report.notes == ("sheets that hold no cells (charts, macros) or are not in the file were left out: Other",)


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ('<c r="B2" t="inlineStr"><is><r><t>7,</t></r><r><t>351</t></r></is></c>', TOTAL),
        (f'<c r="B2" t="str"><f>TEXT(B1,"#")</f><v>{TOTAL}</v></c>', TOTAL),
        ('<c r="B2" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="B2" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="B2" t="d"><v>2024-12-31</v></c>', "2024-12-31"),
        ("<c><v>7351</v></c>", "7351"),
        ('<c r="B2"><v>7351e999</v></c>', "7351e999"),
        ('<c r="XX2" t="inlineStr"><is><t>7,351</t></is></c>', TOTAL),
    ],
)
def test_whatever_form_a_cell_has_what_it_shows_is_read(cells: str, text: str) -> None:
    report = with_sheet(cells)
    said = [one.text for one in report.paragraphs] + [cell.text for table in report.tables for cell in table.cells]
    assert text in said
    assert report.notes == ()
