"""How many connections a process admits: so many in all, and so many from one address."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict

from service.api.edge.addresses import network_of
from service.api.edge.limits import OWN_FILES, PROBES_AT_ONCE

SHARE = 5 / 6
"""The part of all connections that one address may have, whatever the settings say, so that others find a place."""


class ConnectionLimit:
    """The connections of this process. Beyond ``most``, or ``most_each`` from one address, only probes are answered."""

    def __init__(self, most: int, most_each: int) -> None:
        self._most = most
        self._most_each = min(most_each, max(1, int(most * SHARE)))
        self._place: dict[asyncio.Transport, str] = {}
        self._from = Counter[str]()
        self._beyond: OrderedDict[asyncio.Transport, None] = OrderedDict()

    @classmethod
    def within(cls, open_files: int, most: int, most_each: int) -> ConnectionLimit:
        """As many connections as the process may open files, less those that it needs itself."""
        spare = min(OWN_FILES + PROBES_AT_ONCE, open_files // 2)
        return cls(min(most, open_files - spare), most_each)

    def admit(self, transport: asyncio.Transport, address: str) -> bool:
        """Whether the connection has a place. If not, it is kept for a moment, in case that it is a probe."""
        place = network_of(address)
        if len(self._place) < self._most and self._from[place] < self._most_each:
            self._place[transport] = place
            self._from[place] += 1
            return True
        self._beyond[transport] = None
        if len(self._beyond) > PROBES_AT_ONCE:
            self._beyond.popitem(last=False)[0].abort()
        return False

    def leave(self, transport: asyncio.Transport) -> None:
        """Forget the connection. Doing it twice is harmless."""
        self._beyond.pop(transport, None)
        if (place := self._place.pop(transport, None)) is not None:
            self._from[place] -= 1
            if not self._from[place]:
                del self._from[place]

    def __len__(self) -> int:
        return len(self._place) + len(self._beyond)
