"""A TCP proxy before PostgreSQL that cuts connections at a commit, before or after it is passed on, or falls silent."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from enum import Enum, auto

from service.log.place import PostgresServer
from tests.contract.databases.postgres_messages import Asked

READ_BYTES = 65_536


class Cut(Enum):
    """Where a connection ends."""

    BEFORE_COMMIT = auto()
    """The server never hears of it, and rolls back."""
    BEFORE_ANSWER = auto()
    """The server has committed, and nobody hears of that."""
    WITHOUT_WAITING = auto()
    """The client is cut off as soon as its commit is passed on: the server may still be at it."""
    AFTER_ANSWER = auto()
    """The client hears that its commit stands, and is cut off by what it says next."""


class CuttingProxy:
    """Passes everything on until it is told to cut; afterwards it may refuse everybody for as long as wanted."""

    def __init__(self, socket_folder: str) -> None:
        self._socket = f"{socket_folder}/.s.PGSQL.5432"
        self._cuts: list[Cut] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._away = False
        self._open = asyncio.Event()
        self._open.set()
        self.away_after_cut = False
        """Whether the server is gone once a connection was cut."""
        self.commits = 0
        self.cuts_made = 0
        self.refused = 0

    def cut_next(self, *cuts: Cut) -> None:
        """Cut the connections of the next commits so."""
        self._cuts += cuts

    def fall_silent(self, *, for_all: bool) -> None:
        """Pass on nothing more and close nothing, as a network that drops packets; new connections may get through."""
        self._open.clear()
        if not for_all:
            self._open = asyncio.Event()
            self._open.set()

    def come_back(self) -> None:
        """Let connections in again."""
        self.fall_silent(for_all=False)
        self._away = False
        self.away_after_cut = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if self._away:
            self.refused += 1
            writer.transport.abort()
            return
        answers, asks = await asyncio.open_unix_connection(self._socket)
        is_open = self._open
        back = asyncio.create_task(_pass_on(answers, writer, is_open))
        try:
            ordered = await self._until_cut(reader, asks, is_open)
            if ordered is not None:
                cut, commit = ordered
                self.cuts_made += 1
                self._away = self.away_after_cut
                if cut is Cut.BEFORE_ANSWER:
                    back.cancel()
                    await asyncio.wait({back})
                    asks.write(commit)
                    await answers.read(1)
                elif cut is Cut.WITHOUT_WAITING:
                    asks.write(commit)
        finally:
            back.cancel()
            writer.transport.abort()
            asks.close()

    async def _until_cut(
        self, reader: asyncio.StreamReader, asks: asyncio.StreamWriter, is_open: asyncio.Event
    ) -> tuple[Cut, bytes] | None:
        """Pass on what the client asks; the cut that was ordered for a commit, which is not passed on then."""
        asked = Asked()
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(READ_BYTES):
                await is_open.wait()
                for message, commits in asked.feed(data):
                    self.commits += commits
                    if commits and self._cuts:
                        cut = self._cuts.pop(0)
                        if cut is Cut.AFTER_ANSWER:
                            asks.write(message)
                            await reader.read(1)
                        return cut, message
                    asks.write(message)
                await asks.drain()
        return None

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, is_open: asyncio.Event) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(READ_BYTES):
            await is_open.wait()
            writer.write(data)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def cutting_proxy(server: PostgresServer) -> AsyncGenerator[tuple[CuttingProxy, PostgresServer]]:
    """A proxy before ``server`` (on a Unix socket), and the place that leads through it."""
    before, _, folder = server.address.partition("?host=")
    credentials, _, database = before.partition("@")
    proxy = CuttingProxy(folder)
    listening = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    try:
        yield proxy, PostgresServer(f"{credentials}@127.0.0.1:{port}{database}?sslmode=disable")
    finally:
        listening.close()
        await proxy.stop()
        await listening.wait_closed()
