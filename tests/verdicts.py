"""Verification beside an open store: what tests ask of the log that they have written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from service.log.store import EventStore
from service.log.verifying import whole
from service.log.verifying.verdict import Verdict


async def verify(store: EventStore, audit_id: str) -> Verdict:
    """The verdict on one audit."""
    return await asyncio.to_thread(whole.verify, store.place, audit_id)


async def verify_all(store: EventStore) -> AsyncIterator[Verdict]:
    """The verdicts on all that there is, as it stands when the first is asked for."""
    for verdict in await asyncio.to_thread(lambda: list(whole.verify_all(store.place))):
        yield verdict
