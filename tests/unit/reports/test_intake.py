"""What is refused at the door, and how it is said."""

from __future__ import annotations

import tempfile
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.artifacts import Contents, OnDisk
from service.errors import (
    DamagedReport,
    EmptyReport,
    EncryptedReport,
    ReportError,
    ReportTooLarge,
    UnsupportedFormat,
)
from service.reports.door import archives, intake
from service.reports.door import encoding as sniffing
from service.reports.door.intake import sniff
from service.reports.door.signatures import OLE

HTML = b"<!DOCTYPE html>\n<html><body><p>Sales were 5.</p></body></html>"
XHTML = b'<?xml version="1.0"?>\n<!-- made by a program -->\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'
MARKDOWN = b"# Results\n\nSales were 5.\n"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def package(*names: str, content: bytes = b"<xml/>") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def encrypted(data: bytes) -> bytes:
    """The archive with the flag of encryption set on its first entry, in both places where it stands."""
    made = bytearray(data)
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


WORD = package("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("filename", "data", "found"),
    [
        ("a.md", MARKDOWN, "Markdown"),
        ("A.MD", MARKDOWN, "Markdown"),
        ("a.markdown", MARKDOWN, "Markdown"),
        ("a.txt", MARKDOWN, "plain text"),
        ("report", MARKDOWN, "plain text"),
        ("a.md", "Umsätze: 5 €".encode("utf-16"), "Markdown"),
        ("a.md", "Umsätze: 5 €".encode("cp1252"), "Markdown"),
        ("a.md", b"BMW sold 5 cars.", "Markdown"),
        ("a.md", b"A table: <table><tr><td>5</td></tr></table>", "Markdown"),
        ("a.html", HTML, "HTML"),
        ("a.htm", HTML, "HTML"),
        ("a.xhtml", XHTML, "HTML"),
        ("a.html", b"\xef\xbb\xbf" + HTML, "HTML"),
        ("a.html", HTML.decode().encode("utf-16"), "HTML"),
        ("a.html", b"<div>Sales were 5.</div>", "HTML"),
        ("a.html", b"Text first, then <table><tr><td>5</td></tr></table>", "HTML"),
        ("report", HTML, "HTML"),
        ("a.docx", WORD, "Word"),
        ("report", WORD, "Word"),
        ("dir.with.dots/a.docx", WORD, "Word"),
        ("a.xlsx", package("xl/workbook.xml"), "Excel"),
        ("a.xlsm", package("xl/workbook.xml"), "Excel"),
        ("a.pdf", b"%PDF-1.7\n...", "PDF"),
        ("a.pdf", b"\r\n\r\n%PDF-1.4\n...", "PDF"),
        ("report", b"%PDF-1.7\n...", "PDF"),
    ],
)
def test_the_format_is_told_from_content_and_name(filename: str, data: bytes, found: str) -> None:
    assert sniff(filename, data).name == found


@pytest.mark.parametrize(
    ("filename", "data", "error", "says"),
    [
        ("a.md", b"", EmptyReport, "empty"),
        ("a.md", b" \r\n\t\n", EmptyReport, "empty"),
        ("a.docx", b"", EmptyReport, "empty"),
        ("a.html", b"\xef\xbb\xbf", EmptyReport, "empty"),
        ("a.docx", b"%PDF-1.7\n...", UnsupportedFormat, "but it is a PDF"),
        ("a.pdf", bytes(range(256)) * 4, DamagedReport, "beginning is not that of a PDF"),
        ("a.pdf", WORD, UnsupportedFormat, "its name says a PDF, but it is a Word file"),
        ("a.md", b"\x89PNG\r\n\x1a\n\0\0", UnsupportedFormat, "PNG"),
        ("a.html", b"\x89PNG\r\n\x1a\n\0\0", UnsupportedFormat, "PNG"),
        ("a.docx", b"\xff\xd8\xff\xe0JFIF", UnsupportedFormat, "JPEG"),
        ("a.docx", b"GIF89a\0\0", UnsupportedFormat, "GIF"),
        ("a.docx", b"\x7fELF\x02\x01\x01\0", UnsupportedFormat, "program"),
        ("a.docx", b"MZ\x90\0\x03\0", UnsupportedFormat, "program"),
        ("a.md", b"{\\rtf1 Sales}", UnsupportedFormat, "RTF"),
        ("a.md", b"\x1f\x8b\x08\0\0", UnsupportedFormat, "gzip"),
        ("a.doc", COMPOUND, UnsupportedFormat, "before 2007"),
        ("a.docx", COMPOUND, UnsupportedFormat, "before 2007"),
        ("a.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), EncryptedReport, "password"),
        ("a.docx", encrypted(WORD), EncryptedReport, "password"),
        ("a.docx", package("xl/workbook.xml"), UnsupportedFormat, "its name says a Word file, but it is an Excel"),
        ("a.xlsx", WORD, UnsupportedFormat, "its name says an Excel workbook, but it is a Word file"),
        ("a.xlsx", package("xl/workbook.bin"), UnsupportedFormat, "binary Excel workbook"),
        ("a.xlsx", package("xl/styles.xml"), DamagedReport, "xl/workbook.xml, is missing"),
        ("a.xlsx", package("readme.txt"), DamagedReport, "xl/workbook.xml, is missing"),
        ("a.xlsx", bytes(range(256)) * 4, DamagedReport, "not that of an Excel workbook"),
        ("a.xlsx", b"", EmptyReport, "empty"),
        ("a.xlsx", encrypted(package("xl/workbook.xml")), EncryptedReport, "password"),
        ("a.xls", COMPOUND, UnsupportedFormat, "before 2007"),
        ("a.docx", package("ppt/presentation.xml"), UnsupportedFormat, "PowerPoint"),
        ("a.odt", package("mimetype", "content.xml"), UnsupportedFormat, "OpenDocument"),
        ("a.zip", package("report.xhtml"), UnsupportedFormat, "zip archive"),
        ("a.zip", package("x/META-INF/reportPackage.json"), UnsupportedFormat, "XBRL report package"),
        ("a.docx", package("readme.txt"), DamagedReport, "missing"),
        ("a.docx", package(), DamagedReport, "missing"),
        ("a.docx", WORD[: len(WORD) // 2], DamagedReport, "cut off"),
        ("a.docx", WORD[:-30], DamagedReport, "cut off"),
        ("a.docx", b"PK\x03\x04", DamagedReport, "cut off"),
        ("a.docx", bytes(range(256)) * 4, DamagedReport, "beginning"),
        (
            "a.docx",
            MARKDOWN,
            UnsupportedFormat,
            "it is a text file; rename it to .txt or .md",
        ),
        ("a.docx", HTML, UnsupportedFormat, "but it is an HTML"),
        ("a.md", HTML, UnsupportedFormat, "but it is an HTML"),
        ("a.md", WORD, UnsupportedFormat, "but it is a Word"),
        ("a.html", WORD, UnsupportedFormat, "but it is a Word"),
        ("a.html", MARKDOWN, UnsupportedFormat, "but it is a text file; rename it to .txt or .md"),
        ("a.md", bytes(range(256)) * 4, UnsupportedFormat, "not text"),
        ("a.html", bytes(range(256)) * 4, UnsupportedFormat, "not text"),
        ("a.rtf", b"not rich text", UnsupportedFormat, r"it is a rich text \(RTF\) file, which is not read"),
        ("a.csv", b"a,b\n1,2\n", UnsupportedFormat, "comma-separated"),
        (
            "a.json",
            b"{}",
            UnsupportedFormat,
            r"\.json is not read; PDF \(\.pdf\), .* and plain text \(\.txt\) are",
        ),
        ("a.pdf", MARKDOWN, UnsupportedFormat, "its name says a PDF, but it is a text file"),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_name_and_reason(
    filename: str, data: bytes, error: type[ReportError], says: str
) -> None:
    with pytest.raises(error, match=says) as caught:
        sniff(filename, data)
    assert type(caught.value) is error
    assert str(caught.value).startswith(f"{filename}: ")


def test_a_file_beyond_the_limit_is_refused_with_both_sizes() -> None:
    with pytest.raises(ReportTooLarge, match=r"27 bytes, the limit is 10"):
        sniff("a.md", MARKDOWN + b"\n" * 2, limit_bytes=10)
    assert sniff("a.md", MARKDOWN, limit_bytes=len(MARKDOWN)).name == "Markdown"


def test_an_archive_that_unpacks_beyond_the_limit_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = package("word/document.xml", content=b"\0" * 100_000)
    monkeypatch.setattr(archives, "MAX_UNCOMPRESSED_BYTES", 50_000)
    with pytest.raises(ReportTooLarge, match=r"unpacks to 100,000 bytes, the limit is 50,000"):
        sniff("a.docx", bomb)


def test_an_archive_of_very_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_ZIP_ENTRIES", 1)
    with pytest.raises(ReportTooLarge, match="2 parts"):
        sniff("a.docx", WORD)


def test_an_archive_with_a_directory_without_an_end_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "MAX_DIRECTORY_BYTES", 50)
    with pytest.raises(ReportTooLarge, match=r"its directory has [\d,]+ bytes, the limit is 50"):
        sniff("a.docx", WORD)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("piece_bytes", [1, 3, 7])
def test_a_text_is_a_text_wherever_the_pieces_end_in_which_it_is_looked_at(
    encoding: str, piece_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sniffing, "PIECE_BYTES", piece_bytes)
    monkeypatch.setattr(intake, "PIECE_BYTES", piece_bytes)

    assert sniff("a.txt", "\n  Erlöse: 1.240 €, 12 % mehr\n".encode(encoding)).name == "plain text"


def test_what_is_no_text_in_a_later_piece_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniffing, "PIECE_BYTES", 64)
    with pytest.raises(UnsupportedFormat, match="not text"):
        sniff("a.txt", b"Sales were 5. " * 9 + b"\x01\x02" * 9)
    with pytest.raises(EmptyReport):
        sniff("a.txt", b" \n" * 500)


def format_or_reason(filename: str, data: Contents) -> str:
    try:
        return sniff(filename, data).name
    except ReportError as error:
        return error.reason


@given(
    st.binary(max_size=400)
    | st.binary(max_size=60).map(lambda tail: WORD[:40] + tail)
    | st.integers(0, len(WORD)).map(lambda cut: WORD[:cut]),
    st.sampled_from(["a.md", "a.html", "a.docx", "a", "a.pdf", ""]),
)
def test_any_bytes_under_any_name_have_a_format_or_are_refused_with_a_reason(data: bytes, filename: str) -> None:
    assert format_or_reason(filename, data)


@given(
    st.binary(max_size=400) | st.integers(0, len(WORD)).map(lambda cut: WORD[:cut]) | st.sampled_from([WORD, HTML]),
    st.sampled_from(["a.md", "a.html", "a.docx", "a", "a.pdf"]),
)
def test_a_file_on_the_disk_is_what_its_bytes_are(data: bytes, filename: str) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        assert format_or_reason(filename, OnDisk(file, len(data))) == format_or_reason(filename, data)


def test_a_password_is_seen_where_two_pieces_of_a_file_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "PIECE_BYTES", 64)
    for before in range(40, 70):
        compound = OLE + bytes(before) + "EncryptedPackage".encode("utf-16-le") + bytes(99)
        with pytest.raises(EncryptedReport):
            sniff("a.doc", compound)


def test_comments_before_the_document_are_passed_over_however_many() -> None:
    many = b"<!-- a --><!---->" * 500
    assert sniff("a.html", many + HTML).name == "HTML"
    assert sniff("a.md", many + b"Sales were 5.").name == "Markdown"
