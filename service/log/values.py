"""The values that stores take and return: heads, leases, claims, texts, records of audits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.events import TERMINAL_TYPES
from service.log.codec import StoredEvent
from service.log.marks import Marks
from service.log.streams import AUDIT


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a stream: its seq, the hash of its text, and whether the stream has ended with it."""

    seq: int
    hash: str
    ended: bool


NOTHING = Head(0, "", ended=False)
"""The head of a stream that holds nothing."""


def head_after(event: StoredEvent) -> Head:
    """The head of a stream whose last event this is."""
    return Head(event.seq, event.hash, event.type in TERMINAL_TYPES)


@dataclass(frozen=True, slots=True)
class Texts:
    """Stored texts as they stand (UTF-8), contiguous, each behind its mark; ``head`` names the last of them."""

    audit_id: str
    first: int
    count: int
    joined: bytes
    head: Head


def texts_of(events: Sequence[StoredEvent], marks: Marks) -> Texts | None:
    """The texts of contiguous events; None if there are no events."""
    if not events:
        return None
    first, joined = events[0], marks.joined(event.body.encode() for event in events)
    return Texts(first.audit_id, first.seq, len(events), joined, head_after(events[-1]))


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to run an audit: appends under ``epoch`` are refused once another process has claimed it."""

    audit_id: str
    owner: str
    epoch: int


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A client's name for a request, and the SHA-256 of the whole request."""

    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A lease, and the head after the event that recorded the claim."""

    lease: Lease
    head: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An audit that waits to be run, and who handed it in, as far as that is known."""

    audit_id: str
    sender: str


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """What a process needs to run an audit or to list it."""

    audit_id: str
    created_at: str
    document_sha256: str
    filename: str
    agents: tuple[str, ...]
    head: Head
    review: Head
    """The head of its review."""

    def head_of(self, stream: str) -> Head:
        """The head of one of its streams."""
        return self.head if stream == AUDIT else self.review


@dataclass(frozen=True, slots=True)
class Damaged:
    """An audit whose row cannot be used: what is wrong with it."""

    audit_id: str
    problem: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Audits, newest first, and the cursor of the next page (None on the last)."""

    audits: tuple[AuditRecord, ...]
    next: str | None
    damaged: tuple[Damaged, ...] = ()
    """Those that would stand among them; where nobody can say when one was created, it is on the first page."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of an erased audit: when and by whom it was erased, and which its last event was."""

    audit_id: str
    erased_at: str
    erased_by: str
    head_seq: int
    last_hash: str


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure deleted: ``head_seq`` events, and the artifacts that no other audit uses."""

    tombstone: Tombstone
    artifacts: int
    size_bytes: int
    """Of the events' texts and those artifacts together."""
