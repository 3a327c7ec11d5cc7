"""Nothing in a PDF is dropped in silence: it is read, or a note says what was left out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from service.reports.model import Report
from service.reports.pdf.reader import read_pdf
from tests.unit.reports.given.drawn import file_of

TOTAL = "7,351"
COST = f"Costs were {TOTAL}."
FONTS = "/Resources << /Font << /F0 5 0 R >> >>"


def text(said: str, place: str = "1 0 0 1 50 600", size: float = 10, mode: int = 0) -> str:
    return f"BT /F0 {size} Tf {mode} Tr {place} Tm ({said}) Tj ET\n"


def stream(content: str, entries: str = "") -> bytes:
    return f"<< {entries} /Length {len(content)} >>\nstream\n{content}\nendstream".encode()


def form(said: str) -> bytes:
    return stream(text(said, "1 0 0 1 2 2"), f"/Type /XObject /Subtype /Form /BBox [0 0 300 20] {FONTS}")


def pdf(drawn: str = "", more: Sequence[bytes] = (), page: str = "", catalog: str = "") -> Report:
    """One page with a sentence and what else is drawn; ``more`` objects are numbered from 6, which is /X."""
    resources = "/Resources << /Font << /F0 5 0 R >> /XObject << /X 6 0 R >> >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents 4 0 R {page} >>".encode(),
        stream(text("Sales were 9,120 in the year.", "1 0 0 1 50 700") + drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *more,
    ]
    return read_pdf("a.pdf", file_of(objects))


def annotated(entries: str, *more: bytes) -> Report:
    note = f"<< /Type /Annot /Rect [50 500 350 520] {entries} >>".encode()
    return pdf(more=[note, *more], page="/Annots [6 0 R]", catalog="/AcroForm << /Fields [6 0 R] >>")


def said(report: Report) -> list[str]:
    return [one.text for one in report.paragraphs[1:]]


def notes(report: Report) -> list[str]:
    return [note for note in report.notes if "marks no tables" not in note]


@pytest.mark.parametrize(
    ("place", "mode"),
    [("1 0 0 1 50 600", 0), ("0 1 -1 0 100 300", 0), ("-1 0 0 -1 300 500", 0), ("1 0 0 1 50 600", 3)],
    ids=["upright", "turned", "upside down", "behind a picture"],
)
def test_text_is_read_however_it_is_turned(place: str, mode: int) -> None:
    report = pdf(text(COST, place, mode=mode))
    assert said(report) == [COST]
    assert notes(report) == []


def test_text_that_is_drawn_by_a_form_is_read() -> None:
    assert said(pdf("/X Do", [form(COST)])) == [COST]


@pytest.mark.parametrize(
    "entries",
    [
        "/Subtype /FreeText /DA (/F0 10 Tf) /Contents (x)",
        "/Subtype /Widget /FT /Tx /T (total) /V (x) /DA (/F0 10 Tf)",
        "/Subtype /Stamp",
    ],
    ids=["typed on the page", "a field of a form", "a stamp"],
)
def test_what_is_typed_on_a_page_is_read_as_it_is_drawn(entries: str) -> None:
    report = annotated(f"{entries} /AP << /N 7 0 R >>", form(COST))
    assert said(report) == [COST]
    assert notes(report) == []


UNDRAWN = f"text of fields and notes that are not drawn was left out: 1 figure, in “{TOTAL}”"


@pytest.mark.parametrize(
    ("entries", "note"),
    [
        (f"/Subtype /Widget /FT /Tx /T (total) /V ({TOTAL}) /F 2 /AP << /N 7 0 R >>", UNDRAWN),
        (f"/Subtype /Widget /FT /Tx /T (total) /V ({TOTAL})", UNDRAWN),
        (f"/Subtype /FreeText /Contents ({TOTAL})", UNDRAWN),
        (f"/Subtype /Text /Contents ({TOTAL})", "1 comment was left out"),
        ("/Subtype /Highlight /Contents (Is that so?)", "1 comment was left out"),
    ],
    ids=["a hidden field", "a field without a look", "a note without a look", "a remark", "a marked place"],
)
def test_what_is_not_drawn_on_a_page_is_said(entries: str, note: str) -> None:
    report = annotated(entries, form(COST))
    assert said(report) == []
    assert notes(report) == [note]


@pytest.mark.parametrize(
    "drawn",
    [
        text(COST, "0.9 0.4 -0.4 0.9 100 500"),
        text(COST, size=0.3),
        text(COST, "1 0 0 1 50 90000"),
    ],
    ids=["askew", "too small", "beyond the page"],
)
def test_text_that_has_no_place_in_a_line_is_said_where_it_has_amounts(drawn: str) -> None:
    assert notes(pdf(drawn)) == [f"text set askew, too small or beyond the page was left out: 1 figure, in “{COST}”"]


def test_attached_files_and_forms_that_only_some_programs_show_are_said() -> None:
    names = "/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>"
    attached = b"<< /Type /Filespec /F (a.xlsx) /UF (a.xlsx) /EF << /F 7 0 R >> >>"
    assert notes(pdf(more=[attached, stream("x", "/Type /EmbeddedFile")], catalog=names)) == [
        "1 attached file was left out: a.xlsx"
    ]
    assert notes(pdf(more=[stream("<xdp/>")], catalog="/AcroForm << /XFA 6 0 R >>")) == ["1 XFA form was left out"]


IMAGE = stream("0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8")


def test_a_picture_over_half_of_a_page_with_little_text_is_said() -> None:
    note = "pictures on pages with little text beside them were not read: 1"
    assert notes(pdf("q 500 0 0 600 40 40 cm /X Do Q", [IMAGE])) == [note]


@pytest.mark.parametrize(
    "drawn",
    [
        "q 200 0 0 100 40 40 cm /X Do Q",
        "q 500 0 0 600 40 40 cm /X Do Q\n" + text("It went on and on with 5 ships. " * 8, "1 0 0 1 10 600", 2),
        text("DRAFT of 12 May 2031", "0.7 0.7 -0.7 0.7 100 300"),
    ],
    ids=["a small picture", "a page of text on a picture", "a watermark"],
)
def test_what_ordinary_reports_have_gets_no_note(drawn: str) -> None:
    assert notes(pdf(drawn, [IMAGE])) == []


def test_a_link_gets_no_note() -> None:
    assert notes(annotated("/Subtype /Link /Contents (to page 7,351)")) == []
