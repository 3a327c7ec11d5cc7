"""How many of those who wait are written at once, so that the disk and the event loop work at the same time.

A commit has two halves: the thread's, which waits for the disk, and the event loop's, in which callers hear of it and
come with what follows. If all callers are in one batch, each half rests while the other works. In two batches the
halves overlap, at the price of a second wait for the disk. So it depends on which of both takes longer, and that is
measured all the time.
"""

from __future__ import annotations

LEAST = 4
"""Fewer operations are never parted: the fixed cost of a commit is more than the loop needs for them."""
SMOOTHING = 8
"""The averages are over about so many batches: a single slow one, a checkpoint say, changes nothing."""


class Pace:
    """The thread asks ``share`` and tells ``wrote``; the event loop tells ``turned``, once for each ``wrote``."""

    def __init__(self) -> None:
        self._disk_s = 0.0
        self._turn_s = 0.0
        self._wrote = 0
        self._turned = 0

    def share(self, waiting: int) -> int:
        """How many of ``waiting`` operations to write now; 0 is to wait until ``turned`` is told."""
        due = self._wrote - self._turned
        if self._turn_s <= self._disk_s:
            return 0 if due else waiting
        if due or waiting < 2 * LEAST:
            return waiting
        return (waiting + 1) // 2

    def wrote(self, disk_s: float) -> None:
        """A batch was written, for which the thread has waited so long; its callers are about to hear of it."""
        self._disk_s += (disk_s - self._disk_s) / SMOOTHING
        self._wrote += 1

    def turned(self, turn_s: float) -> None:
        """So long after a batch was written, its callers have heard of it and had their turn in the event loop."""
        self._turn_s += (turn_s - self._turn_s) / SMOOTHING
        self._turned += 1
