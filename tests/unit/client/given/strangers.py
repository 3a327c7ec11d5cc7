"""Servers that are not ours."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from websockets.asyncio.server import ServerConnection, serve


@asynccontextmanager
async def answering(
    *bodies: bytes, status: str = "200 OK", media_type: str = "application/json"
) -> AsyncGenerator[str]:
    """The address of an HTTP server that answers one request with each of ``bodies``, the last one for ever."""
    left = list(bodies)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                await reader.readexactly(int(line.partition(b":")[2]))
        body = left.pop(0) if len(left) > 1 else left[0]
        header = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n"
        writer.write(header.encode() + b"Connection: close\r\n\r\n" + body)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@asynccontextmanager
async def saying(text: str | bytes) -> AsyncGenerator[str]:
    """The address of a WebSocket server that sends ``text`` to everyone."""

    async def say(connection: ServerConnection) -> None:
        await connection.send(text)
        await connection.wait_closed()

    async with serve(say, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"
