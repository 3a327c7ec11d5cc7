"""A timer that is started and stopped many times on one connection."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Timer:
    """Calls ``over`` when its time is up, unless it is stopped or started again before."""

    __slots__ = ("_handle", "_loop", "_over")

    def __init__(self, loop: asyncio.AbstractEventLoop, over: Callable[[], None]) -> None:
        self._loop = loop
        self._over = over
        self._handle: asyncio.TimerHandle | None = None

    @property
    def running(self) -> bool:
        """Whether it was started, and neither stopped nor up."""
        return self._handle is not None

    def start(self, seconds: float) -> None:
        """Start it, from the beginning if it is running."""
        self.stop()
        self._handle = self._loop.call_later(seconds, self._call)

    def stop(self) -> None:
        """Stop it. Doing it twice is harmless."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _call(self) -> None:
        self._handle = None
        self._over()
