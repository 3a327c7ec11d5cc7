"""Attempts to change what was written, past the service, in SQL: the database itself refuses each one."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from typing import Any

import pytest

from service.errors import AuditErased
from service.events import AnyEvent
from service.log.codec import draft, place
from service.log.store import EventStore
from tests.contract.databases.kinds import OnConflict, Refused, Tamperer
from tests.log_events import complete, new_audit, progress, read_all
from tests.verdicts import verify

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
        "UPDATE audits SET epoch = epoch + 1",
        "UPDATE audits SET lease_owner = 'x'",
        "UPDATE audits SET lease_until_ms = 9",
        "UPDATE audits SET lease_owner = 'x', lease_until_ms = 9",
        "UPDATE audits SET epoch = epoch + 1, lease_owner = 'x', lease_until_ms = 9",
        "UPDATE register SET hash = 'x'",
        "UPDATE register SET audit_id = 'other'",
        "UPDATE register SET position = 9",
        "DELETE FROM register",
        "UPDATE audits SET audit_id = 'other'",
        "UPDATE audits SET document_sha256 = 'x'",
        "UPDATE audits SET filename = 'other.md'",
        "UPDATE audits SET agents = '[]'",
        "UPDATE audits SET created_at = '2020-01-01'",
        "UPDATE artifacts SET data = size_bytes",
        "UPDATE artifacts SET sha256 = 'x'",
        "UPDATE audit_artifacts SET audit_id = 'other'",
        "UPDATE audit_artifacts SET sha256 = 'x'",
        "DELETE FROM audit_artifacts",
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


@pytest.mark.parametrize("on_conflict", ["fail", "replace", "ignore"])
@pytest.mark.parametrize("event", [progress(), complete()], ids=["an event", "an end"])
async def test_no_event_stays_beyond_the_head(
    store: EventStore, tamperer: Tamperer, audit_id: str, event: AnyEvent, on_conflict: OnConflict
) -> None:
    """Where the database lets it in, it moves the head; an end would need its entry in the register besides."""
    with suppress(Refused):
        tamperer.insert("events", await next_row(store, audit_id, event), on_conflict)

    assert len(await read_all(store, audit_id)) == (await store.head(audit_id)).seq
    verdict = await verify(store, audit_id)
    assert verdict.problem is None
    assert (await store.erase(audit_id, "me")).tombstone.head_seq == verdict.events + 1


@pytest.mark.parametrize(
    "untrue",
    [
        {"body": '{"seq":6}'},
        {"type": "agent_started"},
        {"agent_id": "logic_consistency"},
        {"agent_id": None, "type": "audit_created"},
        {"schema_version": 2},
        {"recorded_at": "2020-01-01T00:00:00.000000Z"},
        {"stream": "review"},
        {"stream": "review", "seq": 1},
    ],
    ids=str,
)
async def test_the_columns_of_an_event_say_what_its_text_says(
    store: EventStore, tamperer: Tamperer, audit_id: str, untrue: dict[str, object]
) -> None:
    row = await next_row(store, audit_id, progress())

    with pytest.raises(Refused, match="append-only"):
        tamperer.insert("events", row | untrue)

    await assert_untouched(store, audit_id)


async def test_an_event_names_the_one_before_it(store: EventStore, tamperer: Tamperer, audit_id: str) -> None:
    row = await next_row(store, audit_id, progress())
    head = await store.head(audit_id)

    with pytest.raises(Refused, match="append-only"):
        tamperer.insert("events", row | {"body": str(row["body"]).replace(head.hash, "0" * 64)})

    await assert_untouched(store, audit_id)


async def test_an_audit_put_in_by_hand_begins_with_its_first_event_too(
    store: EventStore, tamperer: Tamperer, audit_id: str
) -> None:
    columns = ("created_at", "document_sha256", "filename", "agents", "ended")
    values = tamperer.execute(f"SELECT {', '.join(columns)} FROM audits")[0]
    fresh = {**dict(zip(columns, values, strict=True)), "audit_id": "other", "head_hash": "x", "epoch": 0}

    with suppress(Refused):
        tamperer.insert("audits", {**fresh, "head_seq": 7})
    with pytest.raises(Refused, match="append-only"):
        tamperer.insert("events", {**FORGED, "audit_id": "other", "seq": 8})

    assert await read_all(store, "other") == []


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


async def next_row(store: EventStore, audit_id: str, event: AnyEvent) -> dict[str, object]:
    """The row of an event that would follow the head, as the service would write it."""
    head, told = await store.head(audit_id), draft(audit_id, event)
    stored = place(audit_id, head.seq + 1, head.hash, told)
    said: dict[str, object] = {"type": told.type, "agent_id": told.agent_id, "schema_version": told.schema_version}
    place_: dict[str, object] = {"audit_id": audit_id, "stream": "audit", "seq": stored.seq}
    return place_ | said | {"recorded_at": told.timestamp, "body": stored.body, "hash": stored.hash}


async def erased_audit(store: EventStore) -> str:
    audit_id = await new_audit(store, events=2, document=b"erased")
    await store.erase(audit_id, "somebody")
    return audit_id


@pytest.mark.parametrize("table", ["events", "audits", "audit_artifacts", "artifacts"])
async def test_the_tombstone_of_one_audit_lets_nobody_delete_another(
    store: EventStore, tamperer: Tamperer, audit_id: str, table: str
) -> None:
    await erased_audit(store)

    with pytest.raises(Refused):
        tamperer.execute(f"DELETE FROM {table}")

    await assert_untouched(store, audit_id)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE tombstones SET erased_by = 'somebody else'",
        "UPDATE tombstones SET erased_at = '2020-01-01'",
        "UPDATE tombstones SET last_hash = 'x'",
        "UPDATE tombstones SET audit_id = 'other'",
        "DELETE FROM tombstones",
    ],
)
async def test_a_tombstone_stays_as_it_is(store: EventStore, tamperer: Tamperer, sql: str) -> None:
    tombstone = await store.tombstone(await erased_audit(store))
    assert tombstone is not None

    with pytest.raises(Refused, match="tombstones are never"):
        tamperer.execute(sql)

    assert await store.tombstone(tombstone.audit_id) == tombstone


@pytest.mark.parametrize("on_conflict", ["replace", "ignore", "fail"])
async def test_a_tombstone_is_not_replaced(store: EventStore, tamperer: Tamperer, on_conflict: OnConflict) -> None:
    tombstone = await store.tombstone(await erased_audit(store))
    assert tombstone is not None

    with pytest.raises(Refused):
        tamperer.insert("tombstones", {**asdict(tombstone), "erased_by": "somebody else"}, on_conflict)

    assert await store.tombstone(tombstone.audit_id) == tombstone


@pytest.mark.parametrize("on_conflict", ["replace", "ignore", "fail"])
@pytest.mark.parametrize(
    "untrue", [{"head_seq": 4}, {"head_seq": 6}, {"last_hash": "0" * 64}, {"audit_id": "nobody"}, {}]
)
async def test_a_tombstone_that_does_not_say_how_the_audit_ended_erases_nothing(
    store: EventStore, tamperer: Tamperer, audit_id: str, untrue: dict[str, object], on_conflict: OnConflict
) -> None:
    """Nor does one that is true but for the end, which the audit has not reached."""
    head = await store.head(audit_id)
    said = {"audit_id": audit_id, "erased_at": "2026-01-01", "erased_by": "x", "head_seq": 5, "last_hash": head.hash}

    with pytest.raises(Refused, match="has ended, and its last event"):
        tamperer.insert("tombstones", said | untrue, on_conflict)

    await assert_untouched(store, audit_id)


async def test_whoever_writes_a_true_tombstone_by_hand_has_erased_the_audit_or_nothing(
    store: EventStore, tamperer: Tamperer, audit_id: str
) -> None:
    """So there is no tombstone of an audit that still has rows, and none without its entry in the register."""
    ended = await new_audit(store, document=b"goes")
    await store.append(ended, [complete()], 1)
    head = await store.head(ended)
    said = {"audit_id": ended, "erased_at": "2026-01-01", "erased_by": "x", "head_seq": 2, "last_hash": head.hash}

    with suppress(Refused):  # on SQLite, where the database cannot write the entry itself
        tamperer.insert("tombstones", said)

    if await store.tombstone(ended) is None:
        assert (await verify(store, ended)).problem is None
    else:
        with pytest.raises(AuditErased):
            await store.head(ended)
        assert tamperer.execute("SELECT count(*) FROM events WHERE audit_id = ?", ended) == [(0,)]
        assert tamperer.execute("SELECT count(*) FROM artifacts") == [(1,)]
        entered = tamperer.execute("SELECT body FROM register WHERE audit_id = ? AND type = 'erased'", ended)
        assert [json.loads(body)["by"] for (body,) in entered] == ["x"]
    await assert_untouched(store, audit_id)


@pytest.mark.parametrize("on_conflict", ["fail", "replace", "ignore"])
async def test_nothing_is_written_under_the_id_of_an_erased_audit(
    store: EventStore, tamperer: Tamperer, audit_id: str, on_conflict: OnConflict
) -> None:
    erased = await erased_audit(store)
    columns = ("created_at", "document_sha256", "filename", "agents", "ended")
    values = tamperer.execute(f"SELECT {', '.join(columns)} FROM audits")[0]
    audit = dict(zip(columns, values, strict=True)) | {"head_seq": 0, "head_hash": "", "epoch": 0}
    use = {"sha256": audit["document_sha256"]}

    for table, row in (("events", {**FORGED, "seq": 1}), ("audits", audit), ("audit_artifacts", use)):
        with pytest.raises(Refused):
            tamperer.insert(table, {**row, "audit_id": erased}, on_conflict)

    await assert_untouched(store, audit_id)


async def test_an_artifact_that_nobody_uses_may_go(store: EventStore, tamperer: Tamperer, audit_id: str) -> None:
    tamperer.insert("artifacts", {"sha256": "0" * 64, "size_bytes": 1, "data": b"x"})

    with pytest.raises(Refused, match="audits that use them"):
        tamperer.execute("DELETE FROM artifacts")
    tamperer.execute("DELETE FROM artifacts WHERE sha256 = ?", "0" * 64)

    await assert_untouched(store, audit_id)
