"""Worker processes for reading and checking, with limits: a hostile file cannot exhaust the service."""

from __future__ import annotations

import asyncio

from service.errors import ConfigurationError, WorkerTimeout
from service.workers.kernel import processors
from service.workers.process import Told, WorkerProcess

CLOSED = "the worker processes have been shut down"


def _nothing(_: bytes) -> None:
    """Ignores progress."""


class WorkerPool:
    """At most ``size`` worker processes, started when first needed and used again; one task each at a time."""

    def __init__(self, size: int, memory_bytes: int) -> None:
        self._size = size
        self._memory_bytes = memory_bytes
        self._free: asyncio.LifoQueue[WorkerProcess | None] = asyncio.LifoQueue()
        self._alive: set[WorkerProcess] = set()
        self._closed = False
        for _ in range(size):
            self._free.put_nowait(None)

    async def start(self) -> None:
        """Start all processes now: starting one holds the event loop up for as long as it takes to copy ours."""
        taken = [self._free.get_nowait() for _ in range(self._free.qsize())]
        try:
            while taken:
                worker = taken.pop()
                try:
                    worker = await self._ready(worker)
                finally:
                    await self._give_back(worker)
        finally:
            for worker in taken:  # what could not be started takes nobody's place: it is when it is needed
                self._free.put_nowait(worker)

    def spare(self, most: int) -> int:
        """How many processes a task that comes now may use, up to ``most``: a processor for each that no other has."""
        others = self._size - self._free.qsize()
        return max(1, min(most, processors() - others))

    async def run(self, function: str, argument: bytes, limit_s: float, told: Told = _nothing) -> bytes:
        """``function(argument, tell)`` in a worker, once one is free. ``function`` is "module:name".

        When the caller is cancelled, the worker is killed: no work goes on that nobody waits for.

        Raises:
            TickmarkError: the one that the function raised.
            WorkerTimeout, WorkerOutOfMemory, WorkerCrashed, WorkerTaskFailed: it could not finish.
        """
        worker = await self._free.get()
        try:
            worker = await self._ready(worker)
            async with asyncio.timeout(limit_s):
                return await worker.perform(function, argument, told)
        except TimeoutError as error:
            raise WorkerTimeout(function, limit_s) from error
        finally:
            await self._give_back(worker)

    async def close(self) -> None:
        """End all workers now; tasks still running fail with WorkerCrashed."""
        self._closed = True
        for worker in list(self._alive):
            await self._discard(worker)

    async def _ready(self, worker: WorkerProcess | None) -> WorkerProcess:
        if self._closed:
            raise ConfigurationError(CLOSED)
        if worker is not None and worker.reusable:
            return worker
        started = await WorkerProcess.start(self._memory_bytes)
        self._alive.add(started)
        if self._closed:  # while it was being started
            await self._discard(started)
            raise ConfigurationError(CLOSED)
        return started

    async def _give_back(self, worker: WorkerProcess | None) -> None:
        """Make room for the next task. A worker in the middle of one is ended, even if the caller is cancelled."""
        kept = worker if worker is not None and worker.reusable else None
        try:
            if kept is None:
                await asyncio.shield(self._discard(worker))
        finally:
            self._free.put_nowait(kept)

    async def _discard(self, worker: WorkerProcess | None) -> None:
        if worker is not None:
            await worker.kill()
            self._alive.discard(worker)  # not before: whoever closes the pool meanwhile waits for its end too
