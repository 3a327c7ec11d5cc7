"""What the event log refuses, and what its database could not do."""

from __future__ import annotations

from service.errors.root import TickmarkError


class LogError(TickmarkError):
    """The event log refused."""


class AuditNotFound(LogError):
    """No audit has this ``audit_id``."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(f"there is no audit {audit_id}")
        self.audit_id = audit_id


class AuditErased(LogError):
    """The audit was erased at ``erased_at`` by ``erased_by``; only its tombstone is left."""

    def __init__(self, audit_id: str, erased_at: str, erased_by: str) -> None:
        super().__init__(f"audit {audit_id} was erased at {erased_at} by {erased_by}; only its tombstone is left")
        self.audit_id = audit_id
        self.erased_at = erased_at
        self.erased_by = erased_by


class AuditDamaged(LogError):
    """What is kept of the audit is not what was written: ``problem`` says what. Other audits are not concerned."""

    def __init__(self, audit_id: str, problem: str) -> None:
        super().__init__(f"audit {audit_id} is damaged: {problem}; run `tickmark verify {audit_id}`")
        self.audit_id = audit_id
        self.problem = problem


class WrongExpectedSeq(LogError):
    """An append named ``expected`` as the head, and the head was ``actual``."""

    def __init__(self, audit_id: str, expected: int, actual: int) -> None:
        super().__init__(f"audit {audit_id} is at seq {actual}, append expected {expected}")
        self.audit_id = audit_id
        self.expected = expected
        self.actual = actual


class StreamEnded(LogError):
    """The audit has its terminal event at ``head``; nothing follows it."""

    def __init__(self, audit_id: str, head: int) -> None:
        super().__init__(f"audit {audit_id} has ended at seq {head}; nothing can be appended")
        self.audit_id = audit_id
        self.head = head


class EventTooLarge(LogError):
    """An event's text is ``size_bytes`` long, beyond ``limit_bytes``."""

    def __init__(self, audit_id: str, event_type: str, size_bytes: int, limit_bytes: int) -> None:
        super().__init__(
            f"audit {audit_id}: an event {event_type} of {size_bytes} bytes is beyond the limit of {limit_bytes}"
        )
        self.audit_id = audit_id
        self.event_type = event_type
        self.size_bytes = size_bytes
        self.limit_bytes = limit_bytes


class LeaseHeld(LogError):
    """Another process (``owner``) holds the lease of this audit."""

    def __init__(self, audit_id: str, owner: str) -> None:
        super().__init__(f"audit {audit_id} is being run by {owner}")
        self.audit_id = audit_id
        self.owner = owner


class LeaseLost(LogError):
    """This process held the audit under ``epoch``; it has let go, or another one holds it now under ``actual``."""

    def __init__(self, audit_id: str, epoch: int, actual: int) -> None:
        super().__init__(f"audit {audit_id} is no longer held: the lease had epoch {epoch}, the audit has {actual}")
        self.audit_id = audit_id
        self.epoch = epoch
        self.actual = actual


class ArtifactNotFound(LogError):
    """No artifact has this ``sha256``."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"there is no artifact {sha256}")
        self.sha256 = sha256


class ArtifactDamaged(LogError):
    """The bytes kept under ``sha256`` hash to ``actual``: they were altered after they were stored."""

    def __init__(self, sha256: str, actual: str) -> None:
        super().__init__(f"artifact {sha256} was altered: its bytes now hash to {actual}")
        self.sha256 = sha256
        self.actual = actual


class SchemaMismatch(LogError):
    """The database is at revision ``actual``, the code needs ``expected``."""

    def __init__(self, actual: str | None, expected: str | None, advice: str) -> None:
        super().__init__(f"the database is at revision {actual or 'none'}, this version needs {expected}: {advice}")
        self.actual = actual
        self.expected = expected

    @property
    def public(self) -> str:
        return "the database is not as this version of the service needs it, and the log of the service says why"


class NothingToRetry(LogError):
    """The audit cannot be retried; ``reason`` says why not."""

    def __init__(self, audit_id: str, reason: str) -> None:
        super().__init__(f"audit {audit_id} cannot be retried: {reason}")
        self.audit_id = audit_id
        self.reason = reason


class AlreadyAccepted(LogError):
    """The request with this idempotency ``key`` has become ``audit_id`` before; nothing was written."""

    def __init__(self, key: str, audit_id: str) -> None:
        super().__init__(f"the request with idempotency key {key!r} has become audit {audit_id} before")
        self.key = key
        self.audit_id = audit_id


class IdempotencyKeyReused(LogError):
    """The idempotency ``key`` was used before, for another request, which became ``audit_id``."""

    def __init__(self, key: str, audit_id: str) -> None:
        advice = f"was used for another request, now audit {audit_id}; take a new key"
        super().__init__(f"the idempotency key {key!r} {advice}")
        self.key = key
        self.audit_id = audit_id


class BackupRefused(LogError):
    """A backup cannot be written to ``file``, or not be restored from it; ``reason`` says why, and what to do."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class DatabaseFailed(LogError):
    """The database could not do ``what``; ``reason`` is its own word. But for CommitUnknown, nothing was written.

    Either may name a server, a user or a file.
    """

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"the database could not {what}: {reason}")
        self.what = what
        self.reason = reason

    @property
    def public(self) -> str:
        return "the database behind this service could not be used, and the log of the service says why"


class CommitUnknown(DatabaseFailed):
    """The answer to a commit was lost and could not be had afterwards: what was to be written may or may not be there.

    Who needs to know reads the log; a request under an idempotency key can be repeated under it.
    """

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(what, f"{reason}; it may or may not have been written")
        self.reason = reason

    @property
    def public(self) -> str:
        return "the database did not confirm a write, and the log of the service says why; it may or may not be written"


class DatabaseDamaged(DatabaseFailed):
    """Some pages of the database are damaged; others can be read."""
