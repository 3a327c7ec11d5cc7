"""The one writer of a process on the embedded database: a thread that takes whatever waits, unasked."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Sequence
from time import perf_counter, thread_time
from typing import Any, Protocol

from service.errors import CommitUnknown, DatabaseFailed
from service.log.appending.inbox import MAX_BATCH, Inbox, Waiting
from service.log.appending.known_heads import PreparedAppend
from service.log.appending.settling import SETTLE_S, AnswerLost, Committed, Tried, asked_again
from service.log.codec import StoredEvent
from service.log.sqlite.writing.pace import Pace
from service.log.sqlite.writing.thread import ConnectionThread
from service.log.sqlite.writing.transaction import Operation

logger = logging.getLogger(__name__)

Submitted = Operation | PreparedAppend


class Database(Protocol):
    """What is done in the thread."""

    def trouble(self) -> DatabaseFailed | None:
        """Why nothing should be written now. It may let go of the interpreter's lock, as ``ring`` may."""
        ...

    def commit(self, raw: sqlite3.Connection, operations: Sequence[Submitted], tried: Sequence[Tried]) -> Committed:
        """Write ``operations``, given what they came to in an attempt that was not answered (else nothing).

        Raises:
            AnswerLost: they may or may not be written.
            DatabaseFailed: nothing was written.
        """
        ...

    def ring(self, stored: Sequence[StoredEvent]) -> None:
        """Tell other processes what was committed."""
        ...


class ThreadWriter:
    """Runs operations in commit order; each gets its own result or its own error, once the commit is on the disk."""

    def __init__(
        self,
        thread: ConnectionThread,
        database: Database,
        announce: Callable[[Sequence[StoredEvent]], None],
    ) -> None:
        self._thread = thread
        self._database = database
        self._inbox: Inbox[Submitted] = Inbox(self._begin, announce)
        self._pace = Pace()
        self._closing = False
        self._settling: set[asyncio.Task[None]] = set()

    async def submit(self, operation: Submitted) -> Any:
        """As ``Inbox.submit``."""
        return await self._inbox.submit(operation)

    def refuse(self) -> None:
        """Take nothing more; what waits is still written."""
        self._inbox.close()

    async def close(self) -> None:
        """Commit what waits, and settle what is in doubt."""
        self._inbox.close()
        self._closing = True
        try:
            await self._thread.run(self._drain)
        except DatabaseFailed:  # it has been closed before
            return
        if self._settling:
            await asyncio.wait(self._settling)

    def _begin(self) -> None:
        self._thread.do(self._drain)

    def _drain(self, raw: sqlite3.Connection) -> None:
        """In the thread: write until nobody waits, or until those who have just been told should be waited for.

        With callers enough that would be never, so whoever asks the thread for something else has its turn in between.
        """
        looked, trouble = False, None
        while (share := self._share()) and (batch := self._inbox.take(share)):
            if not looked:
                trouble = self._trouble()
            begun, worked = perf_counter(), thread_time()
            outcome = trouble or self._written(raw, batch)
            written = perf_counter()
            self._pace.wrote(written - begun - (thread_time() - worked))
            # Once the event loop is awake, whatever lets go of the interpreter's lock gets it back late. So where
            # others wait to be written, all that does comes before their turn; where none does, the caller goes first.
            if looked := len(self._inbox) > 0:
                self._ring(outcome)
                trouble = self._trouble()
            self._thread.tell(self._answer, batch, outcome, written)
            if not looked:
                self._ring(outcome)
            if self._thread.is_asked and not self._closing:
                self._begin()
                return

    def _share(self) -> int:
        waiting = len(self._inbox)
        return min(MAX_BATCH, waiting if self._closing else self._pace.share(waiting))

    def _trouble(self) -> Exception | None:
        try:
            return self._database.trouble()
        except Exception as error:  # noqa: BLE001  the edge of the thread: the callers hear of it
            return error

    def _written(self, raw: sqlite3.Connection, batch: list[Waiting[Submitted]]) -> Committed | Exception:
        try:
            return self._database.commit(raw, [waiting.operation for waiting in batch], ())
        except Exception as error:  # noqa: BLE001  the edge of the thread: the callers hear of it
            return error

    def _ring(self, outcome: Committed | Exception) -> None:
        if isinstance(outcome, Exception):
            return
        try:
            self._database.ring(outcome[1])
        except Exception:
            # The edge of the thread: its callers must hear that they are committed. Others look by themselves.
            logger.exception("other processes were not told of a commit; it stands")

    def _answer(self, batch: list[Waiting[Submitted]], outcome: Committed | Exception, written: float) -> None:
        try:
            if isinstance(outcome, AnswerLost):
                settling = asyncio.create_task(self._settle(batch, outcome))
                self._settling.add(settling)
                settling.add_done_callback(self._settling.discard)
            else:
                self._inbox.answer(batch, outcome)
        finally:  # else the thread would wait for it forever
            asyncio.get_running_loop().call_soon(self._turned, written)  # after all who were woken by the answer

    def _turned(self, written: float) -> None:
        self._pace.turned(perf_counter() - written)
        if len(self._inbox):
            self._begin()

    async def _settle(self, batch: list[Waiting[Submitted]], lost: AnswerLost) -> None:
        """Ask again, from the end of the line: others' operations are none of this one's neighbours any more."""
        operations = [waiting.operation for waiting in batch]
        try:
            outcome: Committed | Exception = await asked_again(self._again, operations, lost, SETTLE_S)
        except Exception as error:  # noqa: BLE001  the edge of a task: the callers hear of it
            outcome = error
        except BaseException:
            self._inbox.answer(batch, CommitUnknown("confirm a write", lost.reason))
            raise
        self._inbox.answer(batch, outcome)

    async def _again(self, operations: Sequence[Submitted], tried: Sequence[Tried]) -> Committed:
        def again(raw: sqlite3.Connection) -> Committed:
            if trouble := self._database.trouble():
                raise trouble
            committed = self._database.commit(raw, operations, tried)
            self._database.ring(committed[1])
            return committed

        return await self._thread.run(again)
