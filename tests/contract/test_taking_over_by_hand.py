"""Leases, epochs and keys in the hands of a stranger: the database lets nobody take an audit but by a claim."""

from __future__ import annotations

import uuid

import pytest

from service.errors import AlreadyAccepted, AuditDamaged
from service.events import AuditResumed, AuditStarted
from service.log.codec import draft, place, text_hash
from service.log.store import EventStore
from service.log.values import IdempotencyKey
from tests.contract.databases.kinds import OnConflict, Refused, Tamperer
from tests.log_events import DOCUMENT, complete, created, new_audit, progress, read_all, said

KEY = IdempotencyKey("a key", "a" * 64)
LEASE = "SELECT epoch, lease_owner, lease_until_ms FROM audits WHERE audit_id = ?"
TWO_HOURS_MS = 7_200_000


@pytest.mark.parametrize(
    "change",
    [
        "epoch = epoch + 1",
        "epoch = epoch + 1, lease_owner = 'x'",
        "epoch = epoch - 1",
        "lease_owner = 'x'",
        "lease_owner = NULL",
        "lease_until_ms = NULL",
        f"lease_until_ms = lease_until_ms + {TWO_HOURS_MS}",
        f"lease_until_ms = lease_until_ms - {TWO_HOURS_MS}",
        "lease_until_ms = 0",
    ],
)
async def test_a_lease_is_not_changed_but_by_a_claim(store: EventStore, tamperer: Tamperer, change: str) -> None:
    audit_id = await new_audit(store)
    lease = (await store.claim(audit_id, "me", 10)).lease
    before = tamperer.execute(LEASE, audit_id)

    with pytest.raises(Refused, match="held by whoever has claimed it"):
        tamperer.execute(f"UPDATE audits SET {change} WHERE audit_id = ?", audit_id)

    assert tamperer.execute(LEASE, audit_id) == before
    await store.append(audit_id, [progress()], 2, lease=lease)


async def test_who_is_not_the_last_to_claim_is_not_named_the_owner(store: EventStore, tamperer: Tamperer) -> None:
    audit_id = await new_audit(store)
    claim = await store.claim(audit_id, "me", 10)
    await store.append(audit_id, [progress()], claim.head, lease=claim.lease)
    await store.release(claim.lease)
    until = "(SELECT lease_until_ms FROM audits WHERE audit_id = ?)"
    other = await new_audit(store)
    await store.claim(other, "me", 10)

    sql = f"UPDATE audits SET lease_owner = 'x', lease_until_ms = {until} WHERE audit_id = ?"

    with pytest.raises(Refused, match="held by whoever has claimed it"):
        tamperer.execute(sql, other, audit_id)

    assert [one.audit_id for one in await store.claimable(10)] == [audit_id]


@pytest.mark.parametrize("end", ["complete", "erase"])
async def test_an_audit_that_has_ended_is_held_by_nobody(store: EventStore, tamperer: Tamperer, end: str) -> None:
    audit_id = await new_audit(store)
    claim = await store.claim(audit_id, "me", 10)
    if end == "erase":
        await store.erase(audit_id, "me")
        assert tamperer.execute(LEASE, audit_id) == []
        return
    await store.append(audit_id, [complete()], claim.head, lease=claim.lease)

    assert tamperer.execute(LEASE, audit_id) == [(1, None, None)]
    with pytest.raises(Refused):
        tamperer.execute("UPDATE audits SET lease_owner = 'x', lease_until_ms = 9 WHERE audit_id = ?", audit_id)


@pytest.mark.parametrize(
    "event",
    [
        AuditStarted(attempt=1),
        AuditResumed(attempt=1, reason=""),
        AuditResumed(attempt=3, reason=""),
        AuditResumed(attempt=22, reason=""),
    ],
    ids=repr,
)
async def test_an_event_of_a_claim_that_is_not_the_next_is_refused(
    store: EventStore, tamperer: Tamperer, event: AuditStarted | AuditResumed
) -> None:
    audit_id = await new_audit(store)
    lease = (await store.claim(audit_id, "me", 10)).lease
    head, told = await store.head(audit_id), draft(audit_id, event)
    stored = place(audit_id, 3, head.hash, told)
    row = {"audit_id": audit_id, "stream": "audit", "seq": 3, "type": told.type, "schema_version": 1}

    with pytest.raises(Refused, match="append-only"):
        tamperer.insert("events", row | {"recorded_at": told.timestamp, "body": stored.body, "hash": stored.hash})

    await store.append(audit_id, [progress()], 2, lease=lease)


async def test_an_audit_is_not_put_in_with_a_lease_that_nobody_could_have(
    store: EventStore, tamperer: Tamperer
) -> None:
    await new_audit(store)
    columns = ("created_at", "document_sha256", "filename", "agents", "ended")
    values = tamperer.execute(f"SELECT {', '.join(columns)} FROM audits")[0]
    fresh = dict(zip(columns, values, strict=True)) | {"audit_id": "b", "head_seq": 0, "head_hash": ""}

    for held in (
        {"epoch": 0, "lease_owner": "x"},
        {"epoch": 0, "lease_until_ms": 9},
        {"epoch": 0, "lease_owner": "x", "lease_until_ms": 9},
        {"epoch": 1},
    ):
        with pytest.raises(Refused):
            tamperer.insert("audits", fresh | held)


async def test_an_audit_is_not_claimed_where_no_rule_begins_its_epoch(store: EventStore, tamperer: Tamperer) -> None:
    audit_id = await new_audit(store)
    tamperer.drop_rules()

    for _ in range(2):
        with pytest.raises(AuditDamaged, match=f"audit {audit_id} is damaged"):
            await store.claim(audit_id, "me", 10)

    assert [event.type for event in await read_all(store, audit_id)] == ["audit_created"]
    tamperer.restore_rules()
    assert (await store.claim(audit_id, "me", 10)).lease.epoch == 1


async def keyed_audit(store: EventStore, key: IdempotencyKey | None = KEY) -> str:
    audit_id = str(uuid.uuid4())
    await store.create(audit_id, created(), DOCUMENT, idempotency=key)
    return audit_id


async def test_the_first_event_names_the_request_without_its_key(store: EventStore) -> None:
    keyed, without = await keyed_audit(store), await keyed_audit(store, None)

    named = said((await read_all(store, keyed))[0])["idempotency"]

    assert named == {"key_sha256": text_hash(KEY.key), "request_sha256": KEY.fingerprint}
    assert said((await read_all(store, without))[0])["idempotency"] is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE idempotency_keys SET audit_id = '{other}'",
        "UPDATE idempotency_keys SET key = 'another'",
        "UPDATE idempotency_keys SET fingerprint = 'x'",
        "DELETE FROM idempotency_keys",
    ],
)
async def test_a_key_is_kept_as_it_came(store: EventStore, tamperer: Tamperer, sql: str) -> None:
    first, other = await keyed_audit(store), await new_audit(store)

    with pytest.raises(Refused, match="key"):
        tamperer.execute(sql.format(other=other))

    with pytest.raises(AlreadyAccepted) as accepted:
        await keyed_audit(store)
    assert accepted.value.audit_id == first


@pytest.mark.parametrize("on_conflict", ["replace", "ignore", "fail"])
async def test_no_key_is_given_to_an_audit_afterwards(
    store: EventStore, tamperer: Tamperer, on_conflict: OnConflict
) -> None:
    first = await keyed_audit(store)
    without = await keyed_audit(store, None)
    rows = (
        {"key": KEY.key, "fingerprint": KEY.fingerprint, "audit_id": without},
        {"key": "another", "fingerprint": KEY.fingerprint, "audit_id": first},
        {"key": "another", "fingerprint": KEY.fingerprint, "audit_id": without},
        {"key": "another", "fingerprint": "", "audit_id": without},
    )

    for row in rows:
        with pytest.raises(Refused, match="key"):
            tamperer.insert("idempotency_keys", row, on_conflict)

    assert tamperer.execute("SELECT key, audit_id FROM idempotency_keys") == [(KEY.key, first)]


async def test_a_key_goes_with_its_audit(store: EventStore, tamperer: Tamperer) -> None:
    await store.erase(await keyed_audit(store), "me")

    assert tamperer.execute("SELECT * FROM idempotency_keys") == []


@pytest.mark.parametrize("size", [0, 5, 7])
async def test_an_artifact_says_how_many_bytes_it_is(store: EventStore, tamperer: Tamperer, size: int) -> None:
    with pytest.raises(Refused, match="how many"):
        tamperer.insert("artifacts", {"sha256": "0" * 64, "size_bytes": size, "data": b"forged"})
