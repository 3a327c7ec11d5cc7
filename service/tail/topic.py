"""What one process knows of one watched stream: how far it has come, and its latest events, shared by all watchers."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import islice

from service.errors import AuditErased, LogError
from service.log.codec import StoredEvent
from service.log.streams import AUDIT, stream_name
from service.log.values import NOTHING, Head, head_after

RING_EVENTS = 1024
RING_BYTES = 4 * 2**20
"""The window in which watchers are served without the database; whoever falls behind it reads pages."""


class Topic:
    """A head that only moves forward, and a ring of the last events, contiguous and ending at or before the head.

    Everything here runs in the event loop and never awaits, so a test of the state and what follows from it are one
    step.
    """

    def __init__(self, audit_id: str, stream: str = AUDIT) -> None:
        self.audit_id = audit_id
        self.stream = stream
        self.name = stream_name(audit_id, stream)
        self.head = NOTHING
        self.known = False
        """Whether somebody has read the head already; that of a review may be that there is nothing."""
        self.erased: AuditErased | None = None
        """When and by whom the audit was erased, once this process knows."""
        self.trouble: LogError | None = None
        """Why the audit cannot be followed any more: it turned out to be damaged, or the log is another one now."""
        self.edge_lock = asyncio.Lock()
        """Held while the events after the ring are read, so that many watchers read each new row once."""
        self._ring: deque[StoredEvent] = deque()
        self._ring_bytes = 0
        self._changed = asyncio.Event()

    def offer(self, events: Sequence[StoredEvent]) -> None:
        """Add events of this stream, in the order of their seq; those that are known already are ignored."""
        for event in events:
            last = self._ring[-1].seq if self._ring else None
            if last is not None and event.seq <= last:
                continue
            if last is not None and event.seq != last + 1:
                # Somebody else wrote in between: the ring would have a hole, so it starts again here.
                self._ring.clear()
                self._ring_bytes = 0
            self._ring.append(event)
            self._ring_bytes += len(event.body)
        self._trim()
        self.reached(events)

    def reached(self, events: Sequence[StoredEvent]) -> None:
        """Move the head up to ``events``, which somebody has read: nobody is sent more than what the head says."""
        if events:
            self.advance(head_after(events[-1]))

    def advance(self, head: Head) -> None:
        """Move the head to ``head``. An old, doubled or late one changes nothing."""
        self.known = True
        if head.seq > self.head.seq:
            self.head = head
            self.wake()

    def erase(self, erased: AuditErased) -> None:
        """Note that the audit was erased, and forget its events."""
        self.erased = erased
        self._ring.clear()
        self._ring_bytes = 0
        self.wake()

    def fail(self, trouble: LogError) -> None:
        """Note why the audit cannot be followed any more."""
        self.trouble = trouble
        self.wake()

    def wake(self) -> None:
        """Let every waiting watcher look again."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def after(self, cursor: int, events: int, size_bytes: int) -> list[StoredEvent] | None:
        """The events in the ring after ``cursor``, at most so many; None where it does not reach back so far."""
        if not self._ring or cursor + 1 < self._ring[0].seq or cursor >= self._ring[-1].seq:
            return None
        start = cursor + 1 - self._ring[0].seq
        return bounded(islice(self._ring, start, start + events), size_bytes)

    def at_edge(self, cursor: int) -> bool:
        """Whether the next event after ``cursor`` is the one that the ring lacks. An empty one begins near the head."""
        if cursor >= self.head.seq:
            return False
        return cursor == self._ring[-1].seq if self._ring else self.head.seq - cursor <= RING_EVENTS

    @property
    def edge(self) -> int:
        """The last seq that nobody here need read again."""
        return self._ring[-1].seq if self._ring else self.head.seq

    def changed(self) -> asyncio.Event:
        """Set at the next change. Take it in the same step as the test that found nothing to do."""
        return self._changed

    def _trim(self) -> None:
        while len(self._ring) > RING_EVENTS or (self._ring_bytes > RING_BYTES and len(self._ring) > 1):
            self._ring_bytes -= len(self._ring.popleft().body)


def bounded(events: Iterable[StoredEvent], size_bytes: int) -> list[StoredEvent]:
    """The first of ``events`` up to ``size_bytes`` of text, at least one if there is one."""
    taken: list[StoredEvent] = []
    size = 0
    for event in events:
        taken.append(event)
        size += len(event.body)
        if size >= size_bytes:
            break
    return taken
