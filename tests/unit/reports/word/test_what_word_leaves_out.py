"""Nothing in a Word file is dropped in silence: it is read, or a note says what was left out."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from service.reports.model import Report
from service.reports.reading import read

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
TOTAL = "7,351"


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def control(content: str) -> str:
    return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(content: str) -> str:
    return f"<w:r><w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict></w:r>"


def fallback(content: str) -> str:
    return f"<mc:AlternateContent><mc:Fallback>{content}</mc:Fallback></mc:AlternateContent>"


def field(*steps: str) -> str:
    marks = {step: f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in ("begin", "separate", "end")}
    return "".join(marks.get(step, step) for step in steps)


def word(body: str, **parts: str) -> Report:
    """The report in a Word file; ``parts`` by the kind of their relation."""
    data = BytesIO()
    relations = "".join(f'<Relationship Id="r{k}" Type="{OFFICE}/{k}" Target="{k}.xml"/>' for k in parts)
    around = p(r("Sales were 9,120 in the year.")), p(r("That was 5."))
    with zipfile.ZipFile(data, "w") as archive:
        document = f"<w:document {NAMESPACES}><w:body>{around[0]}{body}{around[1]}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for kind, content in parts.items():
            archive.writestr(f"word/{kind}.xml", f"<w:part {NAMESPACES}>{content}</w:part>")
    return read("a.docx", data.getvalue())


def prints(report: Report, text: str = TOTAL) -> bool:
    said = [one.text for one in report.paragraphs] + [cell.text for table in report.tables for cell in table.cells]
    return any(text in one for one in said)


def notes(report: Report) -> list[str]:
    return [note for note in report.notes if "marks no tables" not in note]


COST = p(r("Costs were "), r(TOTAL))
TABLE = tbl(tr(tc(p(r("Item"))), tc(p(r("2024")))), tr(tc(p(r("Costs"))), tc(p(r(TOTAL)))))
DROPDOWN = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="none"/>'
    f'<w:listEntry w:val="{TOTAL}"/></w:ddList></w:ffData></w:fldChar></w:r>'
)
READ = {
    "in controls in controls": control(control(TABLE)),
    "in tables in tables": tbl(tr(tc(tbl(tr(tc(TABLE + p()))) + p()))),
    "in an inserted row": tbl(tr(tc(p(r("A"))), tc(p(r(TOTAL))), properties="<w:ins/>")),
    "in a custom element": f"<w:customXml>{TABLE}</w:customXml>",
    "in a smart tag": p(f"<w:smartTag>{r(TOTAL)}</w:smartTag>"),
    "in an old box in a box": p(box(p(box(TABLE)))),
    "in a box for old programs only": p(f"<w:r>{fallback(box(TABLE))}</w:r>"),
    "in a table for old programs only": fallback(TABLE),
    "in an equation of a sentence": p(f"<m:oMath><m:r><m:t>{TOTAL}</m:t></m:r></m:oMath>"),
    "in an equation of its own": f"<m:oMathPara><m:oMath><m:r><m:t>{TOTAL}</m:t></m:r></m:oMath></m:oMathPara>",
    "in drawn letters": p(f'<w:r><w:pict><v:shape><v:textpath string="{TOTAL}"/></v:shape></w:pict></w:r>'),
    "in a table within a field": p(field("begin", "separate")) + TABLE + p(field("end")),
    "chosen from a list": p(DROPDOWN + field("separate", "end")),
    "in a part of a cell without an upper part": tbl(tr(tc(p(r("A"))), tc(p(r(TOTAL)), "<w:vMerge/>"))),
    "in a row that begins and ends late": tbl(
        tr(tc(p(r("A"))), tc(p(r("5")))),
        tr(tc(p(r(TOTAL))), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="7"/>'),
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", READ)
def test_what_word_shows_is_read(where: str) -> None:
    report = word(READ[where])
    assert prints(report)
    assert prints(report, "That was 5.")
    assert notes(report) == []


UNSHOWN = f"text that Word does not show was left out: 1 figure, in “{TOTAL}”"
PICTURE = '<w:r><w:drawing><wp:inline><wp:extent cx="{}" cy="{}"/><a:blip/></wp:inline></w:drawing></w:r>'
SAID = {
    "hidden": (p(r(TOTAL, "<w:vanish/>")), f"hidden text was left out: 1 figure, in “{TOTAL}”"),
    "a box in hidden text": (
        p(f"<w:r><w:rPr><w:vanish/></w:rPr><w:pict><w:txbxContent>{COST}</w:txbxContent></w:pict></w:r>"),
        f"hidden text was left out: 1 figure, in “{TOTAL}”",
    ),
    "deleted": (p(f"<w:del><w:r><w:delText>{TOTAL}</w:delText></w:r></w:del>"), "1 tracked deletion was left out"),
    "a deleted row": (
        tbl(tr(tc(p(r("A"))), tc(p(r("5")))), tr(tc(p()), tc(COST), properties="<w:del/>")),
        "1 tracked deletion was left out",
    ),
    "the lower part of a merged cell": (
        tbl(
            tr(tc(p(r("A")), '<w:vMerge w:val="restart"/>'), tc(p(r("5")))),
            tr(tc(COST, "<w:vMerge/>"), tc(p(r("6")))),
        ),
        UNSHOWN,
    ),
    "the right part of a merged cell": (
        tbl(tr(tc(p(r("A")), '<w:hMerge w:val="restart"/>'), tc(COST, "<w:hMerge/>"), tc(p(r("5"))))),
        UNSHOWN,
    ),
    "between the cells": (tbl(f"<w:tr>{COST}{tc(p(r('5')))}</w:tr>"), UNSHOWN),
    "between the rows": (tbl(COST, tr(tc(p(r("5"))))), UNSHOWN),
    "in a tag of nobody": (f"<w:later>{COST}</w:later>", UNSHOWN),
    "the other branch": (
        f"<mc:AlternateContent><mc:Choice>{p(r('A'))}</mc:Choice><mc:Choice>{COST}</mc:Choice></mc:AlternateContent>",
        UNSHOWN,
    ),
    "a field that never ends": (
        p(field("begin"), r(TOTAL)),
        f"text in the code of a field was left out: 1 figure, in “{TOTAL}”",
    ),
    "a document elsewhere": (p("<w:subDoc/>"), "1 inserted document was left out"),
    "a large picture": (p(PICTURE.format(4_000_000, 2_000_000)), "1 large picture was left out"),
}


@pytest.mark.parametrize("what", SAID)
def test_what_word_does_not_show_or_cannot_be_read_is_said_once(what: str) -> None:
    body, note = SAID[what]
    report = word(body)
    assert not prints(report)
    assert prints(report, "That was 5.")
    assert notes(report) == [note]


PARTS = {
    "header": (f"{COST}", f"text in the head of pages was left out: 1 figure, in “Costs were {TOTAL}”"),
    "footer": (TABLE, f"text at the foot of pages was left out: 1 figure, in “{TOTAL}”"),
    "comments": (f"<w:comment>{COST}</w:comment><w:comment/>", "2 comments were left out"),
    "footnotes": (
        f'<w:footnote w:id="4">{COST}</w:footnote>',
        f"a note that nothing refers to was left out: 1 figure, in “Costs were {TOTAL}”",
    ),
    "chart": ("<c/>", "1 chart was left out"),
    "package": ("<c/>", "1 embedded object was left out"),
    "aFChunk": ("<c/>", "1 inserted document was left out"),
    "diagramData": (f"<a:t>{TOTAL}</a:t>", f"text in a diagram was left out: 1 figure, in “{TOTAL}”"),
}


@pytest.mark.parametrize("kind", PARTS)
def test_what_stands_in_other_parts_of_the_file_is_said(kind: str) -> None:
    content, note = PARTS[kind]
    assert notes(word("", **{kind: content})) == [note]


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("", {"header": p(r("Annual report 31.12.2024, registered 05078870")), "footer": p(r("Page 12 of 140"))}),
        ("", {"footnotes": '<w:footnote w:id="0"><w:p/></w:footnote>', "comments": "", "glossaryDocument": COST}),
        (p(PICTURE.format(900_000, 700_000)), {}),
        (p(r("Nothing", "<w:vanish/>")), {}),
        (p(field("begin", '<w:r><w:instrText>PAGEREF 77 </w:instrText></w:r>', "separate", r("3"), "end")), {}),
    ],
    ids=["heads and feet", "empty parts", "a logo", "hidden words", "codes of fields"],
)  # fmt: skip
def test_what_every_report_has_gets_no_note(body: str, parts: dict[str, str]) -> None:
    assert notes(word(body, **parts)) == []
