"""What a client says on a WebSocket is looked at, so often and no more, and never kept."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from service.api.edge import limits
from service.api.edge.state import State
from service.api.edge.websocket_protocol import WebSocketProtocol
from tests.unit.api.given.serving import HEAD, KEY, connected, framed, listening, said_to, upgraded
from tests.waiting import until

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
EMPTY_FRAGMENTS = framed(TEXT, fin=False) + framed(0, fin=False) * 400
TOO_MANY = b"\x03\xf0more than 32 frames a second; send none"


@pytest.fixture(autouse=True)
def _no_long_goodbyes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINGER_S", 0.05)


def frames_parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many frames there were each time that some were looked at, from now on."""
    parsed: list[int] = []
    handle = WebSocketProtocol.handle_events

    def counted(protocol: WebSocketProtocol) -> None:
        parsed.append(len(protocol.conn.events))
        handle(protocol)

    monkeypatch.setattr(WebSocketProtocol, "handle_events", counted)
    return parsed


async def until_nobody_is_left(state: State) -> None:
    """Neither a connection nor an application that serves one."""

    async def nobody_is_left() -> bool:
        return not len(state.connection_limit) and not state.tasks and not state.connections

    await until(nobody_is_left)


class Watched:
    """An application as ours: it accepts, and waits until the client has gone."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.over = asyncio.Event()

    async def __call__(self, _scope: Any, receive: Any, send: Any) -> None:
        assert (await receive())["type"] == "websocket.connect"
        await send({"type": "websocket.accept"})
        await self.serve(send)
        while (message := await receive())["type"] != "websocket.disconnect":
            self.heard.append(message["type"])
        self.over.set()

    async def serve(self, send: Any) -> None:
        """Send nothing."""


class Hesitant(Watched):
    """Takes its time before it accepts."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.may_accept = asyncio.Event(), asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.set()
        await self.may_accept.wait()
        await super().__call__(scope, receive, send)


class Refused(Watched):
    async def serve(self, send: Any) -> None:
        await send({"type": "websocket.close", "code": 4404, "reason": "no"})


@pytest.mark.parametrize(
    "burst",
    [framed(PING) * 1_000, EMPTY_FRAGMENTS, framed(PONG, b"x") * 1_000, framed(TEXT, b"hello") * 1_000],
    ids=["pings", "fragments", "pongs", "texts"],
)
async def test_who_sends_more_frames_than_anybody_needs_is_sent_away(burst: bytes) -> None:
    app = Watched()
    async with listening(app) as (port, _), connected(port) as (reader, writer):
        await upgraded(reader, writer)
        writer.write(burst)
        await app.over.wait()
        answer = await reader.read()

    assert answer.endswith(bytes((0x88, len(TOO_MANY))) + TOO_MANY)
    assert app.heard == []


async def test_nothing_is_parsed_beyond_what_was_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = frames_parsed(monkeypatch)
    app = Watched()
    async with listening(app) as (port, _), connected(port) as (reader, writer):
        await upgraded(reader, writer)
        writer.write(framed(PING) * 200_000)
        await app.over.wait()

    assert sum(parsed) <= 1 + limits.FRAMES_AT_ONCE + limits.PIECE_BYTES // len(framed(PING)) + limits.FRAMES_PER_S


async def test_a_few_frames_are_a_sign_of_life_and_no_more() -> None:
    app = Watched()
    async with listening(app) as (port, _), connected(port) as (reader, writer):
        await upgraded(reader, writer)
        writer.write(framed(TEXT, b"hello") + framed(BINARY, bytes(60_000)) + framed(PING, b"here?"))

        assert await reader.readexactly(7) == b"\x8a\x05here?"
        assert not app.over.is_set()
    assert app.heard == []


async def test_a_socket_that_was_refused_is_not_parsed_further(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a WebSocket that was closed with a code,
    parsed = frames_parsed(monkeypatch)
    async with listening(Refused()) as (port, state), connected(port) as (reader, writer):
        await upgraded(reader, writer)
        assert await reader.readexactly(6) == b"\x88\x04\x11\x34no"
        (protocol,) = state.connections

        # when its client sends a million frames, the kernel takes some of them, and nobody looks at these.
        writer.write(framed(TEXT) * 1_000_000)

        async def nobody_reads() -> bool:
            return not protocol.transport.is_reading()

        await until(nobody_reads)
    assert sum(parsed) < limits.AFTER_CLOSE_BYTES


async def test_a_client_that_takes_the_close_is_let_go_at_once() -> None:
    async with listening(Refused()) as (port, _), connected(port) as (reader, writer):
        await upgraded(reader, writer)
        assert await reader.readexactly(6) == b"\x88\x04\x11\x34no"
        writer.write(framed(CLOSE, b"\x11\x34no"))

        assert await reader.read() == b""


async def test_pongs_are_not_piled_up_for_who_does_not_read_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FRAMES_AT_ONCE", 10**9)
    app = Watched()
    async with listening(app) as (port, state), connected(port) as (reader, writer):
        await upgraded(reader, writer)
        assert isinstance(writer.transport, asyncio.Transport)
        writer.transport.pause_reading()
        sent = 0
        (protocol,) = (each for each in state.connections if isinstance(each, WebSocketProtocol))
        while protocol.writable.is_set():
            writer.write(framed(PING, bytes(125)) * 1_000)
            await writer.drain()
            sent += 1_000
        full = protocol.transport.get_write_buffer_size()
        for _ in range(20):
            writer.write(framed(PING, bytes(125)) * 1_000)
            await writer.drain()

        assert protocol.transport.get_write_buffer_size() <= full


async def test_a_request_that_is_no_handshake_is_answered() -> None:
    request = b"GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    async with listening(Watched()) as (port, state):
        assert (await said_to(port, request + b"\r\n")).startswith(b"HTTP/1.1 400 Bad Request")
        assert (await said_to(port, request + KEY + b"Sec-WebSocket-Version: 8\r\n\r\n")).startswith(
            b"HTTP/1.1 400 Bad Request"
        )
        assert (await said_to(port, b"POST" + request[3:] + KEY + b"\r\n")).startswith(b"HTTP/1.1 400 Not a handshake")
        await until_nobody_is_left(state)


EARLY = [framed(TEXT, b"hello"), framed(PING), framed(CLOSE, b"\x03\xe8"), b"\xff" * 20]
EARLY_NAMES = ["a text", "a ping", "a close", "no frame"]


@pytest.mark.parametrize("frame", EARLY, ids=EARLY_NAMES)
async def test_a_frame_in_one_piece_with_the_handshake_is_refused_in_words(frame: bytes) -> None:
    app = Watched()
    async with listening(app) as (port, state):
        answer = await said_to(port, b"GET /ws HTTP/1.1\r\n" + HEAD + KEY + b"\r\n" + frame)
        await until_nobody_is_left(state)

    assert answer.startswith(b"HTTP/1.1 400 Too early")
    assert b"send nothing before" in answer


@pytest.mark.parametrize("frame", EARLY, ids=EARLY_NAMES)
async def test_a_frame_before_the_answer_to_the_handshake_is_refused_in_words(frame: bytes) -> None:
    # Given a handshake that is not answered yet,
    app = Hesitant()
    async with listening(app) as (port, state), connected(port) as (reader, writer):
        writer.write(b"GET /ws HTTP/1.1\r\n" + HEAD + KEY + b"\r\n")
        await app.asked.wait()

        # when its client goes on, then it is told why it should not,
        writer.write(frame)
        answer = await reader.read()
        app.may_accept.set()

        # and nobody waits for it any more.
        await until_nobody_is_left(state)
    assert answer.startswith(b"HTTP/1.1 400 Too early")
    assert app.heard == []
