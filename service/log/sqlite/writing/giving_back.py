"""Room that erasures have left is given back to the disk, a little at a time, out of the way of whoever writes."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress

from service.errors import DatabaseFailed
from service.log.sqlite.writing.thread import ConnectionThread

STEP_PAGES = 256
"""1 MiB in one transaction, which takes some milliseconds; whoever waits to write is next."""
PAUSE_S = 0.1
"""Between two steps, so that a disk that is busy with them has time for others."""
KEPT_PAGES = 1024
"""4 MiB stay for what comes next, which would only make the file grow again."""
INCREMENTAL = 2
"""How a database is marked whose pages can be moved to its end. One that was made without is converted by an operator
(``tickmark db vacuum``): that rewrites all of it."""


class GivingBack:
    """One series of steps at a time, however much is erased."""

    def __init__(self, thread: ConnectionThread) -> None:
        self._thread = thread
        self._steps: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Give room back soon, if there is any to give."""
        if self._steps is None or self._steps.done():
            self._steps = asyncio.create_task(self._all(), name="giving room back")

    async def close(self) -> None:
        """Make no further step."""
        if self._steps is not None:
            self._steps.cancel()
            await asyncio.wait({self._steps})

    async def _all(self) -> None:
        with suppress(DatabaseFailed):  # the store was closed meanwhile
            while await self._thread.run(_step):  # noqa: ASYNC110  there is no event: it is a pause
                await asyncio.sleep(PAUSE_S)


def _step(raw: sqlite3.Connection) -> bool:
    """Whether there is more to give back. A database that is in use elsewhere gives it back after the next erasure."""
    with suppress(sqlite3.OperationalError):
        spare = raw.execute("PRAGMA freelist_count").fetchone()[0] - KEPT_PAGES
        if spare > 0 and raw.execute("PRAGMA auto_vacuum").fetchone()[0] == INCREMENTAL:
            # As a script: a statement without columns is otherwise left after its first page.
            raw.executescript(f"PRAGMA incremental_vacuum({min(spare, STEP_PAGES)});")
            if spare > STEP_PAGES:
                return True
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)")  # with which the file is cut off
    return False
