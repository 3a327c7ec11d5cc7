"""The latest events of an audit as frames, as far back as somebody who watches it still lacks them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import islice

from service.api.watching.frames import frame
from service.log.codec import StoredEvent
from service.tail.handoff import PAGE_EVENTS, PAGE_SIZE_BYTES, LogGapError


class Window:
    """The frames of the events after some cursor up to ``end``, each made once, without a gap."""

    def __init__(self, audit_id: str, end: int) -> None:
        self._audit_id = audit_id
        self.end = end
        """The seq of the last event in it, or before it while it is empty."""
        self._frames: deque[bytes] = deque()
        self._size_bytes = 0
        self._joined: tuple[int, bytes] | None = None
        """The cursor that was asked for last, and what there is after it: most clients have come equally far."""

    @property
    def has_room(self) -> bool:
        """Whether it holds less than a page: nobody is sent more than two at once."""
        return len(self._frames) < PAGE_EVENTS and self._size_bytes < PAGE_SIZE_BYTES

    def extend(self, events: Sequence[StoredEvent]) -> None:
        """Take ``events``, which follow ``end``.

        Raises:
            LogGapError: they do not.
        """
        for event in events:
            if event.seq != self.end + 1:
                raise LogGapError(self._audit_id, self.end + 1, event.seq)
            data = frame(event.body)
            self._frames.append(data)
            self._size_bytes += len(data)
            self.end = event.seq
        self._joined = None

    def forget(self, cursor: int) -> None:
        """Drop what everybody has: all up to ``cursor``."""
        while self._frames and self.end - len(self._frames) < cursor:
            self._size_bytes -= len(self._frames.popleft())

    def after(self, cursor: int) -> bytes:
        """The frames of all events after ``cursor``, which has not been forgotten, in one piece."""
        if self._joined is None or self._joined[0] != cursor:
            missing = self.end - cursor
            self._joined = cursor, b"".join(islice(self._frames, len(self._frames) - missing, None))
        return self._joined[1]
