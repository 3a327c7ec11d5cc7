"""Files that are small and show much, that are large, that are many, and documents that are taken slowly."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

from tests import waiting
from tests.acceptance.attacks.attack import HOST, STRANGER, Attack, Target, connected, heard
from tests.acceptance.clients.handing_in import api, ended, hand_in, until
from tests.unit.reports.given.bombs import one_text_in_every_cell

MB = 10**6
WIDE = (
    b"<table><tr>" + b"<td rowspan=65534>1,234</td>" * 999 + b"</tr>" + b"<tr><td>5</td></tr>" * 9_000
) + b"</table>"
REPORTS = 4
UPLOADS = 32
UPLOADED = 25 * MB
LARGE = b"%PDF-1.7\n" + b"1 0 obj\n" * (8 * MB // 8)
LARGER = (
    (20, "large.pdf", b"%PDF-1.7\n1 0 obj\n"),
    (50, "large.txt", b"Sales: 5 \xe2\x82\xac\n"),
    (80, "large.pdf", b"%PDF-"),
)
"""In megabytes, each with what it says over and over: one that is read as it is, one that is decoded, and one nearly as
large as may be."""
READERS = 16
FORM_HEAD = (
    b"POST /api/v1/audits HTTP/1.1\r\n" + HOST + b"Content-Type: multipart/form-data; boundary=x\r\n"
    b"Content-Length: 90000000\r\n\r\n--x\r\n"
    b'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'
)


@asynccontextmanager
async def handed_in(target: Target, filename: str, data: bytes, agent: str) -> AsyncGenerator[str]:
    """An audit of the stranger's that has ended; erased afterwards."""
    audit_id = await hand_in(target.url, agent, data=data, filename=filename, address=STRANGER)
    log = await ended(target.url, audit_id)
    yield log[-1].get("error_type", log[-1]["type"])
    async with api(target.url, STRANGER) as http:
        (await http.delete(f"/audits/{audit_id}")).raise_for_status()


async def amplified(target: Target) -> None:
    async with handed_in(target, "book.xlsx", one_text_in_every_cell(), "quick") as ending:
        assert ending == "ReportTooLarge"


async def many_reports(target: Target) -> None:
    """Several that take minutes to check; they are given up once the first is being checked."""
    reports = [
        await hand_in(target.url, "numeric_validation", data=WIDE, filename="wide.html", address=STRANGER)
        for _ in range(REPORTS)
    ]
    await until(target.url, reports[0], "agent_started")
    async with api(target.url, STRANGER) as http:
        for audit_id in reversed(reports):
            (await http.post(f"/audits/{audit_id}/cancel")).raise_for_status()
            (await http.delete(f"/audits/{audit_id}")).raise_for_status()


async def large_uploads(target: Target) -> None:
    async def one() -> None:
        async with handed_in(target, "large.pdf", LARGE, "quick") as ending:
            assert ending != "audit_complete"

    await asyncio.gather(*(one() for _ in range(REPORTS)))


async def larger_uploads(target: Target) -> None:
    for size, filename, piece in LARGER:
        async with handed_in(target, filename, piece * (size * MB // len(piece)), "quick") as ending:
            assert ending != "audit_complete"


async def uploads_at_once(target: Target) -> None:
    """As many as may be on their way, none of which comes to an end; one more is asked to come again.

    Some are sent away at once: one address has not all places. It ends when the server has seen that all have gone.
    """

    async def begun(writer: asyncio.StreamWriter) -> None:
        writer.write(FORM_HEAD)
        with contextlib.suppress(ConnectionError):
            for _ in range(UPLOADED // MB):
                writer.write(bytes(MB))
                await writer.drain()

    async with AsyncExitStack() as held:
        writers = [(await held.enter_async_context(connected(target)))[1] for _ in range(UPLOADS)]
        await asyncio.gather(*map(begun, writers))
        async with connected(target) as (reader, writer):
            writer.write(FORM_HEAD)
            await heard(reader, b"HTTP/1.1 503")

    async def all_have_gone() -> bool:
        async with api(target.url, STRANGER) as http:
            return (await http.post("/audits", files={"no file": b""})).status_code == 422

    await waiting.until(all_have_gone)


async def slow_readers(target: Target) -> None:
    """Each asks for a document of 6 MB, takes its first bytes, and no more."""
    data = one_text_in_every_cell(characters=30_000, cells=200)
    audit_id = await hand_in(target.url, "quick", data=data, filename="book.xlsx", address=STRANGER)
    log = await ended(target.url, audit_id)
    assert log[-1]["type"] == "audit_complete", log[-1]
    request = b"GET /api/v1/audits/%s/document HTTP/1.1\r\n%s\r\n" % (audit_id.encode(), HOST)
    async with AsyncExitStack() as held:
        readers = [await held.enter_async_context(_reluctant(target, request)) for _ in range(READERS)]
        loop = asyncio.get_running_loop()
        for reader in readers:
            assert (await loop.sock_recv(reader, 12)) == b"HTTP/1.1 200"
    async with api(target.url, STRANGER) as http:
        (await http.delete(f"/audits/{audit_id}")).raise_for_status()


@asynccontextmanager
async def _reluctant(target: Target, request: bytes) -> AsyncGenerator[socket.socket]:
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.bind((STRANGER, 0))
        client.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(client, ("127.0.0.1", target.port))
        await loop.sock_sendall(client, request)
        yield client


FILES = (
    Attack(
        "a small file that shows a text thousands of times",
        "a workbook of 20 KB that shows 400 million characters",
        amplified,
    ),
    Attack(
        "many reports, or such as take long, so that others wait",
        f"{REPORTS} web pages whose cells span all rows of 999 columns",
        many_reports,
    ),
    Attack("many uploads at once", f"{UPLOADS} uploads that have come to 25 MB and stop there", uploads_at_once),
    Attack("large uploads at once", f"{REPORTS} uploads of 8 MB", large_uploads),
    Attack("large uploads at once", "uploads of 20, 50 and 80 MB, one after the other", larger_uploads),
    Attack(
        "many clients that take a large answer slowly",
        f"{READERS} that take 12 bytes of a large document",
        slow_readers,
    ),
)
