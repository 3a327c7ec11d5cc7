"""The register: what each audit began and ended with and what was erased, in one chain over all audits."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import Any

import pytest

from service.errors import DatabaseFailed
from service.log.codec import draft, place, text_hash
from service.log.store import EventStore
from tests.contract.conftest import StoreFactory
from tests.contract.databases.kinds import OnConflict, Refused, Tamperer
from tests.log_events import DOCUMENT, complete, created, new_audit, progress, read_all

COLUMNS = ("position", "type", "audit_id", "head_seq", "head_hash", "body", "hash")


def register(tamperer: Tamperer) -> list[dict[str, Any]]:
    """Its entries, once each is found to stand at its place, after the one it names, and to say what its columns do."""
    rows = tamperer.execute(f"SELECT {', '.join(COLUMNS)} FROM register ORDER BY position")
    entries: list[dict[str, Any]] = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    prev = None
    for position, entry in enumerate(entries, 1):
        said = json.loads(entry["body"])
        assert (said["position"], said["prev"], entry["hash"]) == (position, prev, text_hash(entry["body"]))
        for column in ("position", "type", "audit_id"):
            assert said[column] == entry[column]
        assert said["head"] == {"seq": entry["head_seq"], "hash": entry["head_hash"]}
        prev = entry["hash"]
    return entries


def told(tamperer: Tamperer) -> list[tuple[str, str, int]]:
    return [(entry["type"], entry["audit_id"], entry["head_seq"]) for entry in register(tamperer)]


async def test_what_audits_begin_and_end_with_is_registered(store: EventStore, tamperer: Tamperer) -> None:
    first = await new_audit(store, events=3)
    second = await new_audit(store)
    await store.append(first, [progress(), complete()], 3)

    entries = register(tamperer)

    assert told(tamperer) == [("accepted", first, 1), ("accepted", second, 1), ("ended", first, 5)]
    events = await read_all(store, first)
    assert [entry["head_hash"] for entry in entries if entry["audit_id"] == first] == [events[0].hash, events[4].hash]
    said = [json.loads(entry["body"])["timestamp"] for entry in entries if entry["audit_id"] == first]
    assert said == [json.loads(event.body)["timestamp"] for event in (events[0], events[4])]


async def test_an_erasure_is_registered_as_its_tombstone_says_it(store: EventStore, tamperer: Tamperer) -> None:
    audit_id = await new_audit(store, events=2)

    erased = (await store.erase(audit_id, 'some"body\\ – else')).tombstone

    assert told(tamperer) == [("accepted", audit_id, 1), ("ended", audit_id, 3), ("erased", audit_id, 3)]
    entry = register(tamperer)[-1]
    said = json.loads(entry["body"])
    assert (said["timestamp"], said["by"]) == (erased.erased_at, erased.erased_by)
    assert entry["head_hash"] == erased.last_hash


async def test_an_audit_that_can_not_be_accepted_leaves_no_entry(store: EventStore, tamperer: Tamperer) -> None:
    audit_id = await new_audit(store)
    before = register(tamperer)

    with pytest.raises(DatabaseFailed, match="audits are never replaced"):
        await store.create(audit_id, created(), DOCUMENT)

    assert register(tamperer) == before


async def test_ends_of_many_audits_by_many_processes_make_one_chain(
    store_factory: StoreFactory, tamperer: Tamperer
) -> None:
    stores = [await store_factory() for _ in range(3)]
    audits = await asyncio.gather(*(new_audit(stores[n % 3]) for n in range(12)))

    async def ends(store: EventStore, audit_id: str) -> None:
        await store.append(audit_id, [progress()], 1)
        await (store.append(audit_id, [complete()], 2) if audits.index(audit_id) % 3 else store.erase(audit_id, "me"))

    await asyncio.gather(*(ends(stores[(n + 1) % 3], audit_id) for n, audit_id in enumerate(audits)))

    entries = told(tamperer)
    assert len(entries) == 12 + 12 + 4
    for audit_id in audits:
        types = [kind for kind, whose, _ in entries if whose == audit_id]
        assert types == ["accepted", "ended"] + ["erased"] * (audits.index(audit_id) % 3 == 0)


@pytest.mark.parametrize("on_conflict", ["fail", "replace", "ignore"])
@pytest.mark.parametrize(
    "untrue",
    [
        {"position": 1},
        {"position": 4},
        {"prev": None},
        {"prev": "0" * 64},
        {"kind": "accepted"},
        {"kind": "erased"},
        {"audit_id": "nobody"},
        {"head_seq": 2},
        {"head_seq": 4},
    ],
    ids=str,
)
async def test_no_entry_is_made_that_is_not_the_next_or_not_true(
    store: EventStore, tamperer: Tamperer, untrue: dict[str, Any], on_conflict: OnConflict
) -> None:
    audit_id = await new_audit(store, events=2)
    ended = await new_audit(store)
    before = register(tamperer)
    said = {"position": 3, "prev": before[-1]["hash"], "kind": "ended", "audit_id": audit_id, "head_seq": 3} | untrue

    with pytest.raises(Refused):
        tamperer.insert("register", entry(**said), on_conflict)

    assert register(tamperer) == before
    await store.append(ended, [complete()], 1)
    await store.append(audit_id, [complete()], 2)
    assert len(register(tamperer)) == 4


def entry(position: int, prev: str | None, kind: str, audit_id: str, head_seq: int) -> dict[str, object]:
    """A row that agrees with itself."""
    head = {"seq": head_seq, "hash": "1" * 64}
    said = {"position": position, "prev": prev, "type": kind, "audit_id": audit_id, "timestamp": "2026-01-01"}
    body = json.dumps(said | {"head": head}, separators=(",", ":"))
    ends: dict[str, object] = {"head_seq": head_seq, "head_hash": "1" * 64, "body": body, "hash": text_hash(body)}
    return {"position": position, "type": kind, "audit_id": audit_id} | ends


@pytest.mark.parametrize("column", ["type", "audit_id", "head_seq", "head_hash"])
async def test_the_columns_of_an_entry_say_what_its_text_says(
    store: EventStore, tamperer: Tamperer, column: str
) -> None:
    audit_id = await new_audit(store, events=2)
    prev = register(tamperer)[-1]["hash"]
    row = entry(2, prev, "ended", audit_id, 3)

    with pytest.raises(Refused):
        tamperer.insert("register", row | {column: {"head_seq": 4}.get(column, "accepted")})

    assert len(register(tamperer)) == 1


async def test_an_end_that_comes_without_its_head_and_its_entry_is_refused(
    store: EventStore, tamperer: Tamperer
) -> None:
    audit_id = await new_audit(store)
    head, last = await store.head(audit_id), draft(audit_id, complete())
    stored = place(audit_id, 2, head.hash, last)
    row = {"audit_id": audit_id, "stream": "audit", "seq": 2, "type": stored.type, "schema_version": 1}

    with pytest.raises(Refused):
        tamperer.insert("events", row | {"recorded_at": last.timestamp, "body": stored.body, "hash": stored.hash})

    assert not (await store.head(audit_id)).ended
    assert told(tamperer) == [("accepted", audit_id, 1)]


async def test_a_tombstone_that_says_more_than_its_entry_is_refused(store: EventStore, tamperer: Tamperer) -> None:
    tombstone = (await store.erase(await new_audit(store), "me")).tombstone
    kept = await new_audit(store, document=b"kept")
    await store.append(kept, [complete()], 1)
    forged = asdict(tombstone) | {"audit_id": kept, "erased_by": "nobody"}

    with pytest.raises(Refused):
        tamperer.insert("tombstones", forged)

    assert (await store.head(kept)).ended
