"""What can be done to a log: on a store with ``run``, and on the model with ``after``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeGuard

from service.audits.cancelling import cancel
from service.errors import (
    AlreadyAccepted,
    AuditNotFound,
    DatabaseFailed,
    EventTooLarge,
    IdempotencyKeyReused,
    LeaseHeld,
    LeaseLost,
    StreamEnded,
    TickmarkError,
    WrongExpectedSeq,
)
from service.events import (
    ENVELOPE_BYTES,
    MAX_EVENT_BYTES,
    TERMINAL_TYPES,
    AnyEvent,
    AuditCancelled,
    AuditCreated,
    AuditResumed,
    AuditStarted,
    Idempotency,
)
from service.log.codec import StoredEvent
from service.log.store import EventStore
from service.log.values import Claim, IdempotencyKey, Lease
from tests.contract.modelled.log import ModelledAudit, ModelledLog, sha256

HELD_S, LAPSED_S = 600.0, 0.0
"""A lease is for far longer than any test takes, or it has run out as soon as it is given: so no test waits for one."""


@dataclass
class Process:
    """A store, and all that it has said of its commits."""

    store: EventStore
    heard: list[StoredEvent] = field(default_factory=list)


class Operation(Protocol):
    """One call. ``after`` is the log once it has happened to ``log``; None if ``outcome`` is not what comes of it.

    An outcome is what the call returned, or the exception that it raised. Those of one audit happen in the order in
    which a store was asked, unless ``in_turn`` is false.
    """

    in_turn: bool

    @property
    def audit_id(self) -> str: ...

    async def run(self, process: Process) -> object: ...

    def after(self, log: ModelledLog, outcome: object) -> ModelledLog | None: ...


@dataclass(frozen=True)
class Create:
    audit_id: str
    event: AuditCreated
    document: bytes
    key: IdempotencyKey | None
    reserve_for: str | None
    lease_s: float
    in_turn = True

    async def run(self, process: Process) -> object:
        options = {"idempotency": self.key, "reserve_for": self.reserve_for}
        return [await process.store.create(self.audit_id, self.event, self.document, lease_s=self.lease_s, **options)]

    def after(self, log: ModelledLog, outcome: object) -> ModelledLog | None:
        if self.audit_id in log.audits:
            return log if isinstance(outcome, DatabaseFailed) else None
        if refusal := self._refusal(log):
            return log if same(refusal, outcome) else None
        owner = self.reserve_for
        audit = ModelledAudit(self.audit_id, owner=owner, held=owner is not None and self.lease_s > 0)
        created = audit.extended([self._first_event()], outcome) if are_stored(outcome) else None
        keys = {self.key.key: (self.key.fingerprint, self.audit_id)} if self.key else {}
        return created and replace(log.having(created, self.document), keys={**log.keys, **keys})

    def _first_event(self) -> AuditCreated:
        """It names the key of the request, if that had one, so that the chain proves whose the key is."""
        if self.key is None:
            return self.event
        named = Idempotency(key_sha256=sha256(self.key.key), request_sha256=self.key.fingerprint)
        return self.event.model_copy(update={"idempotency": named})

    def _refusal(self, log: ModelledLog) -> TickmarkError | None:
        if self.key is None or self.key.key not in log.keys:
            return None
        fingerprint, audit_id = log.keys[self.key.key]
        refused = AlreadyAccepted if fingerprint == self.key.fingerprint else IdempotencyKeyReused
        return refused(self.key.key, audit_id)


@dataclass(frozen=True)
class Append:
    audit_id: str
    events: tuple[AnyEvent, ...] = field(repr=False)
    expected_seq: int
    lease: Lease | None = None
    artifacts: tuple[bytes, ...] = ()
    in_turn = True

    async def run(self, process: Process) -> object:
        return await process.store.append(
            self.audit_id, self.events, self.expected_seq, lease=self.lease, artifacts=self.artifacts
        )

    def after(self, log: ModelledLog, outcome: object) -> ModelledLog | None:
        audit = log.audits.get(self.audit_id)
        if refusal := self._refusal(audit):
            return log if same(refusal, outcome) else None
        extended = audit.extended(self.events, outcome) if audit and are_stored(outcome) else None
        return extended and log.having(extended, *self.artifacts)

    def _refusal(self, audit: ModelledAudit | None) -> TickmarkError | None:
        for event in self.events:
            size = len(event.model_dump_json(exclude={"type"}).encode()) + ENVELOPE_BYTES
            if size > MAX_EVENT_BYTES:
                return EventTooLarge(self.audit_id, event.type, size, MAX_EVENT_BYTES)
        if audit is None:
            return AuditNotFound(self.audit_id)
        if self.lease is not None and self.lease.epoch != audit.epoch:
            return LeaseLost(self.audit_id, self.lease.epoch, audit.epoch)
        if audit.ended:
            return StreamEnded(self.audit_id, audit.head)
        if self.expected_seq != audit.head:
            return WrongExpectedSeq(self.audit_id, self.expected_seq, audit.head)
        for seq, event in enumerate(self.events[:-1], audit.head + 1):
            if event.type in TERMINAL_TYPES:
                return StreamEnded(self.audit_id, seq)
        return None


@dataclass(frozen=True)
class TakeOn:
    """A claim."""

    audit_id: str
    owner: str
    lease_s: float
    in_turn = True

    async def run(self, process: Process) -> object:
        claim = await process.store.claim(self.audit_id, self.owner, self.lease_s)
        return claim, [event for event in process.heard if (event.audit_id, event.seq) == (self.audit_id, claim.head)]

    def after(self, log: ModelledLog, outcome: object) -> ModelledLog | None:
        audit = log.audits.get(self.audit_id)
        if audit is None:
            return log if same(AuditNotFound(self.audit_id), outcome) else None
        if refusal := self._refusal(audit):
            return log if same(refusal, outcome) else None
        if not isinstance(outcome, tuple):
            return None
        claim, stored = outcome
        claimed = replace(
            audit, runners=(*audit.runners, self.owner), owner=self.owner, held=self.lease_s > 0
        ).extended([_claim_event(audit, self.owner)], stored)
        lease = Lease(self.audit_id, self.owner, audit.epoch + 1)
        return claimed and log.having(claimed) if claim == Claim(lease, audit.head + 1) else None

    def _refusal(self, audit: ModelledAudit) -> TickmarkError | None:
        if audit.ended:
            return StreamEnded(self.audit_id, audit.head)
        if audit.held and audit.owner != self.owner:
            return LeaseHeld(self.audit_id, str(audit.owner))
        return None


def _claim_event(before: ModelledAudit, owner: str) -> AnyEvent:
    if not before.epoch:
        return AuditStarted(attempt=1)
    if before.owner is None:
        return AuditResumed(attempt=before.epoch + 1, reason="the process that ran it was shut down")
    if before.owner == owner:
        reason = "the process that runs it could not write to the log for a while"
        return AuditResumed(attempt=before.epoch + 1, reason=reason)
    reason = "the process that ran it stopped without a word"
    return AuditResumed(attempt=before.epoch + 1, reason=reason, crashed=True)


@dataclass(frozen=True)
class Renew:
    lease: Lease
    lease_s: float
    in_turn = True

    @property
    def audit_id(self) -> str:
        return self.lease.audit_id

    async def run(self, process: Process) -> object:
        return await process.store.renew(self.lease, self.lease_s)

    def after(self, log: ModelledLog, outcome: object) -> ModelledLog | None:
        audit = log.audits.get(self.audit_id)
        if audit is None:
            return log if same(AuditNotFound(self.audit_id), outcome) else None
        if audit.ended:
            return log if same(StreamEnded(self.audit_id, audit.head), outcome) else None
        if (audit.epoch, audit.owner) != (self.lease.epoch, self.lease.owner):
            return log if same(LeaseLost(self.audit_id, self.lease.epoch, audit.epoch), outcome) else None
        return log.having(replace(audit, held=self.lease_s > 0)) if outcome is None else None


@dataclass(frozen=True)
class Release:
    lease: Lease
    in_turn = True

    @property
    def audit_id(self) -> str:
        return self.lease.audit_id

    async def run(self, process: Process) -> object:
        return await process.store.release(self.lease)

    def after(self, log: ModelledLog, outcome: object) -> ModelledLog | None:
        audit = log.audits.get(self.audit_id)
        if outcome is not None:
            return None
        if audit is None or (audit.epoch, audit.owner) != (self.lease.epoch, self.lease.owner):
            return log
        return log.having(replace(audit, owner=None, held=False))


@dataclass(frozen=True)
class Cancel:
    audit_id: str
    reason: str
    """Of this call alone."""
    in_turn = False  # it reads before it writes

    async def run(self, process: Process) -> object:
        await cancel(process.store, self.audit_id, self.reason)
        return [event for event in process.heard if event.audit_id == self.audit_id and self.reason in event.body]

    def after(self, log: ModelledLog, outcome: object) -> ModelledLog | None:
        audit = log.audits.get(self.audit_id)
        if audit is None:
            return log if same(AuditNotFound(self.audit_id), outcome) else None
        if audit.ended:
            return log if same(StreamEnded(self.audit_id, audit.head), outcome) else None
        ended = audit.extended([AuditCancelled(reason=self.reason)], outcome) if are_stored(outcome) else None
        return ended and log.having(ended)


def same(expected: TickmarkError, outcome: object) -> bool:
    """The same error with the same values."""
    return isinstance(outcome, TickmarkError) and (type(outcome), outcome.made_from) == (
        type(expected),
        expected.made_from,
    )


def are_stored(outcome: object) -> TypeGuard[Sequence[StoredEvent]]:
    return isinstance(outcome, list)
