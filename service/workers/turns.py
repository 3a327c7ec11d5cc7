"""Whose turn it is where several senders wait for few places: nobody waits for all that another has handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType
from typing import Generic, TypeVar

Work = TypeVar("Work", bound=Hashable)

EXPRESS = 1
"""Places beyond the ordinary ones. They are for whoever has none yet, and for short work behind long work."""
LONG_S = 30.0
"""What has run for so long is long work: a report of 600 pages is read and checked in less."""


class Turns(Generic[Work]):
    """What runs, of which sender, and the senders in a ring: who begins something goes to its end.

    Whoever runs nothing waits at most until every sender that was there before has begun one thing.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._running: dict[Work, tuple[str, float]] = {}
        self._ring: dict[str, None] = {}

    @property
    def full(self) -> bool:
        """Whether nothing may begin, whoever waits."""
        return len(self._running) >= self._places + EXPRESS

    @property
    def running(self) -> Mapping[Work, tuple[str, float]]:
        """What runs: its sender, and since when."""
        return MappingProxyType(self._running)

    def next(self, waiting: Iterable[tuple[Work, str]], now: float) -> Work | None:
        """What begins next of what waits, given oldest first and with its sender; None if nothing may begin now."""
        oldest: dict[str, Work] = {}
        for work, sender in waiting:
            oldest.setdefault(sender, work)
        shares = Counter(sender for sender, _ in self._running.values())
        self._ring = dict.fromkeys(sender for sender in self._ring if sender in oldest or sender in shares)
        self._ring |= dict.fromkeys(oldest)
        sender = min((sender for sender in self._ring if sender in oldest), key=shares.__getitem__, default=None)
        if sender is None or not self._has_place(shares[sender], now):
            return None
        return oldest[sender]

    def _has_place(self, share: int, now: float) -> bool:
        """Whether there is a place for somebody who has so many already."""
        if len(self._running) < self._places:
            return True
        return not self.full and (not share or all(now - since >= LONG_S for _, since in self._running.values()))

    def begin(self, work: Work, sender: str, now: float) -> None:
        """It runs from now on."""
        self._running[work] = sender, now
        self._ring.pop(sender, None)
        self._ring[sender] = None

    def end(self, work: Work) -> None:
        """It runs no more."""
        del self._running[work]
