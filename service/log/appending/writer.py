"""The one writer of a process, as a task: whatever waits, of all audits, goes into one transaction (group commit)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from service.errors import CommitUnknown
from service.log.appending.inbox import CLOSED, Inbox, Waiting
from service.log.appending.settling import SETTLE_S, Commit, Committed, settled
from service.log.codec import StoredEvent

OperationT = TypeVar("OperationT")


class Writer(Generic[OperationT]):
    """Runs operations in commit order; each gets its own result or its own error, once the commit is on the disk."""

    def __init__(
        self,
        commit: Commit[OperationT],
        announce: Callable[[Sequence[StoredEvent]], None],
        settle_s: float = SETTLE_S,
    ) -> None:
        self._commit = commit
        self._settle_s = settle_s
        self._news = asyncio.Event()
        self._inbox: Inbox[OperationT] = Inbox(self._news.set, announce)
        self._closing = False
        self._task = asyncio.create_task(self._write_all(), name="log writer")

    async def submit(self, operation: OperationT) -> Any:
        """As ``Inbox.submit``."""
        return await self._inbox.submit(operation)

    async def close(self) -> None:
        """Commit what waits, then stop."""
        self._inbox.close()
        self._closing = True
        self._news.set()
        await self._task

    async def _write_all(self) -> None:
        try:
            while not self._closing or len(self._inbox):
                await self._news.wait()
                if not self._closing:
                    self._news.clear()
                while batch := self._inbox.take():
                    self._inbox.answer(batch, await self._outcome(batch))
        finally:
            self._inbox.refuse_all()

    async def _outcome(self, batch: Sequence[Waiting[OperationT]]) -> Committed | Exception:
        try:
            return await settled(self._commit, [waiting.operation for waiting in batch], self._settle_s)
        except Exception as error:  # noqa: BLE001  the edge of the log: the callers hear of it
            return error
        except BaseException:
            self._inbox.answer(batch, CommitUnknown("confirm a write", CLOSED))
            raise
