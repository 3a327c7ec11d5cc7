"""What is said before a request is understood has bounds, and so have those who wait, and how slowly they speak."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from service.api.edge import limits
from service.api.edge.state import State
from tests.unit.api.given.serving import HEAD, KEY, connected, listening, said_to
from tests.waiting import DEADLINE_S, until

GET = b"GET / HTTP/1.1\r\nHost: a\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\n"


class Slow:
    """An application that takes the whole body, and answers when it is told to."""

    def __init__(self) -> None:
        self.asked, self.may_answer = asyncio.Event(), asyncio.Event()
        self.requests = 0
        self.gone = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.requests += 1
        self.asked.set()
        while (message := await receive()).get("more_body"):
            pass
        if message["type"] == "http.disconnect":
            self.gone.set()
            return
        await self.may_answer.wait()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"done"})


class Prompt(Slow):
    def __init__(self) -> None:
        super().__init__()
        self.may_answer.set()


class TurnsAway:
    """An application that answers before the body has come, and ends the connection with that."""

    def __init__(self) -> None:
        self.answered = asyncio.Event()

    async def __call__(self, _scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"content-length", b"5"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 503, "headers": headers})
        await send({"type": "http.response.body", "body": b"later"})
        self.answered.set()


def refused(answer: bytes) -> tuple[int, str]:
    """The status of a problem, and its detail."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"connection: close" in head
    assert b"content-type: application/problem+json" in head
    said = json.loads(body)
    assert head.startswith(b"HTTP/1.1 %d " % said["status"])
    return said["status"], said["detail"]


def nobody_in(state: State) -> Callable[[], Awaitable[bool]]:
    async def nobody() -> bool:
        return not len(state.connection_limit)

    return nobody


def said(caplog: pytest.LogCaptureFixture, what: str) -> Callable[[], Awaitable[bool]]:
    async def it_was() -> bool:
        return what in caplog.text

    return it_was


BEYOND = [
    (b"GET /" + b"a" * 8_000 + b" HTTP/1.1\r\n", 414, "an address may have 8,000 bytes"),
    (b"GET /" + b"a" * 200_000, 414, "an address may have 8,000 bytes"),
    (GET + b"a: b\r\n" * 100 + b"\r\n", 431, "a request may have 100 headers"),
    (GET + b"a: " + b"b" * 8_000 + b"\r\n\r\n", 431, "a header may have 8,000 bytes, its name included"),
    (GET + b"a" * 9_000 + b": b\r\n\r\n", 431, "a header may have 8,000 bytes, its name included"),
    (GET + b"a: " + b"b" * 500_000, 431, "address and headers together may have 32,768 bytes"),
    (GET + (b"a: " + b"b" * 7_000 + b"\r\n") * 6, 431, "address and headers together may have 32,768 bytes"),
    (
        POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n" + b"a: b\r\n" * 20_000,
        431,
        "between two parts of a body there may be 32,768 bytes",
    ),
    (
        POST + b"Transfer-Encoding: chunked\r\n\r\n1;" + b"a" * 100_000,
        431,
        "between two parts of a body there may be 32,768 bytes",
    ),
    (b"GET / HTTP/1.1\r\na b: c\r\n\r\n", 400, "this is not HTTP/1.1"),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, "this is not HTTP/1.1"),
    (b"CONNECT a:1 HTTP/1.1\r\n\r\n", 400, "this is not HTTP/1.1"),
    (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n" + HEAD + KEY + b"\r\n", 414, "an address may have 8,000 bytes"),
    (b"GET / HTTP/1.1\r\n" + HEAD + KEY + b"a: b\r\n" * 300 + b"\r\n", 431, "a request may have 100 headers"),
]


@pytest.mark.parametrize(("said", "status", "detail"), BEYOND)
async def test_what_is_beyond_the_bounds_of_a_request_is_refused_by_name(
    said: bytes, status: int, detail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LINGER_S", 0.05)
    app = Slow()
    async with listening(app) as (port, state):
        assert refused(await said_to(port, said)) == (status, detail)
        await until(nobody_in(state))

    assert app.requests == (b"chunked" in said)  # a request whose body is refused has begun already


async def test_who_still_sends_can_read_that_it_was_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINGER_S", DEADLINE_S)
    app = TurnsAway()
    async with listening(app) as (port, _), connected(port) as (reader, writer):
        writer.write(POST + b"Content-Length: 9000000\r\n\r\nbegun")
        await app.answered.wait()
        for _ in range(3):
            writer.write(bytes(1000))
            await writer.drain()

        assert (await reader.read()).endswith(b"\r\n\r\nlater")


async def test_who_still_sends_after_it_was_turned_away_is_let_go_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINGER_S", 0.05)
    async with listening(TurnsAway()) as (port, state), connected(port) as (_, writer):
        writer.write(POST + b"Content-Length: 9000000\r\n\r\nbegun" + bytes(100_000))
        await until(nobody_in(state))


async def test_what_is_within_the_bounds_is_answered() -> None:
    async with listening(Prompt()) as (port, _):
        head = b"GET /" + b"a" * 7_990 + b" HTTP/1.1\r\nConnection: close\r\n" + b"a: b\r\n" * 97
        assert (await said_to(port, head + b"b: " + b"c" * 7_990 + b"\r\n\r\n")).endswith(b"done")
        chunks = b"1\r\nx\r\n" * 50_000 + b"0\r\na: b\r\n\r\n"
        body = POST + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
        assert (await said_to(port, body)).endswith(b"done")


async def test_a_stranger_does_not_fill_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async with listening(Slow()) as (port, _):
        for _ in range(20):
            await said_to(port, b"no\r\n\r\n")

    assert len(caplog.records) == 1
    assert "a request from 127.0.0.1 was refused with 400: this is not HTTP/1.1" in caplog.text


async def test_requests_that_wait_for_others_are_counted_and_not_read_meanwhile(
    caplog: pytest.LogCaptureFixture,
) -> None:
    # Given a request whose answer takes its time,
    app = Slow()
    async with listening(app) as (port, _), connected(port) as (reader, writer):
        writer.write(GET + b"\r\n")
        await app.asked.wait()

        # when more follow on the same connection than may wait, and then the answers come,
        writer.write((GET + b"\r\n") * 1_000)
        await until(said(caplog, "refused with 429"))
        app.may_answer.set()
        answers = await reader.read()

    # then those that may wait have theirs, and the next one hears why it has none.
    assert answers.count(b"HTTP/1.1 200") == app.requests == 1 + limits.MAX_PIPELINED
    refusal = answers[answers.index(b"HTTP/1.1 429") :]
    assert refused(refusal) == (429, "16 requests may wait on one connection; send the next one once one is answered")


async def test_requests_behind_each_other_are_all_answered_where_each_waits_for_few() -> None:
    async with listening(Prompt()) as (port, _):
        body = b"x" * 10_000
        one = POST + b"Content-Length: 10000\r\n\r\n" + body
        answers = await said_to(port, one * 40 + GET + b"Connection: close\r\n\r\n")

    assert answers.count(b"done") == 41


@pytest.mark.parametrize("said", [b"", b"\r\n\r\n", GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n"])
async def test_who_asks_for_nothing_is_let_go(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REQUEST_S", 0.05)
    async with listening(Prompt()) as (port, _), connected(port) as (reader, writer):
        writer.write(said)
        if said.startswith(b"GET"):
            await reader.readuntil(b"done")
        writer.write(b"\r\n")

        assert await reader.read() == b""


@pytest.mark.parametrize("said", [b"GET / HT", GET])
async def test_who_does_not_say_to_the_end_what_it_wants_is_told_so(
    said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "REQUEST_S", 0.05)
    app = Slow()
    async with listening(app) as (port, _):
        assert refused(await said_to(port, said)) == (408, "a request has to be said within 30 s")
    assert not app.requests


async def test_who_has_asked_is_answered_however_long_that_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REQUEST_S", 0.05)
    monkeypatch.setattr(limits, "RATE_S", 0.05)
    app = Slow()
    async with listening(app) as (port, _), connected(port) as (reader, writer):
        writer.write(GET + b"\r\n")
        await app.asked.wait()
        assert await said_to(port, b"") == b""  # the time is over, and over again

        app.may_answer.set()

        assert (await reader.readuntil(b"done")).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("head", [b"Content-Length: 1000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"])
async def test_a_body_that_does_not_come_is_given_up(head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATE_S", 0.05)
    app = Slow()
    async with listening(app) as (port, _):
        status, detail = refused(await said_to(port, POST + head))
        await app.gone.wait()

    assert (status, detail) == (
        408,
        "for 20 s the body came at less than 1,024 bytes a second; send it again",
    )


async def test_a_body_whose_rest_never_comes_after_its_answer_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "REQUEST_S", 0.05)

    async def early(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 413, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"much"})

    async with listening(early) as (port, _):
        answer = await said_to(port, POST + b"Content-Length: 1000\r\n\r\nx")

    assert answer.startswith(b"HTTP/1.1 413")
    assert answer.endswith(b"much")


async def test_who_takes_an_answer_at_a_crawl_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given an answer of megabytes,
    monkeypatch.setattr(limits, "RATE_S", 0.05)
    whole = asyncio.Event()

    async def large(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(64):
            await send({"type": "http.response.body", "body": bytes(2**18), "more_body": True})
        whole.set()

    # when the client takes nothing of it, then the connection is reset, and the application goes on at once.
    async with listening(large) as (port, state), connected(port) as (reader, writer):
        transport = writer.transport
        assert isinstance(transport, asyncio.Transport)
        transport.pause_reading()
        writer.write(GET + b"\r\n")
        await whole.wait()
        await until(nobody_in(state))
        transport.resume_reading()
        with pytest.raises(ConnectionError):
            await reader.readexactly(64 * 2**18)
