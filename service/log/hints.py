"""What others are said to have committed, until somebody asks. A hint may be lost, doubled or late: it is no proof."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

MAX_NAMED = 1024
"""Streams that are remembered by name; with more of them, looking at all is no more work than looking at each."""


class Hints:
    """Hints that have arrived and were not asked for yet. Everything here runs in the event loop."""

    def __init__(self) -> None:
        self._named: set[str] = set()
        self._unnamed = False
        self._heard = asyncio.Event()

    def hear(self, names: Iterable[str]) -> None:
        """Something has been committed to these streams; to any, if none is named."""
        named = frozenset(names)
        self._named |= named
        if not named or len(self._named) > MAX_NAMED:
            self._unnamed = True
        if self._unnamed:
            self._named.clear()
        self._heard.set()

    async def wait(self, patience_s: float) -> frozenset[str]:
        """The streams that were named since the last call, as soon as there is a hint.

        None are named after ``patience_s`` without a hint, and where one has said no more than that there is something.
        """
        try:
            async with asyncio.timeout(patience_s):
                await self._heard.wait()
        except TimeoutError:
            return frozenset()
        self._heard.clear()
        named, self._named, self._unnamed = frozenset(self._named), set(), False
        return named
