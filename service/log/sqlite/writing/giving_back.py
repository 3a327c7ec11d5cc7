"""Room that erasures have left is given back to the disk, a little at a time, out of the way of whoever writes."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress

from service.errors import DatabaseFailed
from service.log.sqlite.writing.committing import Committing
from service.log.sqlite.writing.folding import Folding, hold_back
from service.log.sqlite.writing.thread import ConnectionThread

STEP_PAGES = 16
"""64 KiB in one transaction, which takes a millisecond or two; whoever waits to write is next."""
PAUSE_S = 0.1
"""Between two steps, so that the disk and the thread that writes have most of their time for others."""
KEPT_PAGES = 1024
"""4 MiB stay for what comes next, which would only make the file grow again."""
PAGE_BYTES = 4096
INCREMENTAL = 2
"""How a database is marked whose pages can be moved to its end. One that was made without is converted by an operator
(``tickmark db vacuum``): that rewrites all of it."""


class GivingBack:
    """One series of steps at a time, however much is erased."""

    def __init__(self, thread: ConnectionThread, database: Committing, folding: Folding) -> None:
        self._thread = thread
        self._database = database
        self._folding = folding
        self._steps: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Give room back soon, if there is any to give."""
        if self._steps is None or self._steps.done():
            self._steps = asyncio.create_task(self._soon(), name="giving room back")

    async def close(self) -> None:
        """Make no further step."""
        if self._steps is not None:
            self._steps.cancel()
            await asyncio.wait({self._steps})

    async def _soon(self) -> None:
        """A database that is in use elsewhere, or was closed, gives it back after the next erasure."""
        with suppress(DatabaseFailed, sqlite3.OperationalError):
            await self._all()

    async def _all(self) -> None:
        if await self._thread.run(_spare_pages) <= 0:
            return
        try:
            while moved := await self._thread.run(lambda raw: self._database.alone(raw, _step)):
                await self._folding.wrote(moved * PAGE_BYTES)
                await asyncio.sleep(PAUSE_S)
        finally:
            await self._folding.fold()  # with which the file is cut off


def _spare_pages(raw: sqlite3.Connection) -> int:
    """How many pages are free beyond those that stay; none where the database cannot give any back."""
    if raw.execute("PRAGMA auto_vacuum").fetchone()[0] != INCREMENTAL:
        return 0
    return raw.execute("PRAGMA freelist_count").fetchone()[0] - KEPT_PAGES


def _step(raw: sqlite3.Connection) -> int:
    """How many pages were given back."""
    hold_back(raw)
    pages = min(max(_spare_pages(raw), 0), STEP_PAGES)
    for _ in range(pages):  # one at a time: a statement without columns is left after its first page
        raw.execute("PRAGMA incremental_vacuum(1)")
    return pages
