"""Cancelling an audit ends it once, whoever else is about to end it."""

from __future__ import annotations

import asyncio

import pytest

from service.audits.cancelling import cancel
from service.audits.lease_renewal import run_under_lease
from service.errors import AuditNotFound, LeaseHeld, LeaseLost, StreamEnded, WrongExpectedSeq
from service.log.sqlite.store import SqliteEventStore
from service.log.values import Claim
from tests.log_events import complete, new_audit, progress, read_all
from tests.waiting import DEADLINE_S


async def claim_once_free(store: SqliteEventStore, audit_id: str) -> Claim:
    while True:
        try:
            return await store.claim(audit_id, "other", 10)
        except LeaseHeld:
            await asyncio.sleep(0)


async def test_a_cancelled_audit_has_ended_and_says_why(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)

    await cancel(sqlite_store, audit_id, "no longer needed")

    last = (await read_all(sqlite_store, audit_id))[-1]
    assert last.type == "audit_cancelled"
    assert '"reason":"no longer needed"' in last.body


async def test_an_audit_that_has_ended_is_not_cancelled(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    await sqlite_store.append(audit_id, [complete()], 1)

    with pytest.raises(StreamEnded):
        await cancel(sqlite_store, audit_id, "too late")
    with pytest.raises(AuditNotFound):
        await cancel(sqlite_store, "nope", "unknown")


async def test_cancel_and_completion_at_once_leave_one_end(sqlite_store: SqliteEventStore) -> None:
    async def run(audit_id: str) -> None:
        for head in range(1, 6):
            await sqlite_store.append(audit_id, [progress()], head)
        await sqlite_store.append(audit_id, [complete()], 6)

    for _ in range(20):
        audit_id = await new_audit(sqlite_store)
        said = await asyncio.gather(
            run(audit_id),
            cancel(sqlite_store, audit_id, "race"),
            cancel(sqlite_store, audit_id, "race"),
            return_exceptions=True,
        )
        types = [event.type for event in await read_all(sqlite_store, audit_id)]
        assert sum(kind in {"audit_complete", "audit_cancelled"} for kind in types) == 1
        assert {type(error) for error in said if error is not None} <= {StreamEnded, WrongExpectedSeq}


async def test_work_stops_when_its_audit_is_cancelled_elsewhere(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    claim = await sqlite_store.claim(audit_id, "me", 10)
    begun, stopped = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    async with asyncio.timeout(DEADLINE_S):
        running = asyncio.create_task(run_under_lease(sqlite_store, claim.lease, 10, work()))
        await begun.wait()
        await cancel(sqlite_store, audit_id, "stop")
        with pytest.raises(StreamEnded):
            await running
    assert stopped.is_set()


async def test_work_stops_when_another_process_has_taken_the_audit_over(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    claim = await sqlite_store.claim(audit_id, "me", 0.001)
    stopped = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    async with asyncio.timeout(DEADLINE_S):
        other = await claim_once_free(sqlite_store, audit_id)
        with pytest.raises(LeaseLost):
            await run_under_lease(sqlite_store, claim.lease, 10, work())
    assert stopped.is_set()
    await sqlite_store.renew(other.lease, 10)


async def test_work_that_has_ended_its_audit_ends_well(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    claim = await sqlite_store.claim(audit_id, "me", 10)

    async def work() -> None:
        await sqlite_store.append(audit_id, [complete()], claim.head, lease=claim.lease)

    await run_under_lease(sqlite_store, claim.lease, 10, work())

    assert (await sqlite_store.head(audit_id)).ended
