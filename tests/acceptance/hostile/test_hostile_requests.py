"""Requests that no client of ours would send, each with its exact answer; afterwards the server still serves."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path

import pytest

from tests.acceptance.clients.handing_in import REPORT, ended, hand_in
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, served

HOST = b"Host: 127.0.0.1\r\n"
END = b"Connection: close\r\n\r\n"
FORM = b"Content-Type: multipart/form-data; boundary=x\r\n"
WS = b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
KEY = b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
NOBODY = b"00000000-0000-4000-8000-000000000000"
API = b"/api/v1/audits"


def get(path: bytes, headers: bytes = b"") -> bytes:
    return b"GET " + path + b" HTTP/1.1\r\n" + HOST + headers + END


def post(path: bytes, body: bytes = b"", headers: bytes = b"") -> bytes:
    return b"POST " + path + b" HTTP/1.1\r\n" + HOST + headers + b"Content-Length: %d\r\n" % len(body) + END + body


def form(*parts: tuple[bytes, bytes]) -> bytes:
    said = b"".join(
        b"--x\r\nContent-Disposition: form-data; " + head + b"\r\n\r\n" + body + b"\r\n" for head, body in parts
    )
    return post(API, said + b"--x--\r\n", FORM)


def decision(body: bytes) -> bytes:
    return post(API + b"/" + NOBODY + b"/review", body, b"Content-Type: application/json\r\n")


def file(name: bytes, data: bytes) -> bytes:
    return form((b'name="file"; filename="' + name + b'"', data))


INPUTS: dict[str, tuple[bytes, int, str]] = {
    "nothing but a line": (b"\r\n\r\nhello\r\n\r\n", 400, "NotARequest"),
    "another protocol": (b"SSH-2.0-OpenSSH_9.2\r\n", 400, "NotARequest"),
    "TLS": (b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03" + bytes(160), 400, "NotARequest"),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "NotARequest"),
    "a method of nobody": (b"BREW / HTTP/1.1\r\n" + HOST + END, 400, "NotARequest"),
    "CONNECT": (b"CONNECT 127.0.0.1:5432 HTTP/1.1\r\n" + HOST + END, 400, "NotARequest"),
    "another host's address": (get(b"http://evil.example/"), 200, ""),
    "a space in a header's name": (b"GET / HTTP/1.1\r\n" + HOST + b"a b: c\r\n" + END, 400, "NotARequest"),
    "a NUL in a header": (get(b"/", b"a: b\0c\r\n"), 400, "NotARequest"),
    "a header without a name": (get(b"/", b": b\r\n"), 400, "NotARequest"),
    "a header folded": (get(b"/", b"a: b\r\n c\r\n"), 400, "NotARequest"),
    "two lengths": (post(API, b"", b"Content-Length: 5\r\n"), 400, "NotARequest"),
    "a length and chunks": (post(API, b"", b"Transfer-Encoding: chunked\r\n"), 400, "NotARequest"),
    "a negative length": (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n" + END, 400, "NotARequest"),
    "a length beyond all numbers": (
        b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: " + b"9" * 40 + b"\r\n" + END,
        400,
        "NotARequest",
    ),
    "a length beyond the limit": (
        b"POST " + API + b" HTTP/1.1\r\n" + HOST + b"Content-Length: 999999999999\r\n" + END,
        413,
        "RequestTooLarge",
    ),
    "an upload beyond the limit": (
        b"POST " + API + b" HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 999999999999\r\n" + END,
        413,
        "ReportTooLarge",
    ),
    "a chunk that is none": (
        b"POST " + API + b" HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        400,
        "NotARequest",
    ),
    "an address of 9,000 bytes": (get(b"/" + b"a" * 9_000), 414, "AddressTooLong"),
    "200 headers": (get(b"/", b"a: b\r\n" * 200), 431, "HeadersTooLarge"),
    "a cookie of 10,000 bytes": (get(b"/", b"Cookie: " + b"a" * 10_000 + b"\r\n"), 431, "HeadersTooLarge"),
    "no host": (b"GET / HTTP/1.1\r\n" + END, 403, "NotAllowed"),
    "two hosts": (get(b"/", HOST), 403, "NotAllowed"),
    "a host with a user": (b"GET / HTTP/1.1\r\nHost: a@127.0.0.1\r\n" + END, 403, "NotAllowed"),
    "a host with a path": (b"GET / HTTP/1.1\r\nHost: evil.example/127.0.0.1\r\n" + END, 403, "NotAllowed"),
    "another site's page": (get(API, b"Origin: https://evil.example\r\n"), 403, "NotAllowed"),
    "another site's picture": (
        get(API, b"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"),
        403,
        "NotAllowed",
    ),
    "up from the files": (get(b"/static/../../settings.py"), 404, ""),
    "up from the files, escaped": (get(b"/static/%2e%2e/%2e%2e/settings.py"), 404, ""),
    "an absolute file": (get(b"/static//etc/passwd"), 404, ""),
    "a NUL in an address": (get(b"/static/%00"), 404, ""),
    "half a character in an address": (get(b"/static/%c3"), 404, ""),
    "a method that is not there": (b"PATCH " + API + b" HTTP/1.1\r\n" + HOST + END, 405, ""),
    "no such audit": (get(API + b"/" + NOBODY), 404, "AuditNotFound"),
    "a quote for an id": (get(API + b"/'%20OR%201=1--"), 404, "AuditNotFound"),
    "an id of 7,000 bytes": (get(API + b"/" + b"a" * 7_000), 404, "AuditNotFound"),
    "erasing nothing": (b"DELETE " + API + b"/" + NOBODY + b" HTTP/1.1\r\n" + HOST + END, 404, "AuditNotFound"),
    "cancelling nothing": (post(API + b"/" + NOBODY + b"/cancel"), 404, "AuditNotFound"),
    "a limit of millions": (get(API + b"?limit=1000000"), 422, "InvalidRequest"),
    "a limit that is none": (get(API + b"?limit=1e1"), 422, "InvalidRequest"),
    "a cursor of nobody": (get(API + b"?cursor=%F0%9F%98%80"), 422, "InvalidRequest"),
    "a wait of a day": (get(API + b"/" + NOBODY + b"/events?wait=86400"), 422, "InvalidRequest"),
    "a wait that is no number": (get(API + b"/" + NOBODY + b"/events?wait=nan"), 422, "InvalidRequest"),
    "a seq beyond all": (get(API + b"/" + NOBODY + b"/events?after=9223372036854775808"), 422, "InvalidRequest"),
    "an upgrade to nothing known": (get(b"/healthz", b"Upgrade: h2c\r\nConnection: Upgrade\r\n"), 200, ""),
    "a handshake without a key": (b"GET /ws/audit/a HTTP/1.1\r\n" + HOST + WS + b"\r\n", 400, ""),
    "a handshake of before": (
        b"GET /ws/audit/a HTTP/1.1\r\n" + HOST + WS.replace(b"13", b"8") + KEY + b"\r\n",
        400,
        "",
    ),
    "a handshake by POST": (b"POST /ws/audit/a HTTP/1.1\r\n" + HOST + WS + KEY + b"\r\n", 400, "NotAHandshake"),
    "a handshake with a key that is no text": (
        b"GET /ws/audit/a HTTP/1.1\r\n" + HOST + WS + KEY.replace(b"dG", b"d\xfa") + b"\r\n",
        400,
        "NotAHandshake",
    ),
    "a handshake with a version that is no text": (
        b"GET /ws/audit/a HTTP/1.1\r\n" + HOST + WS.replace(b"13", b"13\xde") + KEY + b"\r\n",
        400,
        "NotAHandshake",
    ),
    "a handshake of 9,000 bytes": (
        b"GET /ws/" + b"a" * 9_000 + b" HTTP/1.1\r\n" + HOST + WS + KEY + b"\r\n",
        414,
        "AddressTooLong",
    ),
    "a handshake and a frame at once": (
        b"GET /ws/audit/a HTTP/1.1\r\n" + HOST + WS + KEY + b"\r\n\x81\x80\0\0\0\0",
        400,
        "TooEarly",
    ),
    "a decision that is no JSON": (decision(b"{"), 422, "InvalidRequest"),
    "a decision nested 30,000 deep": (decision(b"[" * 30_000), 422, "InvalidRequest"),
    "a decision that is no UTF-8": (decision(b'{"by": "\xff"}'), 422, "InvalidRequest"),
    "a decision with a number of 5,000 digits": (decision(b"9" * 5_000), 422, "InvalidRequest"),
    "no form": (post(API, b"hello", b"Content-Type: text/plain\r\n"), 422, "InvalidRequest"),
    "a form without a boundary": (post(API, b"hello", b"Content-Type: multipart/form-data\r\n"), 400, ""),
    "a form that ends early": (post(API, b"--x\r\nContent-Disposition: form-data; na", FORM), 422, "InvalidRequest"),
    "a part without a name": (form((b"filename=x", REPORT)), 400, ""),
    "a text for a file": (form((b'name="file"', REPORT)), 422, "InvalidRequest"),
    "two files": (
        form((b'name="file"; filename="a.md"', REPORT), (b'name="file"; filename="b.md"', REPORT)),
        422,
        "TooManyFiles",
    ),
    "three files": (form(*((b'name="file"; filename="a.md"', REPORT),) * 3), 400, ""),
    "200 fields": (form((b'name="file"; filename="a.md"', REPORT), *((b'name="agents"', b"quick"),) * 200), 400, ""),
    "a field of 70,000 bytes": (
        form((b'name="file"; filename="a.md"', REPORT), (b'name="name"', b"n" * 70_000)),
        400,
        "",
    ),
    "an agent of nobody": (
        form((b'name="file"; filename="a.md"', REPORT), (b'name="agents"', b"../x")),
        422,
        "UnknownAgent",
    ),
    "an empty file": (file(b"a.md", b""), 422, "EmptyReport"),
    "a program": (file(b"a.exe", b"MZ" + bytes(200)), 415, "UnsupportedFormat"),
    "a picture for a report": (file(b"a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(64)), 415, "UnsupportedFormat"),
    "half an archive": (file(b"a.docx", b"PK\x03\x04" + bytes(40)), 422, "DamagedReport"),
    "the end of an archive": (file(b"a.xlsx", b"PK\x05\x06" + bytes(18)), 422, "DamagedReport"),
    "a key of 300 characters": (
        post(API, b"", b"Idempotency-Key: " + b"k" * 300 + b"\r\n" + FORM),
        422,
        "InvalidRequest",
    ),
}


def asked(port: int, said: bytes) -> tuple[int, str]:
    """The status, and what kind of problem it is."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as client:
        client.sendall(said)
        answer = bytearray()
        while more := client.recv(2**16):
            answer += more
    head, _, body = bytes(answer).partition(b"\r\n\r\n")
    status = re.match(rb"HTTP/1\.1 (\d{3}) ", head)
    assert status, bytes(answer[:200])
    kind = json.loads(body)["type"] if b"application/problem+json" in head else ""
    return int(status[1]), kind.removeprefix("urn:tickmark:").removeprefix("about:blank")


@pytest.mark.parametrize("name", INPUTS)
def test_what_no_client_would_send_has_its_answer(shared_server: ServerProcess, name: str) -> None:
    said, status, kind = INPUTS[name]

    assert asked(shared_server.port, said) == (status, kind)


def test_who_leaves_before_being_sent_away_is_no_defect(tmp_path: Path) -> None:
    hello = b"GET /ws/audit/" + NOBODY + b" HTTP/1.1\r\n" + HOST + WS + KEY + b"\r\n"
    with served(tmp_path / "data") as server:
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S) as client:
                client.sendall(hello)
                assert client.recv(12) == b"HTTP/1.1 101"
                client.sendall(b"\x88\x80\0\0\0\0")
                client.shutdown(socket.SHUT_WR)
                while client.recv(2**16):
                    pass
        assert asked(server.port, get(b"/healthz")) == (200, "")
        server.terminate()

    assert "Traceback" not in "".join(server.said)


async def test_afterwards_the_server_serves(shared_server: ServerProcess) -> None:
    for said, *_ in INPUTS.values():
        asked(shared_server.port, said)

    log = await ended(shared_server.url, await hand_in(shared_server.url, "quick"))

    assert log[-1]["type"] == "audit_complete"
