"""Connections that never ask for anything do not stay."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from service.api import http_protocol
from service.api.http_protocol import HttpProtocol
from service.api.server import bind
from tests.waiting import DEADLINE_S


class Slow:
    """An application that answers when it is told to."""

    def __init__(self) -> None:
        self.asked, self.may_answer = asyncio.Event(), asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.set()
        await self.may_answer.wait()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"done"})


@asynccontextmanager
async def listening(app: Slow) -> AsyncIterator[int]:
    config = uvicorn.Config(app, log_level="warning", lifespan="off")
    config.load()
    state = ServerState()
    door = bind("127.0.0.1", 0)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: HttpProtocol(config, state, {}), sock=door)
    async with asyncio.timeout(DEADLINE_S):
        yield door.getsockname()[1]
    server.close()
    for connection in list(state.connections):
        connection.shutdown()
    await server.wait_closed()


@pytest.mark.parametrize("said", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\n"])
async def test_who_does_not_say_what_it_wants_is_let_go(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "REQUEST_S", 0.05)
    app = Slow()
    async with listening(app) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(said)

        assert await reader.read() == b""
        writer.close()
        await writer.wait_closed()
    assert not app.asked.is_set()


async def test_who_has_asked_is_answered_however_long_that_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "REQUEST_S", 0.05)
    app = Slow()
    async with listening(app) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        await app.asked.wait()
        silent, its_writer = await asyncio.open_connection("127.0.0.1", port)
        assert await silent.read() == b""  # the time is over, and over again

        app.may_answer.set()

        answer = await reader.readuntil(b"done")
        assert answer.startswith(b"HTTP/1.1 200")
        for each in (writer, its_writer):
            each.close()
            await each.wait_closed()
