"""An attack: what somebody sends who means no good, from an address where nobody else speaks."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

STRANGER = "127.0.0.2"
"""An address of this machine; honest clients of the same test have another."""
ABREAST = 4
"""Connections that pour at the same time."""
SETTINGS = {"TICKMARK_MAX_CONNECTIONS": 240, "TICKMARK_SHUTDOWN_GRACE_S": 0}
"""Of the server that is attacked: few connections, so that they can all be taken in a second."""
MOST_BYTES = 600 * 10**6
"""What a server and its workers may take over what they take while nobody attacks."""
HOST = b"Host: 127.0.0.1\r\n"


@dataclass(frozen=True, slots=True)
class Target:
    """A server, and an audit that runs on it meanwhile."""

    port: int
    audit_id: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class Attack:
    """``kind`` is the row of docs/security.md that says what is done about it, ``how`` what is sent."""

    kind: str
    how: str
    run: Callable[[Target], Awaitable[None]]
    """Fails if the server answers anything but what that row says."""

    def __str__(self) -> str:
        return self.how


@asynccontextmanager
async def connected(target: Target) -> AsyncGenerator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection of the stranger's, broken off at the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port, local_addr=(STRANGER, 0))
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def heard(reader: asyncio.StreamReader, answer: bytes) -> None:
    """Take what comes until ``answer`` is in it; fails if the connection ends without."""
    said = bytearray()
    with contextlib.suppress(ConnectionError):
        while answer not in said and (more := await reader.read(2**16)):
            said += more
    assert answer in said, f"no {answer!r} in {bytes(said[:300])!r}"


def pouring(
    first: bytes, piece: bytes, total: int, answer: bytes, welcome: bytes = b""
) -> Callable[[Target], Awaitable[None]]:
    """Say ``first``, wait for ``welcome``, then say ``piece`` over and over.

    That ends when there are ``total`` bytes of it or ``answer`` is heard. ``AUDIT`` stands for the target's audit.
    """

    async def pour(target: Target) -> None:
        async with connected(target) as (reader, writer):
            writer.write(first.replace(b"AUDIT", target.audit_id.encode()))
            await heard(reader, welcome)
            poured = asyncio.create_task(_poured(writer, piece, total))
            try:
                await heard(reader, answer)
            finally:
                poured.cancel()
                await asyncio.wait([poured])

    async def abreast(target: Target) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(ABREAST):
                group.create_task(pour(target))

    return abreast


async def _poured(writer: asyncio.StreamWriter, piece: bytes, total: int) -> None:
    with contextlib.suppress(ConnectionError):
        for _ in range(total // len(piece)):
            writer.write(piece)
            await writer.drain()
