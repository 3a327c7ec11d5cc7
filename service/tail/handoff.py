"""The hand-off from replay to tail, without I/O: what one subscriber has to do next.

A subscriber registers with the topic first and reads the head after that. From then on the topic's head only moves
forward, so "cursor at head" is a sound answer to "is there more", however many wake-ups are lost, doubled or late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.errors import AuditDamaged
from service.log.codec import StoredEvent
from service.log.values import Head, Texts, head_after
from service.tail.topic import Topic

PAGE_EVENTS = 256
PAGE_SIZE_BYTES = 64 * 1024
"""What goes out between two yields to other subscribers."""
MOST_UNSEEN = 400
"""How often in a row the log may not show what a hint has named. A hint is early by milliseconds, and each try waits
for some of them."""


@dataclass(frozen=True, slots=True)
class Deliver:
    """Send these events, in order."""

    events: Sequence[StoredEvent]


@dataclass(frozen=True, slots=True)
class Fetch:
    """Read the page after ``after`` from the log and hand it to ``fetched``."""

    after: int


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """Everything up to ``head`` was delivered. Once per subscription."""

    head: Head


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to do until the topic changes."""

    head: Head


@dataclass(frozen=True, slots=True)
class End:
    """The audit has ended, and the subscriber has all of it."""


Action = Deliver | Fetch | CaughtUp | Wait | End


class LogGapError(AuditDamaged):
    """A page did not begin after the cursor. The log forbids it, so it is never sent on."""

    def __init__(self, audit_id: str, expected: int, actual: int) -> None:
        super().__init__(audit_id, f"expected event {expected} after the cursor, the log gave {actual}")


class Handoff:
    """One subscriber: its cursor, and what comes next. ``next`` changes nothing but the cursor and its own flags."""

    def __init__(self, after: int) -> None:
        self.cursor = after
        self._unseen = 0
        self._told = False
        self._last: Head | None = None

    def next(self, topic: Topic) -> Action:
        """What to do now; call it again after having done it.

        Raises:
            AuditDamaged: nothing more of the audit can be shown.
            AuditErased: nothing more of it is delivered.
            DatabaseFailed: the log is no longer the one that was read so far.
        """
        for over in (topic.trouble, topic.erased):
            if over is not None:
                raise over.with_traceback(None)  # each watcher is to hear of it, none of where others did
        if self.cursor < topic.head.seq:
            events = topic.after(self.cursor, PAGE_EVENTS, PAGE_SIZE_BYTES)
            return Fetch(self.cursor) if events is None else self._deliver(events)
        head = self._head(topic)
        if not self._told:
            self._told = True
            return CaughtUp(head)
        return End() if head.ended else Wait(head)

    def fetched(self, events: Sequence[StoredEvent]) -> Deliver | None:
        """Take the page that a ``Fetch`` asked for; None where the log does not show it yet.

        Raises:
            LogGapError: the page does not follow the cursor.
        """
        return self._deliver(events) if events else None

    def saw_nothing(self, topic: Topic) -> None:
        """Note that the log does not show yet what the topic's head names.

        Raises:
            AuditDamaged: it has not for so long that it never will.
        """
        self._unseen += 1
        if self._unseen > MOST_UNSEEN:
            raise AuditDamaged(topic.audit_id, f"event {self.cursor + 1} is missing; the head is {topic.head.seq}")

    def passed(self, texts: Texts) -> None:
        """Note that these have been delivered.

        Raises:
            LogGapError: they do not follow the cursor.
        """
        if texts.first != self.cursor + 1 or texts.head.seq != self.cursor + texts.count:
            raise LogGapError(texts.audit_id, self.cursor + 1, texts.first)
        self._last, self.cursor, self._unseen = texts.head, texts.head.seq, 0

    def moved_to(self, cursor: int) -> None:
        """Note that everything up to ``cursor`` has been delivered by somebody else."""
        self.cursor = cursor

    def _deliver(self, events: Sequence[StoredEvent]) -> Deliver:
        for expected, event in enumerate(events, self.cursor + 1):
            if event.seq != expected:
                raise LogGapError(event.audit_id, expected, event.seq)
        self._last = head_after(events[-1])
        self.cursor, self._unseen = self._last.seq, 0
        return Deliver(events)

    def _head(self, topic: Topic) -> Head:
        """The topic's head, unless this subscriber has read further than the topic has heard of."""
        return self._last if self._last is not None and self._last.seq > topic.head.seq else topic.head
