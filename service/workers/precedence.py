"""Quick work goes first: what takes long leaves it a processor, where there are more tasks than processors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

QUICK_S = 1.0
"""What has run for so long takes long. Most reports are read and checked in less."""


class Worker(Protocol):
    """A process in the middle of a task."""

    def stand_still(self) -> None:
        """Do nothing until ``go_on``."""
        ...

    def go_on(self) -> None:
        """Do what was being done."""
        ...


@dataclass(eq=False)
class _Run:
    """A worker's task."""

    worker: Worker
    limit: asyncio.Timeout
    quick: bool = True
    left_s: float | None = None
    """What is left of its time, while it stands still."""


class Precedence:
    """Who goes on and who stands still of those that run.

    While something quick runs, those that take long go on in the order in which they began, on all processors but one
    and at least on one. Nothing stands still where each has a processor.
    """

    def __init__(self, processors: int) -> None:
        self._processors = processors
        self._runs: list[_Run] = []
        """In the order in which they began."""

    @asynccontextmanager
    async def at_work(self, worker: Worker, limit_s: float) -> AsyncGenerator[None]:
        """``worker`` is at a task meanwhile, and may be for ``limit_s``, in which it does not stand still.

        Raises:
            TimeoutError: it took longer.
        """
        async with asyncio.timeout(limit_s) as limit:
            run = _Run(worker, limit)
            self._runs.append(run)
            self._look()
            timer = asyncio.get_running_loop().call_later(QUICK_S, self._takes_long, run)
            try:
                yield
            finally:
                timer.cancel()
                self._runs.remove(run)
                self._let_go_on(run)
                self._look()

    def _takes_long(self, run: _Run) -> None:
        run.quick = False
        self._look()

    def _look(self) -> None:
        longer = [run for run in self._runs if not run.quick]
        fit = len(self._runs) <= self._processors or len(longer) == len(self._runs)
        go_on = len(longer) if fit else max(1, self._processors - 1)
        for run in longer[:go_on]:
            self._let_go_on(run)
        for run in longer[go_on:]:
            self._have_stand_still(run)

    def _have_stand_still(self, run: _Run) -> None:
        until_s = run.limit.when()
        if run.left_s is None and until_s is not None and not run.limit.expired():
            run.left_s = until_s - asyncio.get_running_loop().time()
            run.limit.reschedule(None)
            run.worker.stand_still()

    def _let_go_on(self, run: _Run) -> None:
        if run.left_s is not None:
            run.worker.go_on()
            run.limit.reschedule(asyncio.get_running_loop().time() + run.left_s)
            run.left_s = None
