"""GET .../document/pages on a real server: the pages of a PDF as pictures, or a problem that says why not."""

from __future__ import annotations

import httpx
import pytest

from tests.acceptance.clients.handing_in import assert_problem, ended, hand_in
from tests.acceptance.processes.server_process import ServerProcess
from tests.unit.reports.given.drawn import PAGE, Drawing
from tests.unit.reports.given.pictures import picture_of


def two_pages() -> bytes:
    drawing = Drawing()
    drawing.text(50, 60, "Revenue was 5,210 thousand in 2025, and 4,980 thousand in the year before.")
    drawing.page()
    drawing.text(50, 60, "Staff were 312.")
    return drawing.data()


@pytest.fixture
async def audit_id(shared_server: ServerProcess) -> str:
    audit_id = await hand_in(shared_server.url, "quick", data=two_pages(), filename="report.pdf")
    await ended(shared_server.url, audit_id)
    return audit_id


async def test_the_pages_of_a_pdf_are_listed_and_each_is_drawn(http: httpx.AsyncClient, audit_id: str) -> None:
    listed = await http.get(f"/audits/{audit_id}/document/pages")
    width, height = PAGE
    assert listed.json() == {"pages": [{"page": number, "width": width, "height": height} for number in (1, 2)]}

    dark: list[int] = []
    for number in (1, 2):
        answer = await http.get(f"/audits/{audit_id}/document/pages/{number}", params={"scale": 1.5})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        picture = picture_of(answer.content)
        assert picture.width == round(1.5 * width)
        dark.append(picture.dark)
    assert dark[0] > dark[1] > 0


async def test_a_picture_that_the_client_has_is_not_sent_again(http: httpx.AsyncClient, audit_id: str) -> None:
    path = f"/audits/{audit_id}/document/pages/1"
    tag = (await http.get(path)).headers["etag"]

    again = await http.get(path, headers={"If-None-Match": tag})
    larger = await http.get(path, params={"scale": 2}, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert larger.status_code == 200


async def test_what_cannot_be_drawn_is_a_problem(
    http: httpx.AsyncClient, shared_server: ServerProcess, audit_id: str
) -> None:
    path = f"/audits/{audit_id}/document/pages"
    beyond = assert_problem(await http.get(f"{path}/3"), 404, "urn:tickmark:NoSuchPage")
    assert beyond["detail"] == "report.pdf: there is no page 3; its pages are 1 to 2"
    for asked in ("0", "x", "1?scale=0", "1?scale=100", "1?scale=1.1", "1?scale=nan"):
        assert_problem(await http.get(f"{path}/{asked}"), 422, "urn:tickmark:InvalidRequest")

    of_text = await hand_in(shared_server.url, "quick")
    await ended(shared_server.url, of_text)
    for path in (f"/audits/{of_text}/document/pages", f"/audits/{of_text}/document/pages/1"):
        said = assert_problem(await http.get(path), 415, "urn:tickmark:NoPagesToDraw")
        assert said["detail"] == "report.md: only the pages of a PDF can be drawn"


async def test_the_pages_of_an_erased_audit_are_gone(http: httpx.AsyncClient, audit_id: str) -> None:
    path = f"/audits/{audit_id}/document/pages/1"
    assert (await http.get(path)).status_code == 200

    await http.delete(f"/audits/{audit_id}")

    assert_problem(await http.get(path), 410, "urn:tickmark:AuditErased")
