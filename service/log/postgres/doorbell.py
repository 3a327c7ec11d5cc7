"""Wake-ups between processes: NOTIFY on a connection of its own, after the commit and coalesced.

Inside the writing transaction NOTIFY takes a lock over the whole database at commit, which would make writers queue.
A notification is only a hint: whoever misses one looks again at the next poll. It names the streams that it is about.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection

import asyncpg

from service.log.hints import Hints
from service.log.outage import Outage

logger = logging.getLogger(__name__)

CHANNEL = "tickmark_log"
COALESCE_S = 0.01
"""The pause after each ring: what is committed meanwhile rings once, at its end."""
RECONNECT_S = 1.0
MAX_PAYLOAD_BYTES = 7999
"""PostgreSQL's limit; a ring that would name more streams names none."""

Connect = Callable[[], Awaitable["asyncpg.Connection[asyncpg.Record]"]]


class Doorbell:
    """Rings when this process has committed, hears when any other has. Its one connection comes back by itself."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._committed = asyncio.Event()
        self._names: set[str] = set()
        self._hints = Hints()
        self._heard = True
        self._task = asyncio.create_task(self._serve(), name="doorbell")

    def ring(self, names: Collection[str]) -> None:
        """This process has committed to these streams."""
        self._names |= set(names)
        self._committed.set()

    def hear(self, names: Collection[str]) -> None:
        """Somebody has committed to these streams; to any, if none is named."""
        self._heard = True
        self._hints.hear(names)

    def heard(self) -> bool:
        """Whether anybody has rung since the last call; true while there is no connection, for then nobody knows."""
        heard, self._heard = self._heard, False
        return heard

    async def rung(self, patience_s: float) -> frozenset[str]:
        """As ``EventStore.rung``."""
        return await self._hints.wait(patience_s)

    async def close(self) -> None:
        """Ring no more."""
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _serve(self) -> None:
        lost = "wake-ups between processes are lost until the database answers again"
        outage = Outage(logger, lost, "wake-ups between processes are heard again")
        while True:
            try:
                await self._serve_connection(outage)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                outage.goes_on(error)
            except Exception:
                # The edge of the process: if this task ended, every wake-up would be lost and nobody would know.
                logger.exception("wake-ups between processes stopped on a defect, listening again")
            self.hear(())
            await asyncio.sleep(RECONNECT_S)

    async def _serve_connection(self, outage: Outage) -> None:
        connection = await self._connect()
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        own = connection.get_server_pid()

        def hear(_connection: object, pid: int, _channel: str, payload: object) -> None:
            if pid != own:  # this process knows what it has committed itself
                self.hear(str(payload).split())

        try:
            await connection.add_listener(CHANNEL, hear)
            outage.is_over()
            self.hear(())
            while not lost.is_set():
                await _first(self._committed, lost)
                if self._committed.is_set():
                    await self._tell(connection)
                    await asyncio.sleep(COALESCE_S)
        finally:
            connection.terminate()

    async def _tell(self, connection: asyncpg.Connection[asyncpg.Record]) -> None:
        """Tell of this process's commits until now; should that fail, they are told of on the next connection."""
        self._committed.clear()
        told, self._names = self._names, set()
        said = "\n".join(told)
        try:
            payload = said if len(said.encode()) <= MAX_PAYLOAD_BYTES else ""
            await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, payload)
        except BaseException:
            self.ring(told)
            raise


async def _first(*events: asyncio.Event) -> None:
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
