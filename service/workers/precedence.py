"""Quick work goes first: where some is at work or has been lately, what takes long leaves it a processor."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

QUICK_S = 1.0
"""What has run for so long takes long. Most reports are read and checked in less."""
LATELY_S = 1.0
"""Where something quick has come to its end, more of it may come so soon, and finds a processor that is free: between
two busy ones each step of it, in the event loop, on the disk, in a worker, waits for its turn of one of them."""
TURN_S = 1.0
"""How long those go on that may, before others that take long have their turn."""


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

    While something quick runs, and shortly after it, those that take long take turns on all processors but one, and at
    least on one.
    """

    def __init__(self, processors: int) -> None:
        self._processors = processors
        self._runs: list[_Run] = []
        """Those that take long in the order of their turns."""
        self._looks_again: asyncio.TimerHandle | None = None
        """Once nothing quick has been at work lately; None if nothing has."""
        self._next_turns: asyncio.TimerHandle | None = None
        """Of who stands still; None if nobody does."""

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
                if run.quick:
                    self._was_quick()
                self._look()

    def _takes_long(self, run: _Run) -> None:
        run.quick = False
        self._look()

    def _was_quick(self) -> None:
        if self._looks_again is not None:
            self._looks_again.cancel()
        self._looks_again = asyncio.get_running_loop().call_later(LATELY_S, self._nothing_quick_lately)

    def _nothing_quick_lately(self) -> None:
        self._looks_again = None
        self._look()

    def _look(self) -> None:
        longer = [run for run in self._runs if not run.quick]
        free_one = self._looks_again is not None or len(longer) < len(self._runs)
        go_on = max(1, self._processors - 1) if free_one else len(longer)
        for run in longer[:go_on]:
            self._let_go_on(run)
        for run in longer[go_on:]:
            self._have_stand_still(run)
        if go_on < len(longer):
            if self._next_turns is None:
                self._next_turns = asyncio.get_running_loop().call_later(TURN_S, self._take_turns, longer[:go_on])
        elif self._next_turns is not None:
            self._next_turns.cancel()
            self._next_turns = None

    def _take_turns(self, had_theirs: Sequence[_Run]) -> None:
        self._next_turns = None
        self._runs.sort(key=had_theirs.__contains__)  # to the end, in the order that they had
        self._look()

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
