"""The totals that are known so far, and how far up the terms of each reach, so that a walk can step over them."""

from __future__ import annotations

from bisect import bisect_right


class KnownTotals:
    """The first line of each total. Totals are added from the top of the table to its foot."""

    def __init__(self) -> None:
        self._tops: dict[int, int] = {}
        self._totals: list[int] = []

    def add(self, total: int, top: int) -> None:
        """The terms of ``total``, with all that they hold themselves, begin at ``top``."""
        self._tops[total] = top
        self._totals.append(total)

    def __contains__(self, position: int) -> bool:
        return position in self._tops

    def top(self, position: int) -> int:
        """Where a total begins; the position itself where none is known."""
        return min(self._tops.get(position, position), position)

    def nearest(self, position: int) -> int:
        """The nearest total at ``position`` or above; -1 if there is none."""
        at = bisect_right(self._totals, position)
        return self._totals[at - 1] if at else -1
