"""Marks: the few bytes before each text where texts are joined, which its size alone decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

KEPT = 4096
"""Marks that are kept: the sizes of an audit's texts are few, and to make a mark costs more than to join its text."""


class Marks:
    """``mark`` of every size in bytes, and a table of those of the sizes ``common``, all equally long.

    A database that has the table joins texts of these sizes by itself; of a page with any others it gives the rows.
    """

    def __init__(self, mark: Callable[[int], bytes], common: range) -> None:
        self.table = b"".join(map(mark, common))
        self.least = common.start
        self.width = len(mark(common.start))
        if len(self.table) != self.width * len(common):
            raise ValueError(f"the marks of {common} are not all as long as the first, which is {self.width} bytes")
        self._mark = lru_cache(KEPT)(mark)

    def of(self, size: int) -> bytes:
        """The mark of a text of ``size`` bytes."""
        return self._mark(size)

    def joined(self, texts: Iterable[bytes | bytearray]) -> bytes:
        """All ``texts`` in their order, each behind its mark."""
        parts: list[bytes | bytearray] = []
        for text in texts:
            parts += (self._mark(len(text)), text)
        return b"".join(parts)
