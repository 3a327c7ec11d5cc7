"""Heads as this process has left them, so that appends are decided without asking; the database confirms or refuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.errors import StreamEnded
from service.log.appending.appends import Append, EventRow, event_rows
from service.log.appending.decisions import placed
from service.log.appending.settling import Committed, Tried
from service.log.codec import StoredEvent
from service.log.streams import AUDIT
from service.log.values import Head, head_after

MOST_KNOWN = 10_000
"""Audits whose heads are remembered; beyond them, those go first that were written longest ago."""


@dataclass(frozen=True, slots=True)
class PreparedAppend:
    """An append, and what it stores if its audit still stands at ``before``, held under the lease it names."""

    append: Append
    before: Head
    stored: list[StoredEvent]
    rows: list[EventRow]


class KnownHeads:
    """Where this process leaves the audits that it writes, in their own streams. Another one may have moved them on.

    It runs ahead of the database: what is prepared counts as written, so that what follows it can be prepared as well.
    If the database then refuses one, it refuses those that follow too, and they are decided again.
    """

    def __init__(self) -> None:
        self._heads: dict[str, Head] = {}

    def prepare(self, append: Append) -> PreparedAppend | None:
        """What ``append`` will store; None where that cannot be known beforehand."""
        before = self._heads.get(append.audit_id)
        if before is None or before.seq != append.expected_seq or not append.drafts or not append.bare:
            return None
        try:
            stored = placed(append.audit_id, before, append.drafts)
        except StreamEnded:
            return None
        self._leave(stored[-1])
        return PreparedAppend(append, before, stored, event_rows(append, stored))

    def moved(self, stored: Iterable[StoredEvent]) -> None:
        """``stored`` was committed."""
        for event in stored:
            if event.stream != AUDIT:
                continue
            known = self._heads.get(event.audit_id)
            # Of an event that was prepared it is known already, unless the database has refused it and taken another.
            if known is None or known.seq < event.seq or (known.seq == event.seq and known.hash != event.hash):
                self._leave(event)

    def _leave(self, last: StoredEvent) -> None:
        self._heads.pop(last.audit_id, None)  # so that the order is that of the last time each was written
        head = head_after(last)
        if not head.ended:
            self._heads[last.audit_id] = head
            if len(self._heads) > MOST_KNOWN:
                del self._heads[next(iter(self._heads))]


def all_prepared(operations: Sequence[object]) -> list[PreparedAppend] | None:
    """``operations``, if all of them are prepared."""
    prepared = [operation for operation in operations if isinstance(operation, PreparedAppend)]
    return prepared if len(prepared) == len(operations) else None


def as_tried(prepared: Iterable[PreparedAppend]) -> list[Tried]:
    """The results of the operations, if nobody else wrote first."""
    return [Tried(each.stored, tuple(each.stored)) for each in prepared]


def as_written(prepared: Sequence[PreparedAppend]) -> Committed:
    """The results of the operations, once their texts are known to be in the log."""
    return [each.stored for each in prepared], [event for each in prepared for event in each.stored]
