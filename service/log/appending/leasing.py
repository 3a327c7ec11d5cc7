"""Audits and their leases, as every database decides on them and writes them down."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from service.errors import AuditDamaged, AuditErased, AuditNotFound, LeaseHeld, LeaseLost, StreamEnded
from service.events import AuditResumed, AuditStarted
from service.log.appending.decisions import claim_event
from service.log.codec import Draft
from service.log.columns import shown
from service.log.values import Lease, Tombstone


@dataclass(frozen=True, slots=True)
class NewAudit:
    """The row of an audit that is accepted, its fields in the order in which statements take them."""

    audit_id: str
    created_at: str
    document_sha256: str
    filename: str
    agents: str
    owner: str | None
    """For whom it is reserved, so that nobody else claims it for ``lease_ms``; None for anybody."""
    lease_ms: int
    sender: str


@dataclass(frozen=True, slots=True)
class LeaseRow:
    """A lease that is taken or renewed, its fields in the order in which statements take them."""

    audit_id: str
    epoch: int
    owner: str
    lease_ms: int


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds an audit, read under the lock that keeps it so, its fields in the order in which they are read."""

    epoch: int
    holder: str | None
    held: bool
    head: int
    ended: bool


def new_audit(
    audit_id: str,
    created: Draft,
    sha256: str,
    *,
    filename: str,
    agents: Sequence[str],
    reserve_for: str | None,
    lease_s: float,
    sender: str,
) -> NewAudit:
    """The row of the audit whose first event is ``created``, of the document that is kept under ``sha256``."""
    names = json.dumps(list(agents))
    return NewAudit(audit_id, created.timestamp, sha256, filename, names, reserve_for, _ms(lease_s), sender)


def lease_row(lease: Lease, lease_s: float) -> LeaseRow:
    """The lease, for so long from now on."""
    return LeaseRow(lease.audit_id, lease.epoch, lease.owner, _ms(lease_s))


def next_lease(audit_id: str, owner: str, now: Holding) -> tuple[Lease, AuditStarted | AuditResumed]:
    """The next epoch for ``owner``, and the event that says so.

    Raises:
        StreamEnded: the audit has ended.
        AuditDamaged: its epoch is no number.
        LeaseHeld: another one holds it.
    """
    if now.ended:
        raise StreamEnded(audit_id, now.head)
    if type(now.epoch) is not int:
        raise AuditDamaged(audit_id, f"its epoch is {shown(now.epoch)}, and must be a whole number")
    if now.held and now.holder != owner:
        raise LeaseHeld(audit_id, str(now.holder))
    lease = Lease(audit_id, owner, now.epoch + 1)
    return lease, claim_event(lease.epoch, now.holder, owner)


def not_renewed(lease: Lease, epoch: int, head: int, *, ended: bool) -> StreamEnded | LeaseLost:
    """Why a lease was not renewed, of an audit that stands like this."""
    return StreamEnded(lease.audit_id, head) if ended else LeaseLost(lease.audit_id, lease.epoch, epoch)


def missing(audit_id: str, tombstone: Tombstone | None) -> AuditNotFound | AuditErased:
    """Why there is no such audit."""
    if tombstone is None:
        return AuditNotFound(audit_id)
    return AuditErased(audit_id, tombstone.erased_at, tombstone.erased_by)


def _ms(seconds: float) -> int:
    return int(seconds * 1000)
