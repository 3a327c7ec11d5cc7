"""tickmark verify: the chain of hashes of one audit or of all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import typer

from service.bootstrap import opened_store
from service.log.store import EventStore
from service.log.values import Tombstone
from service.log.verify import Verdict, verify_all
from service.log.verify import verify as verify_one
from service.settings import load_settings


def verify(audit_id: str | None) -> int:
    """Check one audit, or all; 0 if everything that there is is as it was written, else 1."""
    return asyncio.run(_verify(audit_id))


async def _verify(audit_id: str | None) -> int:
    broken = audits = events = 0
    async with opened_store(load_settings()) as store:
        if audit_id is not None and (tombstone := await store.tombstone(audit_id)):
            typer.echo(_erased(tombstone))
            return 0
        erased = await store.erased_total()
        async for verdict in _verdicts(store, audit_id):
            audits += 1
            events += verdict.events
            if verdict.problem is not None:
                broken += 1
                typer.echo(f"{verdict.audit_id}  BROKEN at event {verdict.seq}: {verdict.problem}")
            elif audit_id is not None:
                typer.echo(f"{verdict.audit_id}  ok, {verdict.events} events")
    if audit_id is None:
        gone = f", {erased} erased" if erased else ""
        typer.echo(f"{audits} audits, {events} events verified; {broken} broken{gone}")
    return 1 if broken else 0


def _erased(tombstone: Tombstone) -> str:
    return (
        f"{tombstone.audit_id}  erased at {tombstone.erased_at} by {tombstone.erased_by}; "
        f"it had {tombstone.head_seq} events, the last with the hash {tombstone.last_hash}"
    )


async def _verdicts(store: EventStore, audit_id: str | None) -> AsyncIterator[Verdict]:
    if audit_id is not None:
        yield await verify_one(store, audit_id)
        return
    async for verdict in verify_all(store):
        yield verdict
