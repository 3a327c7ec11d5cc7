"""The next page of a replay is read while the one before it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from service.log.values import Texts

ReadTexts = Callable[[int], Awaitable[Texts | None]]
"""Reads the page after a seq."""


class ReadAhead:
    """One page ahead of one reader, never more; nothing that was begun is left running once it is stopped."""

    def __init__(self, read: ReadTexts) -> None:
        self._read = read
        self._after: int | None = None
        self._coming: asyncio.Task[Texts | None] | None = None

    def begin(self, after: int) -> None:
        """Read the page after ``after`` already: it will be asked for next."""
        self.stop()
        self._after, self._coming = after, asyncio.create_task(self._run(after))

    async def page(self, after: int) -> Texts | None:
        """The page after ``after``.

        Raises:
            LogError: what reading it raised.
        """
        if self._coming is None or self._after != after:
            self.stop()
            return await self._read(after)
        coming, self._coming = self._coming, None
        try:
            return await coming
        except asyncio.CancelledError:
            coming.cancel()
            raise

    def stop(self) -> None:
        """Stop reading ahead."""
        if self._coming is not None:
            self._coming.cancel()
            self._coming.add_done_callback(_unasked)
            self._coming = None

    async def _run(self, after: int) -> Texts | None:
        return await self._read(after)


def _unasked(task: asyncio.Task[Texts | None]) -> None:
    """Whoever asks for this page again meets its error again."""
    if not task.cancelled():
        task.exception()
