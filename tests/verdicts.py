"""Verification beside an open store: what tests ask of the log that they have written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from service.errors import AuditErased, AuditNotFound
from service.log.place import Place
from service.log.store import EventStore
from service.log.verifying import whole
from service.log.verifying.artifacts import Artifacts
from service.log.verifying.one_audit import examine
from service.log.verifying.snapshot import snapshot
from service.log.verifying.verdict import Verdict


async def verify(store: EventStore, audit_id: str) -> Verdict:
    """The verdict on one audit.

    Raises:
        AuditNotFound, AuditErased: there is no such audit (any more), and nothing is wrong with that.
    """
    return await asyncio.to_thread(_verdict, store.place, audit_id)


def _verdict(place: Place, audit_id: str) -> Verdict:
    with snapshot(place) as now:
        found = examine(now, audit_id, Artifacts(now))
    if found is None:
        raise AuditNotFound(audit_id)
    if found.tombstone is not None and not found.verdict.problems:
        raise AuditErased(audit_id, *found.tombstone[:2])
    return found.verdict


async def verify_all(store: EventStore) -> AsyncIterator[Verdict]:
    """The verdicts on all that there is, as it stands when the first is asked for."""
    for verdict in await asyncio.to_thread(lambda: list(whole.verify_all(store.place))):
        yield verdict
