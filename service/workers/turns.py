"""Whose turn it is where several senders wait for few places: nobody waits for all that another has handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType
from typing import Generic, TypeVar

Work = TypeVar("Work", bound=Hashable)

EXPRESS = 1
"""Places beyond the ordinary ones: for who has none yet, for who has had short work so far where others have not, and
for what waits behind nothing but long work."""
LONG_S = 30.0
"""What has run for so long is long work: a report of 600 pages is read and checked in less."""
SHORT_S = 5.0
"""What has ended in so long is short work: who waits for a place that it has taken does not wait long."""
MOST_KNOWN = 1000
"""Senders of whom it is known how long their work takes; beyond them, those go first that had none for longest."""


class Turns(Generic[Work]):
    """What runs, of which sender, and the senders in a ring: who begins something goes to its end.

    Whoever runs nothing waits at most until every sender that was there before has begun one thing.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._running: dict[Work, tuple[str, float]] = {}
        self._ring: dict[str, None] = {}
        self._usual_s: dict[str, float] = {}
        """How long the work of a sender has taken, the last half as much as all before."""

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
        # Among those who have none it is the ring alone that decides, or many with short work would pass one for ever.
        own = {sender: shares[sender] for sender in oldest}
        hurry = {sender: (share, bool(share) and not self._is_short(sender, now)) for sender, share in own.items()}
        sender = min((sender for sender in self._ring if sender in oldest), key=hurry.__getitem__, default=None)
        if sender is None or not self._has_place(sender, shares[sender], now):
            return None
        return oldest[sender]

    def _has_place(self, sender: str, share: int, now: float) -> bool:
        """Whether there is a place for ``sender``, who has so many already."""
        if len(self._running) < self._places:
            return True
        if self.full:
            return False
        return not share or self._is_held_up(sender, now) or self._all_is_long(now)

    def _is_held_up(self, sender: str, now: float) -> bool:
        """Whether ``sender`` has had short work so far, and somebody who has not takes places."""
        return self._is_short(sender, now) and any(not self._is_short(by, now) for by, _ in self._running.values())

    def _is_short(self, sender: str, now: float) -> bool:
        """Whether the work of ``sender`` is known to have been short so far, what runs included."""
        own = (now - since for by, since in self._running.values() if by == sender)
        return max((self._usual_s.get(sender, LONG_S), *own)) < SHORT_S

    def _all_is_long(self, now: float) -> bool:
        return all(now - since >= LONG_S for _, since in self._running.values())

    def begin(self, work: Work, sender: str, now: float) -> None:
        """It runs from now on."""
        self._running[work] = sender, now
        self._ring.pop(sender, None)
        self._ring[sender] = None

    def end(self, work: Work, now: float) -> None:
        """It runs no more."""
        sender, since = self._running.pop(work)
        took_s = now - since
        self._usual_s[sender] = (self._usual_s.pop(sender, took_s) + took_s) / 2
        if len(self._usual_s) > MOST_KNOWN:
            del self._usual_s[next(iter(self._usual_s))]
