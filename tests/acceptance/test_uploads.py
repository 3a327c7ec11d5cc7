"""POST /api/v1/audits on a real server: refused with the reason, and nothing left behind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from typing import Any

import docx
import httpx
import pytest

from tests.acceptance.clients.handing_in import REPORT, assert_problem, audit_ids
from tests.acceptance.conftest import MAX_UPLOAD_BYTES

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048)
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(2048)


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Results", 1)
    document.add_paragraph("Revenue rose by 12% to 1,400 thousand pounds.")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def zip_of(name: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, "x")
    return data.getvalue()


REFUSED = [
    ("nothing at all", "report.md", b"", 422, "EmptyReport"),
    ("only blanks", "report.md", b" \r\n\t\n", 422, "EmptyReport"),
    ("a picture called .docx", "report.docx", PNG, 415, "UnsupportedFormat"),
    ("a picture called .md", "report.md", PNG, 415, "UnsupportedFormat"),
    ("a Word file cut off", "report.docx", word_file()[:-500], 422, "DamagedReport"),
    ("a Word file cut in half", "report.docx", word_file()[: len(word_file()) // 2], 422, "DamagedReport"),
    ("a Word file with a password", "report.docx", ENCRYPTED, 422, "EncryptedReport"),
    ("a Word file without its text", "report.docx", zip_of("notes.txt"), 422, "DamagedReport"),
    ("a PDF called .docx", "report.docx", b"%PDF-1.7\n" + bytes(64), 415, "UnsupportedFormat"),
    ("a picture called .pdf", "report.pdf", PNG, 415, "UnsupportedFormat"),
    ("a Word file called .md", "report.md", word_file(), 415, "UnsupportedFormat"),
    ("a large file", "report.md", b"# Report\n\n" + b"12 " * (MAX_UPLOAD_BYTES // 3), 413, "ReportTooLarge"),
]


@pytest.mark.parametrize(
    ("name", "data", "status", "kind"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
async def test_a_file_that_can_not_be_audited_is_refused_with_its_reason_and_leaves_nothing(
    http: httpx.AsyncClient, name: str, data: bytes, status: int, kind: str
) -> None:
    before = await audit_ids(http)

    answer = await http.post("/audits", files={"file": (name, data)})

    said = assert_problem(answer, status, f"urn:tickmark:{kind}")
    assert said["detail"].startswith((name, "upload"))
    assert await audit_ids(http) == before


async def test_a_body_beyond_the_limit_is_refused_from_what_it_says_of_itself(http: httpx.AsyncClient) -> None:
    before = await audit_ids(http)

    answer = await http.post("/audits", files={"file": ("report.md", b"1 " * MAX_UPLOAD_BYTES)})

    said = assert_problem(answer, 413, "urn:tickmark:ReportTooLarge")
    assert "TICKMARK_MAX_UPLOAD_BYTES" in said["detail"]
    assert await audit_ids(http) == before


async def test_a_body_beyond_the_limit_is_refused_though_it_says_nothing_of_its_size(http: httpx.AsyncClient) -> None:
    before = await audit_ids(http)

    async def chunks() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="report.md"\r\n\r\n'
        for _ in range(40):
            yield b"12 345\n" * 8192

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await http.post("/audits", content=chunks(), headers=headers)

    assert_problem(answer, 413, "urn:tickmark:ReportTooLarge")
    assert await audit_ids(http) == before


async def test_two_files_in_one_upload_are_refused_by_name(http: httpx.AsyncClient) -> None:
    before = await audit_ids(http)
    files = [("file", ("spring.md", REPORT)), ("file", ("autumn.md", REPORT))]

    answer = await http.post("/audits", files=files)

    said = assert_problem(answer, 422, "urn:tickmark:TooManyFiles")
    assert said["detail"] == "one upload holds 'spring.md' and 'autumn.md'; send each file in an upload of its own"
    assert await audit_ids(http) == before


async def test_an_unknown_agent_is_refused_with_the_names_of_those_there_are(http: httpx.AsyncClient) -> None:
    before = await audit_ids(http)

    answer = await http.post("/audits", files={"file": ("a.md", REPORT)}, data={"agents": ["quick", "astrology"]})

    said = assert_problem(answer, 422, "urn:tickmark:UnknownAgent")
    assert "'astrology'" in said["detail"]
    assert "numeric_validation" in said["detail"]
    assert await audit_ids(http) == before


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"files": {"report": ("a.md", REPORT)}},
        {"data": {"file": "not a file"}},
        {"content": b"--x\r\nnonsense", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
        {"content": b"{}", "headers": {"Content-Type": "application/json"}},
        {"files": {"file": ("a.md", REPORT)}, "data": {"name": "n" * 301}},
    ],
    ids=["nothing", "another field", "text for a file", "no form", "JSON", "a name too long"],
)
async def test_a_request_that_hands_in_no_file_is_a_problem_and_leaves_nothing(
    http: httpx.AsyncClient, request_: dict[str, Any]
) -> None:
    before = await audit_ids(http)

    answer = await http.post("/audits", **request_)

    assert answer.status_code in {400, 422}
    assert_problem(answer, answer.status_code, answer.json()["type"])
    assert await audit_ids(http) == before


@pytest.mark.parametrize(
    "headers",
    [
        *({"Host": "evil.example"}, {"Host": "evil.example:80"}, {"Host": "[::1"}, {"Host": "[bad]:80"}),
        *({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://[::1"}),
    ],
    ids=lambda headers: " ".join(*headers.items()),
)
async def test_neither_another_site_nor_a_foreign_name_of_this_one_is_answered(
    http: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    before = await audit_ids(http)

    posted = await http.post("/audits", files={"file": ("a.md", REPORT)}, headers=headers)
    listed = await http.get("/audits", headers=headers)

    assert_problem(posted, 403, "urn:tickmark:NotAllowed")
    assert_problem(listed, 403, "urn:tickmark:NotAllowed")
    assert await audit_ids(http) == before
