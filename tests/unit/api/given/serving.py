"""The server's edge around an application of the test's, on a port of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn

from service.api.edge.connection_limit import ConnectionLimit
from service.api.edge.http_protocol import HttpProtocol
from service.api.edge.state import State
from service.api.edge.websocket_protocol import WebSocketProtocol
from service.api.server import bind
from tests.waiting import DEADLINE_S

ENOUGH = 1000
HEAD = b"Host: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
KEY = b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"


@asynccontextmanager
async def listening(app: Any, most: int = ENOUGH, most_each: int = ENOUGH) -> AsyncGenerator[tuple[int, State]]:
    """The port, and what the connections share; all of them are closed afterwards."""
    config = uvicorn.Config(
        app, log_level="warning", lifespan="off", ws=WebSocketProtocol, ws_per_message_deflate=False
    )
    config.load()
    state = State(ConnectionLimit(most, most_each))
    door = bind("127.0.0.1", 0)
    server = await asyncio.get_running_loop().create_server(lambda: HttpProtocol(config, state, {}), sock=door)
    try:
        async with asyncio.timeout(DEADLINE_S):
            yield door.getsockname()[1], state
    finally:
        server.close()
        for connection in list(state.connections):
            connection.transport.abort()
        for task in list(state.tasks):
            task.cancel()
        await server.wait_closed()


@asynccontextmanager
async def connected(port: int) -> AsyncGenerator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def said_to(port: int, data: bytes) -> bytes:
    """All that is answered to ``data``, until the server closes the connection."""
    async with connected(port) as (reader, writer):
        writer.write(data)
        return await reader.read()


async def upgraded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Make a WebSocket of the connection."""
    writer.write(b"GET /ws HTTP/1.1\r\n" + HEAD + KEY + b"\r\n")
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")


def framed(opcode: int, payload: bytes = b"", *, fin: bool = True) -> bytes:
    """A client's frame, masked with nothing but zeros."""
    size = len(payload)
    length = bytes((0x80 | size,)) if size < 126 else b"\xfe" + size.to_bytes(2)
    return bytes((0x80 * fin | opcode,)) + length + bytes(4) + payload
