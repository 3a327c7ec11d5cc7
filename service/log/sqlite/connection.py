"""A connection to the embedded database: its pragmas, and whole functions run in its thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TypeVar

import aiosqlite

from service.errors import DatabaseFailed
from service.log.sqlite.trouble import reason

T = TypeVar("T")

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for another process's transaction, each of which takes milliseconds."""
EMPTY_WAL_TIMEOUT_MS = 50
"""How long writers may wait at a time for a reader to let go of the write-ahead log, once something was erased."""

PRAGMAS = (
    # Readers never wait for the writer nor it for them: a watcher that replays does not hold up an audit.
    "PRAGMA journal_mode = WAL",
    # Each commit reaches the disk before anybody is told of it. With NORMAL a power cut could take back events that
    # clients have already seen; group commit makes the difference small.
    "PRAGMA synchronous = FULL",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA foreign_keys = ON",
    # The WAL is folded back every 1,000 pages by default, which is right here; what it leaves on disk is bounded, so
    # that one large upload does not keep its size forever.
    "PRAGMA journal_size_limit = 67108864",
    # 16 MiB of page cache per connection: an audit's recent pages stay in memory without counting on the machine.
    "PRAGMA cache_size = -16384",
    # Views and triggers of a foreign file cannot call functions with side effects.
    "PRAGMA trusted_schema = OFF",
)


def open_raw(path: Path) -> sqlite3.Connection:
    """A connection with this project's pragmas; transactions are begun by hand.

    Raises:
        sqlite3.Error: the file cannot be opened.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


async def connect(
    path: Path, *, read_only: bool = False, text_factory: type[str] | type[bytearray] = str
) -> aiosqlite.Connection:
    """A connection with this project's pragmas, in a thread of its own; transactions are begun by hand.

    Raises:
        DatabaseFailed: the file cannot be opened.
    """
    try:
        async with AsyncExitStack() as opened:
            connection = await aiosqlite.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)
            opened.push_async_callback(connection.close)  # its thread would keep a process that gives up from ending
            for pragma in PRAGMAS:
                await connection.execute(pragma)
            if read_only:
                await connection.execute("PRAGMA query_only = ON")
            connection.text_factory = text_factory
            opened.pop_all()
            return connection
    except sqlite3.Error as error:
        raise DatabaseFailed(f"open {path}", reason(error, path)) from error


def empty_wal(raw: sqlite3.Connection) -> bool:
    """Fold the WAL back and cut it off, if readers let that happen at once: it still holds what was erased.

    Whether that was done. Else it is overwritten by what is written next, and gone with its last connection.
    """
    raw.execute(f"PRAGMA busy_timeout = {EMPTY_WAL_TIMEOUT_MS}")
    try:
        busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    finally:
        raw.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    return not busy


async def run(connection: aiosqlite.Connection, function: Callable[[sqlite3.Connection], T]) -> T:
    """``function(raw connection)`` as one hop to the connection's thread.

    A hop costs more than the statements of a small transaction, and aiosqlite's public calls take one each. Its
    ``_execute`` takes any function; aiosqlite is pinned to the minor version whose ``_execute`` this was tested with.
    """
    raw = connection._conn  # pyright: ignore[reportPrivateUsage]
    return await connection._execute(function, raw)  # pyright: ignore
