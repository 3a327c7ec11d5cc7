"""A client of server-sent events that goes away while the log is being read for it."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from service.api.parts import Parts
from service.api.routes.server_sent_events import _pages
from service.api.watching.broadcasting import Broadcasts
from service.api.watching.connection_manager import ConnectionManager
from service.log.codec import StoredEvent
from service.log.streams import AUDIT as OWN
from service.settings import Settings
from service.tail.feed import Feed
from tests.unit.tail.given.list_log import AUDIT, ListLog
from tests.waiting import DEADLINE_S


class LogSlowToLetGo(ListLog):
    """Never answers a read, and takes a few turns of the loop to give one up, as a connection of a pool does."""

    def __init__(self) -> None:
        super().__init__()
        self.reads = asyncio.Event()

    async def read(self, audit_id: str, after: int, limit: int = 256, stream: str = OWN) -> list[StoredEvent]:
        self.reads.set()
        try:
            await asyncio.Event().wait()
        finally:
            for _ in range(5):
                await asyncio.sleep(0)
        return []


async def test_whoever_leaves_in_the_middle_of_a_read_is_no_defect() -> None:
    log = LogSlowToLetGo()
    log.append(3)
    feed = Feed(cast("Any", log), 3600)
    parts = Parts(
        Settings(),
        cast("Any", log),
        cast("Any", None),
        cast("Any", None),
        feed,
        Broadcasts(feed, 60, 60),
        ConnectionManager(),
        cast("Any", None),
    )

    async def client() -> None:
        async for _ in _pages(parts, AUDIT, OWN, 0):
            pass

    async with asyncio.timeout(DEADLINE_S):
        streaming = asyncio.create_task(client())
        await log.reads.wait()
        while not streaming.done():
            streaming.cancel()  # a task group that is left cancels its tasks in every turn of the loop
            await asyncio.sleep(0)
        with pytest.raises(asyncio.CancelledError):
            await streaming
