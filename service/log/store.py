"""What every event store does. One contract test suite holds for all of them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from service.artifacts import Artifact, Contents
from service.events import AnyEvent, AuditCreated
from service.log.codec import StoredEvent
from service.log.marks import Marks
from service.log.place import Place
from service.log.streams import AUDIT
from service.log.values import (
    AuditPage,
    AuditRecord,
    Claim,
    Erased,
    Head,
    IdempotencyKey,
    Lease,
    Texts,
    Tombstone,
    Waiting,
)

MAX_SEQ = 2**63 - 1
"""The largest number that a database stores; a cursor beyond it is beyond every head."""

TEXTS = 512
"""Texts in a page, unless their bytes are more than a page takes."""

CommitListener = Callable[[Sequence[StoredEvent]], None]
"""Called in the event loop after a commit, in commit order, with what this process has just written."""


class EventReader(Protocol):
    """The half of the log that following an audit needs.

    An event's place is its audit, its stream and its seq; where no stream is named, the audit's own is meant.
    """

    async def head(self, audit_id: str, stream: str = AUDIT) -> Head:
        """The head of a stream: that of a review in which nothing was decided yet has seq 0.

        Raises:
            AuditNotFound: there is no such audit.
            AuditErased: there was one.
            AuditDamaged: its row cannot be what was written.
        """
        ...

    async def heads(self, audit_ids: Sequence[str], stream: str = AUDIT) -> Mapping[str, Head]:
        """The heads of a stream of those audits that exist and are not damaged."""
        ...

    async def read(self, audit_id: str, after: int, limit: int = 256, stream: str = AUDIT) -> list[StoredEvent]:
        """At most ``limit`` events after seq ``after``, in order, without a gap; fewer where they are large, but
        never none unless the head has been reached.

        Raises:
            AuditErased: there is nothing to read because the audit was erased.
            AuditDamaged: what stands there is no text.
        """
        ...

    async def texts(
        self, audit_id: str, after: int, marks: Marks, limit: int = TEXTS, stream: str = AUDIT
    ) -> Texts | None:
        """What ``read`` gives, but only the texts, joined behind ``marks``; None where it gives no events.

        The database does nearly all of the work, for a fraction of what events cost here.

        Raises:
            AuditErased: there is nothing to read because the audit was erased.
            AuditDamaged: what stands there is no text.
        """
        ...


class EventStore(EventReader, Protocol):
    """An append-only log of audits, and the artifacts and leases that go with it."""

    @property
    def place(self) -> Place:
        """Where the log is, for whoever reads it past this store, as verification does."""
        ...

    async def create(
        self,
        audit_id: str,
        event: AuditCreated,
        document: Contents | Artifact,
        *,
        sender: str = "",
        idempotency: IdempotencyKey | None = None,
        reserve_for: str | None = None,
        lease_s: float = 10,
    ) -> StoredEvent:
        """Accept an audit: its document, its row and ``audit_created`` in one transaction.

        A document that is kept already may be given as an artifact without its bytes.
        ``sender`` is who handed it in, for ``claimable``. ``reserve_for`` keeps other owners from claiming it for
        ``lease_s`` seconds.

        Raises:
            AlreadyAccepted: the same request under the same idempotency key has been accepted before.
            IdempotencyKeyReused: another request was, under this key.
            ArtifactNotFound: the document was given without its bytes, and is not kept.
        """
        ...

    async def append(
        self,
        audit_id: str,
        events: Sequence[AnyEvent],
        expected_seq: int,
        *,
        lease: Lease | None = None,
        artifacts: Sequence[bytes] = (),
        stream: str = AUDIT,
    ) -> list[StoredEvent]:
        """Write ``events`` after ``expected_seq``, and the artifacts they name, all or nothing, in one transaction.

        An artifact that is kept already can be named without handing it in. A review goes on when its audit has ended.

        Raises:
            AuditNotFound, AuditErased: there is no such audit (any more).
            ArtifactNotFound: an event names an artifact that is neither kept nor handed in.
            WrongExpectedSeq: the head has moved.
            StreamEnded: the audit has its terminal event.
            LeaseLost: ``lease`` was given and its epoch has passed.
            AuditDamaged: what stands in its row, or beyond its head, does not let anything follow.
            EventTooLarge: an event's text is beyond 512 KiB.
            DatabaseFailed: the database could not write; nothing was written.
        """
        ...

    async def claim(self, audit_id: str, owner: str, lease_s: float) -> Claim:
        """Take the right to run an audit for ``lease_s`` seconds, and append audit_started or audit_resumed with it.

        Raises:
            LeaseHeld: another owner's lease has not ended.
            StreamEnded, AuditNotFound, AuditErased: there is nothing to run.
        """
        ...

    async def renew(self, lease: Lease, lease_s: float) -> None:
        """Hold ``lease`` for ``lease_s`` seconds from now, by the database's clock.

        Raises:
            LeaseLost: another process has claimed the audit, or this one has released it.
            StreamEnded: somebody has ended it (cancelled it, say).
            AuditErased: somebody has erased it.
        """
        ...

    async def release(self, lease: Lease) -> None:
        """Let another process claim the audit at once. Does nothing if the lease was lost."""
        ...

    async def claimable(self, of_each: int) -> list[Waiting]:
        """Audits that have not ended and that no lease covers, oldest first; of each sender the oldest ``of_each``."""
        ...

    async def erase(self, audit_id: str, by: str) -> Erased:
        """Delete an audit with all that only it used, in one transaction; its tombstone stays, with ``by``.

        One that has not ended is cancelled in the same transaction, so that no process runs, and nobody is shown, an
        audit whose erasure then failed. Of several that erase it at once, one does.

        Raises:
            AuditNotFound, AuditErased: there is no such audit (any more).
            DatabaseFailed: nothing was erased.
        """
        ...

    async def sweep(self) -> None:
        """Take away what was left of artifacts that were never named or are named no more, a little at a time.

        Such are left by a process that was killed in the middle of a large upload, or of an erasure.

        Raises:
            DatabaseFailed: it could not be done.
        """
        ...

    async def tombstone(self, audit_id: str) -> Tombstone | None:
        """What is left of an audit, if it was erased."""
        ...

    async def erased_total(self) -> int:
        """How many audits have been erased."""
        ...

    async def audit(self, audit_id: str) -> AuditRecord:
        """One audit.

        Raises:
            AuditNotFound, AuditErased: there is no such audit (any more).
            AuditDamaged: its row cannot be what was written.
        """
        ...

    async def audits(self, limit: int, cursor: str | None = None) -> AuditPage:
        """Audits, newest first, and beside them those that are damaged."""
        ...

    async def knows_document(self, sha256: str) -> bool:
        """Whether there is an audit of this document."""
        ...

    async def artifact(self, sha256: str) -> bytes:
        """The bytes kept under ``sha256``, which they are checked against.

        Raises:
            ArtifactNotFound, ArtifactDamaged
        """
        ...

    def artifact_pieces(self, sha256: str) -> AsyncGenerator[bytes]:
        """The bytes of ``artifact`` in their order, a little at a time; the last once all are known to be right.

        Raises:
            ArtifactNotFound, ArtifactDamaged
        """
        ...

    def on_commit(self, listener: CommitListener) -> None:
        """Call ``listener`` after every commit of this process."""
        ...

    async def rung(self, patience_s: float) -> frozenset[str]:
        """The streams to which others are said to have committed since the last call, by their names
        (``stream_name``); waits for such a hint. One that was erased is named too.

        For at most ``patience_s``, or as long as hints may be lost here. Where none is named, ask ``changed``.
        """
        ...

    async def changed(self) -> bool:
        """Whether anybody, in any process, has committed since the last call. Cheap enough to ask 40 times a second."""
        ...

    async def ping(self) -> None:
        """Reach the database.

        Raises:
            DatabaseFailed: it cannot be reached.
        """
        ...

    async def close(self) -> None:
        """Write what waits, then close the database."""
        ...


StoreFactory = Callable[[], Awaitable[EventStore]]
