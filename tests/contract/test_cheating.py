"""Attempts to change what was written, past the service, in SQL: the database itself refuses each one."""

from __future__ import annotations

from typing import Any

import pytest

from service.errors import LogError
from service.log.store import EventStore
from service.log.verify import verify
from tests.contract.databases import OnConflict, Refused, Tamperer
from tests.log_events import complete, new_audit, progress, read_all

FORGED: dict[str, Any] = {
    "stream": "audit",
    "type": "agent_progress",
    "agent_id": "numeric_validation",
    "schema_version": 1,
    "recorded_at": "2026-01-01T00:00:00.000000Z",
    "body": '{"forged": true}',
    "hash": "0" * 64,
}


@pytest.fixture
async def audit_id(store: EventStore) -> str:
    return await new_audit(store, events=5)


async def assert_untouched(store: EventStore, audit_id: str) -> None:
    verdict = await verify(store, audit_id)
    assert (verdict.events, verdict.problem) == (5, None)
    assert (await store.append(audit_id, [progress()], 5))[0].seq == 6


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE events SET body = '{}' WHERE seq = 3",
        "UPDATE events SET hash = 'x' WHERE seq = 3",
        "UPDATE events SET seq = 9 WHERE seq = 5",
        "UPDATE events SET seq = seq + 1",
        "UPDATE events SET stream = 'review'",
        "UPDATE events SET audit_id = 'other'",
        "UPDATE events SET type = 'audit_failed' WHERE seq = 5",
        "UPDATE events SET recorded_at = '2020-01-01'",
        "DELETE FROM events WHERE seq = 5",
        "DELETE FROM events WHERE seq = 2",
        "DELETE FROM events",
        "DELETE FROM audits",
        "DELETE FROM artifacts",
        "UPDATE audits SET head_seq = 4",
        "UPDATE audits SET head_seq = 6",
        "UPDATE audits SET head_seq = 0, head_hash = ''",
        "UPDATE audits SET head_hash = 'x'",
        "UPDATE audits SET ended = NOT ended",
        "UPDATE audits SET epoch = -1",
        "UPDATE audits SET audit_id = 'other'",
        "UPDATE audits SET document_sha256 = 'x'",
        "UPDATE audits SET filename = 'other.md'",
        "UPDATE audits SET agents = '[]'",
        "UPDATE audits SET created_at = '2020-01-01'",
        "UPDATE artifacts SET data = size_bytes",
        "UPDATE artifacts SET sha256 = 'x'",
    ],
)
async def test_nothing_written_is_changed_or_taken_away(
    store: EventStore, tamperer: Tamperer, audit_id: str, sql: str
) -> None:
    with pytest.raises(Refused) as refused:
        tamperer.execute(sql)

    assert len(str(refused.value)) > 10
    await assert_untouched(store, audit_id)


@pytest.mark.parametrize("on_conflict", ["fail", "replace", "ignore"])
@pytest.mark.parametrize("seq", [-1, 0, 1, 3, 5, 7, 2**40])
async def test_no_event_is_written_out_of_turn(
    store: EventStore, tamperer: Tamperer, audit_id: str, seq: int, on_conflict: OnConflict
) -> None:
    with pytest.raises(Refused, match="append-only"):
        tamperer.insert("events", {**FORGED, "audit_id": audit_id, "seq": seq}, on_conflict)

    await assert_untouched(store, audit_id)


@pytest.mark.parametrize("on_conflict", ["fail", "replace", "ignore"])
@pytest.mark.parametrize("seq", [0, 2, 3])
async def test_an_audit_begins_with_its_first_event(
    tamperer: Tamperer, audit_id: str, seq: int, on_conflict: OnConflict
) -> None:
    for key in ({"audit_id": audit_id, "stream": "review"}, {"audit_id": "other"}):
        with pytest.raises(Refused, match="append-only"):
            tamperer.insert("events", {**FORGED, **key, "seq": seq}, on_conflict)


@pytest.mark.parametrize("on_conflict", ["fail", "replace", "ignore"])
async def test_no_event_is_written_after_the_end(
    store: EventStore, tamperer: Tamperer, on_conflict: OnConflict
) -> None:
    audit_id = await new_audit(store, events=3)
    await store.append(audit_id, [complete()], 3)

    for seq in (4, 5, 6):
        with pytest.raises(Refused, match="append-only"):
            tamperer.insert("events", {**FORGED, "audit_id": audit_id, "seq": seq}, on_conflict)

    verdict = await verify(store, audit_id)
    assert (verdict.events, verdict.problem) == (4, None)


async def test_an_ended_audit_is_not_opened_again(store: EventStore, tamperer: Tamperer) -> None:
    audit_id = await new_audit(store)
    await store.append(audit_id, [complete()], 1)

    for sql in ("UPDATE audits SET ended = NOT ended", "UPDATE audits SET head_seq = 1"):
        with pytest.raises(Refused):
            tamperer.execute(sql)

    assert (await store.head(audit_id)).ended


@pytest.mark.parametrize("on_conflict", ["replace", "ignore", "fail"])
async def test_an_audit_is_not_replaced(
    store: EventStore, tamperer: Tamperer, audit_id: str, on_conflict: OnConflict
) -> None:
    columns = ("audit_id", "created_at", "document_sha256", "filename", "agents", "ended")
    values = tamperer.execute(f"SELECT {', '.join(columns)} FROM audits")[0]
    fresh = {**dict(zip(columns, values, strict=True)), "head_seq": 0, "head_hash": "", "epoch": 0}

    with pytest.raises(Refused):
        tamperer.insert("audits", fresh, on_conflict)

    await assert_untouched(store, audit_id)


@pytest.mark.parametrize("on_conflict", ["replace", "ignore", "fail"])
async def test_an_artifact_is_not_replaced(
    store: EventStore, tamperer: Tamperer, audit_id: str, on_conflict: OnConflict
) -> None:
    sha256 = (await store.audit(audit_id)).document_sha256

    with pytest.raises(Refused):
        tamperer.insert("artifacts", {"sha256": sha256, "size_bytes": 6, "data": b"forged"}, on_conflict)

    assert await store.artifact(sha256)


async def test_an_event_put_in_by_hand_in_turn_shows(store: EventStore, tamperer: Tamperer, audit_id: str) -> None:
    """The database can not tell who inserts the next event; the chain and the head can."""
    tamperer.insert("events", {**FORGED, "audit_id": audit_id, "seq": 6})

    verdict = await verify(store, audit_id)
    assert verdict.seq == 6
    with pytest.raises(LogError):
        await store.append(audit_id, [progress()], 5)
    assert len(await read_all(store, audit_id)) == 6
