"""Decisions that are the same on every database: what may be appended, what a claim says, whose a key is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn

from service.errors import AlreadyAccepted, AuditDamaged, IdempotencyKeyReused, LeaseLost, StreamEnded, WrongExpectedSeq
from service.events import TERMINAL_TYPES, AuditCancelled, AuditCreated, AuditResumed, AuditStarted, Idempotency
from service.log.appending.settling import Tried
from service.log.codec import Draft, StoredEvent, place, text_hash
from service.log.streams import AUDIT
from service.log.values import Claim, Head, IdempotencyKey, Lease


def admit(audit_id: str, head: Head, epoch: int | None, expected_seq: int, lease: Lease | None) -> None:
    """Refuse an append unless it names the head, which was read under the lock that keeps it there.

    Raises:
        LeaseLost, StreamEnded, WrongExpectedSeq: it may not; in this order, so that a runner hears that first.
    """
    if lease is not None and epoch is not None and lease.epoch != epoch:
        raise LeaseLost(audit_id, lease.epoch, epoch)
    if head.ended:
        raise StreamEnded(audit_id, head.seq)
    if expected_seq != head.seq:
        raise WrongExpectedSeq(audit_id, expected_seq, head.seq)


def placed(audit_id: str, head: Head, drafts: Sequence[Draft], stream: str = AUDIT) -> list[StoredEvent]:
    """``drafts`` at their places after ``head``, chained.

    Raises:
        StreamEnded: something follows a terminal event.
    """
    stored: list[StoredEvent] = []
    prev = head.hash or None
    for seq, event in enumerate(drafts, head.seq + 1):
        if stored and stored[-1].type in TERMINAL_TYPES:
            raise StreamEnded(audit_id, seq - 1)
        stored.append(place(audit_id, seq, prev, event, stream))
        prev = stored[-1].hash
    return stored


def happened(tried: Tried, hashes: Mapping[int, str], epoch: int, owner: str | None) -> bool:
    """Whether an attempt that was not answered was committed, read under the lock that keeps its audit as it is.

    ``hashes`` are those at its places. Two processes that claim in the same microsecond write the same text, so a claim
    stands only while the audit's row says whose it is; one that was overtaken is made again, and refused.
    """
    if isinstance(tried.result, Claim) and (epoch, owner) != (tried.result.lease.epoch, tried.result.lease.owner):
        return False
    return bool(tried.stored) and all(hashes.get(event.seq) == event.hash for event in tried.stored)


def claim_event(epoch: int, holder: str | None, owner: str) -> AuditStarted | AuditResumed:
    """The event of the claim by which ``owner`` began ``epoch``.

    ``holder`` held the audit before, None if it was released. A process that claims again what it holds itself has not
    died: it could not write for a while, not even the release.
    """
    if epoch == 1:
        return AuditStarted(attempt=epoch)
    if holder is None:
        return AuditResumed(attempt=epoch, reason="the process that ran it was shut down")
    if holder == owner:
        return AuditResumed(attempt=epoch, reason="the process that runs it could not write to the log for a while")
    return AuditResumed(attempt=epoch, reason="the process that ran it stopped without a word", crashed=True)


def no_epoch(lease: Lease) -> AuditDamaged:
    """What is wrong where the event of a claim has not begun the epoch of ``lease``, as a rule of the database does.

    To leave it at that would let the audit be claimed again and again, and its log grow each time.
    """
    return AuditDamaged(lease.audit_id, f"its claim did not begin epoch {lease.epoch}; `tickmark db check` says why")


def erasing_event(by: str) -> AuditCancelled:
    """What ends an audit that runs while it is erased."""
    return AuditCancelled(reason=f"to be erased by {by}")


def keyed(event: AuditCreated, idempotency: IdempotencyKey | None) -> AuditCreated:
    """``event`` with the request that it came from, if that had a key: so the chain proves the key's row."""
    if idempotency is None:
        return event
    named = Idempotency(key_sha256=text_hash(idempotency.key), request_sha256=idempotency.fingerprint)
    return event.model_copy(update={"idempotency": named})


def refuse_key(wanted: IdempotencyKey, fingerprint: str, audit_id: str) -> NoReturn:
    """Refuse a request whose key belongs to ``audit_id`` already, the audit of the request with ``fingerprint``.

    Raises:
        AlreadyAccepted: that is this request.
        IdempotencyKeyReused: that is another one.
    """
    if fingerprint == wanted.fingerprint:
        raise AlreadyAccepted(wanted.key, audit_id)
    raise IdempotencyKeyReused(wanted.key, audit_id)
