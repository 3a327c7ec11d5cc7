"""Cancelling an audit, wherever it runs."""

from __future__ import annotations

from service.errors import WrongExpectedSeq
from service.events import AuditCancelled
from service.log.store import EventStore


async def cancel(store: EventStore, audit_id: str, reason: str) -> None:
    """End the audit with ``audit_cancelled``; whoever runs it stops its agents once it looks, which is every second.

    Alone among those who append, this reads the head again when it has moved: whatever the runner did meanwhile, the
    audit ends. If its own end came first, that stands.

    Raises:
        AuditNotFound, AuditErased: there is no such audit (any more).
        StreamEnded: it has ended already.
    """
    while True:
        head = await store.head(audit_id)
        try:
            await store.append(audit_id, [AuditCancelled(reason=reason)], head.seq)
        except WrongExpectedSeq:
            continue
        return
