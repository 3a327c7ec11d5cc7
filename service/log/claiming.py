"""Decisions that are the same on every database: what a claim says, and how a key that is taken is refused."""

from __future__ import annotations

from typing import NoReturn

from service.errors import AlreadyAccepted, IdempotencyKeyReused
from service.events import AuditResumed, AuditStarted
from service.log.store import IdempotencyKey


def claim_event(epoch: int, holder: str | None) -> AuditStarted | AuditResumed:
    """The event of the claim that began ``epoch``; ``holder`` is who held the audit before, None if it was let go."""
    if epoch == 1:
        return AuditStarted(attempt=epoch)
    if holder is None:
        return AuditResumed(attempt=epoch, reason="the process that ran it was shut down")
    return AuditResumed(attempt=epoch, reason="the process that ran it stopped without a word", crashed=True)


def refuse_key(wanted: IdempotencyKey, fingerprint: str, audit_id: str) -> NoReturn:
    """The key belongs to ``audit_id``, which became of the request with ``fingerprint``.

    Raises:
        AlreadyAccepted: that is this request.
        IdempotencyKeyReused: that is another one.
    """
    if fingerprint == wanted.fingerprint:
        raise AlreadyAccepted(wanted.key, audit_id)
    raise IdempotencyKeyReused(wanted.key, audit_id)
