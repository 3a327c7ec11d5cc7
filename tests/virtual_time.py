"""An event loop whose clock jumps to whatever is waited for: no test waits, and no pause of the machine is a delay."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


def run_at_once(work: Coroutine[Any, Any, Result]) -> Result:
    """What ``work`` gives, which may sleep and set deadlines but wait for no other process or thread."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)


class _Loop(asyncio.SelectorEventLoop):
    """Its time is the sum of what was waited for."""

    def __init__(self) -> None:
        self.now_s = 0.0
        super().__init__(_Selector(self))

    def time(self) -> float:
        return self.now_s


class _Selector(selectors.SelectSelector):
    """Waits for nothing: the time until the next timer has passed at once."""

    def __init__(self, loop: _Loop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            if timeout is None:
                raise RuntimeError("nothing is left that could wake the loop")
            self._loop.now_s += max(timeout, 0)
        return ready
