"""The connection that writes, and the thread that alone uses it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from service.errors import DatabaseFailed
from service.log.appending.inbox import CLOSED
from service.log.sqlite.connection import open_raw
from service.log.sqlite.trouble import reason

logger = logging.getLogger(__name__)

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], None]


class ConnectionThread:
    """Jobs are done one after the other, in the order in which they came.

    A job whose caller gave up is done all the same, and one that fails on a defect stops no other. Unlike with
    aiosqlite, a job may tell the event loop its result before it ends, and the next job needs no message from the loop.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._loop = asyncio.get_running_loop()
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._opened: asyncio.Future[None] = self._loop.create_future()
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._closed = False
        self._asked = 0
        self._heard = 0
        # Not waited for by a process that ends without having closed it: what it has committed stands.
        threading.Thread(target=self._work, name=f"writes {path.name}", daemon=True).start()

    @classmethod
    async def open(cls, path: Path) -> ConnectionThread:
        """The thread, once its connection is open.

        Raises:
            DatabaseFailed: the file cannot be opened.
        """
        thread = cls(path)
        try:
            await thread._opened
        except BaseException:
            thread._jobs.put(None)
            raise
        return thread

    @property
    def is_asked(self) -> bool:
        """Whether somebody waits for a ``run``, and a job that might go on forever should let it have its turn."""
        return self._asked != self._heard

    def do(self, job: Job) -> None:
        """Have ``job`` done, for which nobody waits."""
        self._jobs.put(job)

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """The result of ``function``.

        Raises:
            DatabaseFailed: the thread has ended.
        """
        if self._closed:
            raise DatabaseFailed("write", CLOSED)
        done: asyncio.Future[T] = self._loop.create_future()

        def job(raw: sqlite3.Connection) -> None:
            self._heard += 1
            try:
                self.tell(_settle, done, function(raw), None)
            except Exception as error:  # noqa: BLE001  the edge of the thread: whoever waits hears of it
                self.tell(_settle, done, None, error)

        self._asked += 1
        self.do(job)
        return await done

    def tell(self, function: Callable[..., object], *values: object) -> None:
        """Call ``function`` in the event loop; if that is gone, nobody is left to hear."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(function, *values)

    async def close(self) -> None:
        """End once all jobs are done, and close the connection."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
        await asyncio.shield(self._ended)

    def _work(self) -> None:
        try:
            raw = open_raw(self._path)
        except Exception as error:  # noqa: BLE001  the edge of the thread: whoever opens it hears of it
            failed = DatabaseFailed(f"open {self._path}", reason(error, self._path))
            self.tell(_settle, self._opened, None, failed)
            return
        self.tell(_settle, self._opened, None, None)
        try:
            while (job := self._jobs.get()) is not None:
                self._do(job, raw)
            raw.close()
        finally:
            self.tell(_settle, self._ended, None, None)

    def _do(self, job: Job, raw: sqlite3.Connection) -> None:
        try:
            job(raw)
        except Exception:
            # The edge of the thread: if it ended, all who ever write would wait forever.
            logger.exception("a job of the thread that writes stopped on a defect")


def _settle(future: asyncio.Future[Any], result: Any, error: Exception | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)
