"""A time after which something is done, begun and ended many times on one connection."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Patience:
    """Calls ``over`` once it has an end; at most one time runs."""

    __slots__ = ("_handle", "_loop", "_over")

    def __init__(self, loop: asyncio.AbstractEventLoop, over: Callable[[], None]) -> None:
        self._loop = loop
        self._over = over
        self._handle: asyncio.TimerHandle | None = None

    @property
    def runs(self) -> bool:
        """Whether a time has begun and not ended."""
        return self._handle is not None

    def begin(self, seconds: float) -> None:
        """Start again."""
        self.end()
        self._handle = self._loop.call_later(seconds, self._call)

    def end(self) -> None:
        """What was waited for has come, or matters no more."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _call(self) -> None:
        self._handle = None
        self._over()
