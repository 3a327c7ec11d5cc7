"""Wake-ups between processes that share an embedded database: a bell where there can be one, else asking more often."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from service.log.hints import Hints
from service.log.sqlite.bells.bells import MAX_SAID_BYTES, Bells

UNRUNG_S = 0.05
"""How late a commit is noticed whose ring was lost: the database is asked this often, which takes microseconds."""
WITHOUT_BELL_S = 0.02
"""The same where no ring can ever come."""
AT_ONCE = 64
"""Rings that are heard before the event loop goes on with others."""


class Doorbell:
    """Rings in the thread that has committed; hears in the event loop, from the first time that somebody waits."""

    def __init__(self, database: Path) -> None:
        self._bells = Bells(database)
        self._hints = Hints()
        self._listening: socket.socket | None = None
        self._hung = False

    def ring(self, names: Iterable[str]) -> None:
        """Tell other processes what has been committed."""
        self._bells.ring(names)

    def hear(self, names: Collection[str]) -> None:
        """Hint to this process itself, whose own commits nobody rings for."""
        self._hints.hear(names)

    async def rung(self, patience_s: float) -> frozenset[str]:
        """As ``EventStore.rung``."""
        if not self._hung:
            self._hang()
        return await self._hints.wait(min(patience_s, WITHOUT_BELL_S if self._listening is None else UNRUNG_S))

    def close(self) -> None:
        """Hear and ring no more."""
        if self._listening is not None:
            asyncio.get_running_loop().remove_reader(self._listening)
            self._listening.close()
            self._listening = None
        self._hung = True
        self._bells.take_down()

    def _hang(self) -> None:
        """Listen; and ring once, which sweeps up what killed processes have left, and costs the others one look."""
        self._hung = True
        self._listening = self._bells.hang()
        if self._listening is not None:
            asyncio.get_running_loop().add_reader(self._listening, self._hear, self._listening)
            self._bells.ring(())

    def _hear(self, listening: socket.socket) -> None:
        with suppress(BlockingIOError):  # that was all
            for _ in range(AT_ONCE):
                self._hints.hear(listening.recv(MAX_SAID_BYTES).decode("ascii", "replace").split())
