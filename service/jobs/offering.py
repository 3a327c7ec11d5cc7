"""Tells the workers that an audit was accepted; the server never waits for that and never fails because of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from procrastinate import App
from procrastinate.types import JSONDict

from service.counting import counted
from service.jobs.app import QUEUE, STALLED_S, TASK, UNREACHABLE, procrastinate_app, reason

logger = logging.getLogger(__name__)

ALIVE = """
SELECT count(*) AS workers FROM procrastinate_workers
WHERE last_heartbeat > now() - make_interval(secs => %(stalled_s)s)
"""
DEFER_S = 10
"""How long queueing may take before it is given up; by then workers have found the audits by themselves."""


class JobOffers:
    """Queues a job for each audit that is offered. A queue that fails is logged: workers also look by themselves."""

    def __init__(self, app: App) -> None:
        self._connector = app.connector
        self._deferrer = app.configure_task(TASK, queue=QUEUE)
        self._offered: asyncio.Queue[JSONDict | None] = asyncio.Queue()
        self._task = asyncio.create_task(self._defer_all(), name="job offers")

    @classmethod
    @asynccontextmanager
    async def opened(cls, dsn: str) -> AsyncGenerator[JobOffers]:
        """Offers to the workers on the database at ``dsn``."""
        async with procrastinate_app(dsn).open_async() as app:
            offers = cls(app)
            try:
                yield offers
            finally:
                await offers.close()

    def offer(self, audit_id: str, sender: str = "") -> None:
        """Queue a job for the audit, soon."""
        self._offered.put_nowait({"audit_id": audit_id, "sender": sender})

    async def workers(self) -> int | None:
        """How many workers have given a sign of life lately; None where the database does not answer."""
        try:
            async with asyncio.timeout(DEFER_S):
                row = await self._connector.execute_query_one_async(ALIVE, stalled_s=STALLED_S)
        except UNREACHABLE as error:
            logger.warning("it cannot be told how many workers run: %s", reason(error))
            return None
        return int(row["workers"])

    async def close(self) -> None:
        """Queue what was offered, if the database answers; then no more."""
        self._offered.put_nowait(None)
        await self._task

    async def _defer_all(self) -> None:
        while (offer := await self._offered.get()) is not None:
            offers = [offer]
            while not self._offered.empty() and (offer := self._offered.get_nowait()) is not None:
                offers.append(offer)
            await self._defer(offers)
            if offer is None:
                return

    async def _defer(self, offers: list[JSONDict]) -> None:
        try:
            async with asyncio.timeout(DEFER_S):
                await self._deferrer.batch_defer_async(*offers)
            if await self.workers() == 0:
                logger.warning("no worker is running: %s until `tickmark worker` is started", _waiting(len(offers)))
        except UNREACHABLE as error:
            left = "workers find them when they look by themselves"
            logger.warning("no jobs were queued for %s (%s): %s", counted(len(offers), "audit"), left, reason(error))
        except Exception:
            # The edge of the process: if this task ended, no job would ever be queued again, and nobody would know.
            logger.exception("no jobs were queued for %s", counted(len(offers), "audit"))


def _waiting(count: int) -> str:
    """ "1 audit waits", "2 audits wait"."""
    return f"{counted(count, 'audit')} {'waits' if count == 1 else 'wait'}"
