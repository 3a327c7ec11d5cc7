"""The one writer of a process: whatever waits, of all audits, goes into one transaction (group commit)."""

from __future__ import annotations

import asyncio
import copy
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from service.errors import DatabaseFailed
from service.log.codec import StoredEvent
from service.log.settling import SETTLE_S, Commit, settled

logger = logging.getLogger(__name__)

OperationT = TypeVar("OperationT")
MAX_BATCH = 256
"""Operations in one transaction: enough to share the cost of the disk, few enough that none waits long."""
CLOSED = "the log is closed"


@dataclass(slots=True)
class _Waiting(Generic[OperationT]):
    operation: OperationT
    done: asyncio.Future[Any]


class Writer(Generic[OperationT]):
    """Runs operations in commit order; each gets its own result or its own error, once the commit is on the disk."""

    def __init__(
        self,
        commit: Commit[OperationT],
        announce: Callable[[Sequence[StoredEvent]], None],
        settle_s: float = SETTLE_S,
    ) -> None:
        self._commit_batch = commit
        self._announce = announce
        self._settle_s = settle_s
        self._queue: asyncio.Queue[_Waiting[OperationT] | None] = asyncio.Queue()
        self._closed = False
        self._task = asyncio.create_task(self._write_all(), name="log writer")

    async def submit(self, operation: OperationT) -> Any:
        """The operation's result after its commit. A caller that is cancelled meanwhile leaves the outcome unknown.

        Raises:
            LogError: what the operation raised; it wrote nothing.
            CommitUnknown: the commit was not answered, and nobody could say within the time to settle it.
            DatabaseFailed: the database could not commit; nothing was written.
        """
        if self._closed:
            raise DatabaseFailed("write", CLOSED)
        waiting: _Waiting[OperationT] = _Waiting(operation, asyncio.get_running_loop().create_future())
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
                _fail([self._queue.get_nowait()], DatabaseFailed("write", CLOSED))

    async def _next_batch(self) -> tuple[list[_Waiting[OperationT]], bool]:
        batch: list[_Waiting[OperationT]] = []
        waiting = await self._queue.get()
        while waiting is not None:
            if not waiting.done.cancelled():
                batch.append(waiting)
            if len(batch) >= MAX_BATCH or self._queue.empty():
                return batch, False
            waiting = self._queue.get_nowait()
        return batch, True

    async def _commit(self, batch: list[_Waiting[OperationT]]) -> None:
        try:
            operations = [waiting.operation for waiting in batch]
            results, outbox = await settled(self._commit_batch, operations, self._settle_s)
        except DatabaseFailed as error:
            _fail(batch, error)
            return
        except Exception as error:
            # The edge of the log: a defect in one batch must not stop all writing, nor leave anybody waiting.
            logger.exception("a batch of %d operations stopped on a defect", len(batch))
            _fail(batch, DatabaseFailed("write", repr(error)))
            return
        except BaseException:
            _fail(batch, DatabaseFailed("write", CLOSED))
            raise
        # Announced before the callers go on, so that this process's feed is never behind what its callers know.
        try:
            self._announce(outbox)
        except Exception:
            logger.exception("a listener stopped on a defect; what was committed stands")
        for waiting, result in zip(batch, results, strict=True):
            if waiting.done.done():
                continue
            if isinstance(result, Exception):
                waiting.done.set_exception(result)
            else:
                waiting.done.set_result(result)


def _fail(batch: Sequence[_Waiting[Any] | None], error: DatabaseFailed) -> None:
    for waiting in batch:
        if waiting is not None and not waiting.done.done():
            waiting.done.set_exception(copy.copy(error))  # each caller adds a trace of its own
