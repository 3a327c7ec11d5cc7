"""What waits to be written, of all audits, and the answer to each: the side of the writer that its callers see."""

from __future__ import annotations

import asyncio
import copy
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from service.errors import DatabaseFailed
from service.log.appending.settling import Committed
from service.log.codec import StoredEvent

logger = logging.getLogger(__name__)

OperationT = TypeVar("OperationT")
MAX_BATCH = 256
"""Operations in one transaction: enough to share the cost of the disk, few enough that none waits long."""
CLOSED = "the log is closed"


@dataclass(slots=True)
class Waiting(Generic[OperationT]):
    """An operation, and whoever waits for what it comes to."""

    operation: OperationT
    done: asyncio.Future[Any]


class Inbox(Generic[OperationT]):
    """Takes operations from callers in the event loop; ``begin`` is called there once there is something to write.

    ``begin`` comes after everybody whose turn it is in the loop has had it, so that what they submit is taken together.
    """

    def __init__(self, begin: Callable[[], None], announce: Callable[[Sequence[StoredEvent]], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._begin = begin
        self._announce = announce
        self._waiting: list[Waiting[OperationT]] = []
        self._called = False
        self._closed = False

    def __len__(self) -> int:
        return len(self._waiting)

    async def submit(self, operation: OperationT) -> Any:
        """The operation's result after its commit. A caller that is cancelled meanwhile leaves the outcome unknown.

        Raises:
            LogError: what the operation raised; it wrote nothing.
            CommitUnknown: the commit was not answered, and nobody could say within the time to settle it.
            DatabaseFailed: the database could not commit; nothing was written.
        """
        if self._closed:
            raise DatabaseFailed("write", CLOSED)
        done = self._loop.create_future()
        self._waiting.append(Waiting(operation, done))
        if not self._called:
            self._called = True
            self._loop.call_soon(self._call)
        return await done

    def take(self, most: int = MAX_BATCH) -> list[Waiting[OperationT]]:
        """What has waited longest and is still wanted; nothing if nobody waits.

        One thread alone may take, and it need not be the event loop's.
        """
        wanted: list[Waiting[OperationT]] = []
        while self._waiting and not wanted:
            batch = self._waiting[:most]
            del self._waiting[: len(batch)]  # the loop may have added to its end meanwhile
            wanted = [waiting for waiting in batch if not waiting.done.cancelled()]
        return wanted

    def answer(self, batch: Sequence[Waiting[OperationT]], outcome: Committed | Exception) -> None:
        """Tell each caller what became of its operation; first of all the listeners, whose view of the log then never
        is behind what callers know."""
        if isinstance(outcome, Exception):
            self._fail(batch, outcome)
            return
        results, stored = outcome
        try:
            self._announce(stored)
        except Exception:
            logger.exception("a listener stopped on a defect; what was committed stands")
        for waiting, result in zip(batch, results, strict=True):
            if waiting.done.done():
                continue
            if isinstance(result, Exception):
                waiting.done.set_exception(result)
            else:
                waiting.done.set_result(result)

    def close(self) -> None:
        """Refuse what comes from now on; what waits is still taken."""
        self._closed = True

    def refuse_all(self) -> None:
        """Refuse what waits, too: nobody will take it."""
        self._closed = True
        self._fail(self.take(len(self)), DatabaseFailed("write", CLOSED))

    def _call(self) -> None:
        self._called = False
        self._begin()

    def _fail(self, batch: Sequence[Waiting[OperationT]], error: Exception) -> None:
        if not isinstance(error, DatabaseFailed):
            # The edge of the log: a defect in one batch must not stop all writing, nor leave anybody waiting.
            logger.error("a batch of %d operations stopped on a defect", len(batch), exc_info=error)
            error = DatabaseFailed("write", repr(error))
        for waiting in batch:
            if not waiting.done.done():
                waiting.done.set_exception(copy.copy(error))  # each caller adds a trace of its own
