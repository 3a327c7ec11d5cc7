"""Wake-ups between processes: NOTIFY on a connection of its own, after the commit and coalesced.

Inside the writing transaction NOTIFY takes a lock over the whole database at commit, which would make writers queue.
A notification is only a hint: whoever misses one looks again at the next poll.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import asyncpg

from service.log.outage import Outage

logger = logging.getLogger(__name__)

CHANNEL = "tickmark_log"
COALESCE_S = 0.01
"""Commits within this time ring once."""
RECONNECT_S = 1.0

Connect = Callable[[], Awaitable["asyncpg.Connection[asyncpg.Record]"]]


class Doorbell:
    """Rings when this process has committed, hears when any other has. Its one connection comes back by itself."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._committed = asyncio.Event()
        self._heard = True
        self._task = asyncio.create_task(self._serve(), name="doorbell")

    def ring(self) -> None:
        """This process has committed."""
        self._committed.set()

    def heard(self) -> bool:
        """Whether anybody has rung since the last call; true while there is no connection, for then nobody knows."""
        heard, self._heard = self._heard, False
        return heard

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
            self._heard = True
            await asyncio.sleep(RECONNECT_S)

    async def _serve_connection(self, outage: Outage) -> None:
        connection = await self._connect()
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        try:
            await connection.add_listener(CHANNEL, self._hear)
            outage.is_over()
            self._heard = True
            while not lost.is_set():
                await _first(self._committed, lost)
                if self._committed.is_set():
                    await asyncio.sleep(COALESCE_S)
                    self._committed.clear()
                    await connection.execute(f"NOTIFY {CHANNEL}")
        finally:
            connection.terminate()

    def _hear(self, *_: object) -> None:
        self._heard = True


async def _first(*events: asyncio.Event) -> None:
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
