"""What a large write leaves in the write-ahead log is folded into the database file aside, while others write.

SQLite folds within the commit that makes the log long, which for a large upload takes as long as to write it did, and
whoever else writes or watches waits. So such a commit leaves it, and another connection does it afterwards.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import suppress

import aiosqlite

from service.errors import DatabaseFailed
from service.log.sqlite.connection import empty_wal, run
from service.log.sqlite.writing.thread import ConnectionThread

logger = logging.getLogger(__name__)

LARGE_BYTES = 4 * 2**20
"""What fills the write-ahead log by itself: SQLite folds it after every ``FOLDED_PAGES`` of 4 KiB."""
SERIES_BYTES = 2**20
"""What many small writes in a row leave there before it is folded: an erasure, which folds all that is there, does so
while its client waits."""
FOLDED_PAGES = 1000
TIMES, PAUSE_S = 10, 0.05
"""How often the write-ahead log is tried to be cut off, and the pause after each try."""


def hold_back(raw: sqlite3.Connection) -> None:
    """Have commits of this connection fold nothing until ``Folding.fold`` has come to its end."""
    raw.execute("PRAGMA wal_autocheckpoint = 0")


class Folding:
    """``aside`` is a connection that others may wait for; ``writing`` the one whose commits were held back."""

    def __init__(self, aside: aiosqlite.Connection, writing: ConnectionThread) -> None:
        self._aside = aside
        self._writing = writing
        self._going_on: set[asyncio.Task[None]] = set()
        self._unfolded_bytes = 0

    async def wrote(self, size_bytes: int) -> None:
        """Fold what a series of writes has put into the write-ahead log once that is ``SERIES_BYTES``; whoever goes on
        with the series waits for it."""
        self._unfolded_bytes += size_bytes
        if self._unfolded_bytes >= SERIES_BYTES:
            self._unfolded_bytes = 0
            await self.fold()

    async def fold(self) -> None:
        """Return once what is committed by now is in the database file, but for what readers still hold.

        It comes to its end though its caller is cancelled: commits would be held back for ever.
        """
        folding = asyncio.create_task(self._fold(), name="folding a large write")
        self._going_on.add(folding)
        folding.add_done_callback(self._going_on.discard)
        await asyncio.shield(folding)

    async def empty(self) -> None:
        """Fold everything and cut the write-ahead log off, unless a reader that does not come to its end is in the way.

        Only what was written since it was folded is folded while others wait, and for a reader they wait a little at a
        time.
        """
        for _ in range(TIMES):
            await self.fold()
            if await self._writing.run(empty_wal):
                return
            await asyncio.sleep(PAUSE_S)
        logger.warning("what was erased is still in the write-ahead log, until that is overwritten: it is in use")

    async def close(self) -> None:
        """Wait for what goes on."""
        if self._going_on:
            await asyncio.wait(self._going_on)

    async def _fold(self) -> None:
        try:
            await run(self._aside, _passively)
        except (sqlite3.Error, ValueError) as error:  # ValueError: the connection is closed
            logger.warning("a large write was not folded into the database file, a later one folds it: %s", error)
        with suppress(DatabaseFailed):  # the store was closed meanwhile
            await self._writing.run(_as_before)


def _passively(raw: sqlite3.Connection) -> None:
    raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def _as_before(raw: sqlite3.Connection) -> None:
    raw.execute(f"PRAGMA wal_autocheckpoint = {FOLDED_PAGES}")
