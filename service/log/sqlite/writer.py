"""The one writer of a process: whatever waits, of all audits, goes into one transaction (group commit)."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import aiosqlite

from service.errors import DatabaseFailed, LogError
from service.log.codec import StoredEvent
from service.log.sqlite.connection import run

T = TypeVar("T")
Outbox = list[StoredEvent]
Operation = Callable[[sqlite3.Connection, Outbox], T]
"""Runs inside the transaction, in the connection's thread; puts what it stored into the outbox."""

MAX_BATCH = 256
"""Operations in one transaction: enough to share the cost of the disk, few enough that none waits long."""

OWN_FAULTS = (
    LogError,
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    ValueError,
    OverflowError,
)
"""What an operation's own values bring about. Any other error (disk full, I/O) is the transaction's."""


@dataclass(slots=True)
class _Waiting(Generic[T]):
    operation: Operation[T]
    done: asyncio.Future[T]


class Writer:
    """Runs operations in commit order; each gets its own result or its own error, once the commit is on the disk."""

    def __init__(self, connection: aiosqlite.Connection, announce: Callable[[Sequence[StoredEvent]], None]) -> None:
        self._connection = connection
        self._announce = announce
        self._queue: asyncio.Queue[_Waiting[Any] | None] = asyncio.Queue()
        self._closed = False
        self._task = asyncio.create_task(self._write_all(), name="log writer")

    async def submit(self, operation: Operation[T]) -> T:
        """The operation's result after its commit. A caller that is cancelled meanwhile leaves the outcome unknown.

        Raises:
            LogError: what the operation raised; it wrote nothing.
            DatabaseFailed: the database could not commit; nothing was written.
        """
        if self._closed:
            raise DatabaseFailed("write", "the log is closed")
        waiting = _Waiting(operation, asyncio.get_running_loop().create_future())
        self._queue.put_nowait(waiting)
        return await waiting.done

    async def close(self) -> None:
        """Commit what waits, then stop."""
        self._closed = True
        self._queue.put_nowait(None)
        await self._task

    async def _write_all(self) -> None:
        closing = False
        try:
            while not closing:
                batch, closing = await self._next_batch()
                if batch:
                    await self._commit(batch)
        finally:
            self._closed = True
            while not self._queue.empty():
                _fail([self._queue.get_nowait()], "the log is closed")

    async def _next_batch(self) -> tuple[list[_Waiting[Any]], bool]:
        batch: list[_Waiting[Any]] = []
        waiting = await self._queue.get()
        while waiting is not None:
            if not waiting.done.cancelled():
                batch.append(waiting)
            if len(batch) >= MAX_BATCH or self._queue.empty():
                return batch, False
            waiting = self._queue.get_nowait()
        return batch, True

    async def _commit(self, batch: list[_Waiting[Any]]) -> None:
        try:
            results, outbox = await run(self._connection, lambda raw: _transaction(raw, [w.operation for w in batch]))
        except sqlite3.Error as error:
            _fail(batch, str(error))
            return
        except BaseException as error:
            _fail(batch, repr(error))  # a defect, or the end of the process: nobody may wait for ever
            raise
        # Announced before the callers go on, so that this process's feed is never behind what its callers know.
        self._announce(outbox)
        for waiting, result in zip(batch, results, strict=True):
            if waiting.done.done():
                continue
            if isinstance(result, Exception):
                waiting.done.set_exception(result)
            else:
                waiting.done.set_result(result)


def _transaction(raw: sqlite3.Connection, operations: Sequence[Operation[Any]]) -> tuple[list[Any], Outbox]:
    """Every operation in a savepoint of its own, all in one transaction: one bad append never fails its neighbours."""
    outbox: Outbox = []
    raw.execute("BEGIN IMMEDIATE")
    try:
        results = [_isolated(raw, operation, outbox) for operation in operations]
        raw.execute("COMMIT")
    except BaseException:
        # Some errors (disk full, I/O) have already rolled the transaction back.
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
    return results, outbox


def _isolated(raw: sqlite3.Connection, operation: Operation[Any], outbox: Outbox) -> Any:
    before = len(outbox)
    raw.execute("SAVEPOINT operation")
    try:
        result = operation(raw, outbox)
    except OWN_FAULTS as error:
        del outbox[before:]
        raw.execute("ROLLBACK TO operation")
        result = DatabaseFailed("write", str(error)) if isinstance(error, sqlite3.Error) else error
    raw.execute("RELEASE operation")
    return result


def _fail(batch: Sequence[_Waiting[Any] | None], reason: str) -> None:
    for waiting in batch:
        if waiting is not None and not waiting.done.done():
            waiting.done.set_exception(DatabaseFailed("write", reason))
