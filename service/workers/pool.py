"""Worker processes for reading and checking, with limits: a hostile file cannot exhaust the service."""

from __future__ import annotations

import asyncio

from service.errors import ConfigurationError, WorkerTimeout
from service.workers.kernel import processors
from service.workers.large import Large
from service.workers.precedence import Precedence
from service.workers.process import NOTHING, Beyond, Told, WorkerProcess
from service.workers.turns import Turns

CLOSED = "the worker processes have been shut down"
LOOK_S = 1.0
"""How soon it is noticed that what runs has become long work."""


def _nothing(_: bytes) -> None:
    """Ignores progress."""


class WorkerPool:
    """At most ``size`` worker processes, started when first needed and used again; one task each at a time.

    There is one more for a sender who has none of them, or has had short tasks so far where others have not, and while
    all of them are at something long. What takes long stands still while something quick wants its processor.
    """

    def __init__(self, size: int, memory_bytes: int, beyond: Beyond = NOTHING) -> None:
        self._size = size
        self._memory_bytes = memory_bytes
        self._beyond = beyond
        self._turns: Turns[asyncio.Future[None]] = Turns(size)
        self._waiting: dict[asyncio.Future[None], str] = {}
        self._look: asyncio.TimerHandle | None = None
        self._precedence = Precedence(processors())
        self._idle: list[WorkerProcess] = []
        self._alive: set[WorkerProcess] = set()
        self._closed = False

    async def start(self) -> None:
        """Start all processes now: starting one holds the event loop up for as long as it takes to copy ours."""
        while len(self._alive) < self._size:
            self._idle.append(await self._started())

    def spare(self, most: int) -> int:
        """How many processes a task that comes now may use, up to ``most``: a processor for each that no other has."""
        return max(1, min(most, processors() - len(self._turns.running)))

    async def run(
        self,
        function: str,
        argument: bytes,
        limit_s: float,
        told: Told = _nothing,
        sender: str = "",
        *,
        large: Large | None = None,
    ) -> bytes:
        """``function(argument, tell)`` in a worker, once it is the turn of ``sender``. ``function`` is "module:name".

        It takes what ``large`` brings as well, where that is given: ``function(argument, tell, data)``.

        When the caller is cancelled, the worker is killed: no work goes on that nobody waits for.

        Raises:
            TickmarkError: the one that the function raised, or ``large``.
            WorkerTimeout, WorkerOutOfMemory, WorkerCrashed, WorkerTaskFailed: it could not finish.
        """
        turn = await self._turn(sender)
        worker: WorkerProcess | None = None
        try:
            worker = await self._ready()
            async with self._precedence.at_work(worker, limit_s):
                return await worker.perform(function, argument, told, large)
        except TimeoutError as error:
            raise WorkerTimeout(function, limit_s) from error
        finally:
            await self._give_back(turn, worker)

    async def close(self) -> None:
        """End all workers now; tasks still running fail with WorkerCrashed."""
        self._closed = True
        for worker in list(self._alive):
            await self._discard(worker)

    async def _turn(self, sender: str) -> asyncio.Future[None]:
        """Wait for a place."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[turn] = sender
        self._let_begin()
        try:
            await turn
        except asyncio.CancelledError:
            if self._waiting.pop(turn, None) is None:  # its turn had come
                self._end(turn)
            raise
        return turn

    def _let_begin(self) -> None:
        """Let begin what may, and look again soon while anything waits."""
        loop = asyncio.get_running_loop()
        if self._look is not None:
            self._look.cancel()
        while (turn := self._turns.next(self._waiting.items(), loop.time())) is not None:
            self._turns.begin(turn, self._waiting.pop(turn), loop.time())
            if not turn.done():
                turn.set_result(None)
        self._look = loop.call_later(LOOK_S, self._let_begin) if self._waiting else None

    def _end(self, turn: asyncio.Future[None]) -> None:
        self._turns.end(turn, asyncio.get_running_loop().time())
        self._let_begin()

    async def _ready(self) -> WorkerProcess:
        """A process that waits for a task, or a new one."""
        if self._closed:
            raise ConfigurationError(CLOSED)
        while self._idle:
            worker = self._idle.pop()
            if worker.reusable:
                return worker
            await self._discard(worker)
        return await self._started()

    async def _started(self) -> WorkerProcess:
        started = await WorkerProcess.start(self._memory_bytes, self._beyond)
        self._alive.add(started)
        if self._closed:  # while it was being started
            await self._discard(started)
            raise ConfigurationError(CLOSED)
        return started

    async def _give_back(self, turn: asyncio.Future[None], worker: WorkerProcess | None) -> None:
        """Make room for the next task. A worker in the middle of one is ended, even if the caller is cancelled."""
        try:
            if worker is None:
                return
            if worker.reusable:
                self._idle.append(worker)
            else:
                await asyncio.shield(self._discard(worker))
        finally:
            self._end(turn)

    async def _discard(self, worker: WorkerProcess) -> None:
        await worker.kill()
        self._alive.discard(worker)  # not before: whoever closes the pool meanwhile waits for its end too
