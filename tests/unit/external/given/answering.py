"""A source of these tests' own: an HTTP server on loopback that gives the answers it is told to give."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. ``headers`` come after those that every answer has; one that hangs never comes."""

    body: bytes = b"{}"
    status: int = 200
    headers: tuple[str, ...] = ()
    hangs: bool = False
    drops: bool = False
    """The connection is closed in the middle of the answer."""


@dataclass(slots=True)
class Answering:
    """What it was asked, head by head, and what it answers: by path, one after the other, the last again and again."""

    address: str
    replies: dict[str, list[Reply]] = field(default_factory=dict[str, list[Reply]])
    asked: list[str] = field(default_factory=list[str])

    def answers(self, target: str, *replies: Reply) -> None:
        """From now on, what is asked for ``target`` (path and query) gets these."""
        self.replies[target] = list(replies)

    def reply(self, target: str) -> Reply:
        """The next answer for a target; 404 for one that nobody told of."""
        told = self.replies.get(target, [Reply(status=404)])
        return told.pop(0) if len(told) > 1 else told[0]

    @property
    def targets(self) -> list[str]:
        """The paths and queries that were asked for, in order."""
        return [head.split(" ", 2)[1] for head in self.asked]


@asynccontextmanager
async def answering() -> AsyncGenerator[Answering]:
    """A source that runs meanwhile."""
    source = Answering("")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(END)).decode()
            source.asked.append(head)
            reply = source.reply(head.split(" ", 2)[1])
            if reply.hangs:
                await reader.read()
                return
            lines = (f"HTTP/1.1 {reply.status} X", f"Content-Length: {len(reply.body)}", "Connection: close")
            sent = reply.body[: len(reply.body) // 2] if reply.drops else reply.body
            writer.write("\r\n".join((*lines, *reply.headers)).encode() + END + sent)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    source.address = f"http://127.0.0.1:{port}"
    try:
        yield source
    finally:
        server.close()
