"""Leases: one process runs an audit at a time, and whoever lost it can write nothing."""

from __future__ import annotations

import asyncio

import pytest

from service.errors import AuditDamaged, AuditNotFound, LeaseHeld, LeaseLost, StreamEnded
from service.log.store import EventStore
from service.log.values import Claim, Waiting
from tests.contract.conftest import StoreFactory
from tests.contract.databases.kinds import Tamperer
from tests.log_events import complete, created, new_audit, progress, read_all, said
from tests.waiting import until

LONG_S = 600
"""Longer than any test: it does not run out, however busy the machine is."""
SHORT_S = 0.05


async def waiting_in(store: EventStore, of_each: int) -> list[str]:
    """The audits that can be claimed."""
    return [waiting.audit_id for waiting in await store.claimable(of_each)]


async def claim_when_free(store: EventStore, audit_id: str, owner: str) -> Claim:
    async def attempt() -> Claim | None:
        try:
            return await store.claim(audit_id, owner, LONG_S)
        except LeaseHeld:
            return None

    claim = await until(attempt)
    assert claim is not None
    return claim


async def test_the_first_claim_starts_the_audit(store: EventStore) -> None:
    audit_id = await new_audit(store)

    claim = await store.claim(audit_id, "a", LONG_S)

    started = (await store.read(audit_id, 1))[0]
    assert (started.type, said(started)["attempt"]) == ("audit_started", 1)
    assert (claim.head, claim.lease.audit_id, claim.lease.owner, claim.lease.epoch) == (2, audit_id, "a", 1)


async def test_a_claim_after_a_release_resumes_under_the_next_epoch(store: EventStore) -> None:
    audit_id = await new_audit(store)
    first = await store.claim(audit_id, "a", LONG_S)
    await store.release(first.lease)

    second = await store.claim(audit_id, "b", LONG_S)

    resumed = said((await store.read(audit_id, 2))[0])
    assert (resumed["type"], resumed["attempt"], resumed["crashed"]) == ("audit_resumed", 2, False)
    assert second.lease.epoch == 2


async def test_a_claim_after_a_lease_ran_out_says_that_its_process_crashed(store: EventStore) -> None:
    audit_id = await new_audit(store)
    await store.claim(audit_id, "a", SHORT_S)

    second = await claim_when_free(store, audit_id, "b")

    resumed = said((await store.read(audit_id, 2))[0])
    assert (resumed["type"], resumed["attempt"], resumed["crashed"]) == ("audit_resumed", 2, True)
    assert (second.lease.owner, second.head) == ("b", 3)


async def test_who_claims_again_what_it_holds_itself_has_not_crashed(store: EventStore) -> None:
    audit_id = await new_audit(store)
    await store.claim(audit_id, "a", LONG_S)

    second = await store.claim(audit_id, "a", LONG_S)

    resumed = said((await store.read(audit_id, 2))[0])
    assert (resumed["type"], resumed["attempt"], resumed["crashed"]) == ("audit_resumed", 2, False)
    assert resumed["reason"] == "the process that runs it could not write to the log for a while"
    assert second.lease.epoch == 2


async def test_a_claim_whose_event_can_not_be_written_is_no_claim(store: EventStore, tamperer: Tamperer) -> None:
    audit_id = await new_audit(store)
    tamperer.drop_rules()
    columns = "audit_id, stream, seq, type, agent_id, schema_version, recorded_at, body, hash"
    copied = columns.replace("seq", "seq + 1")
    tamperer.execute(f"INSERT INTO events ({columns}) SELECT {copied} FROM events")  # in the place of the claim's event

    with pytest.raises(AuditDamaged, match="the database refuses event 2"):
        await store.claim(audit_id, "a", LONG_S)

    assert tamperer.execute("SELECT epoch, lease_owner FROM audits") == [(0, None)]


async def test_while_a_lease_is_held_nobody_else_can_claim(store_factory: StoreFactory) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    audit_id = await new_audit(here)
    await here.claim(audit_id, "a", LONG_S)

    with pytest.raises(LeaseHeld) as held:
        await elsewhere.claim(audit_id, "b", LONG_S)

    assert (held.value.audit_id, held.value.owner) == (audit_id, "a")
    assert (await here.head(audit_id)).seq == 2


async def test_of_many_that_claim_at_once_one_succeeds(store_factory: StoreFactory) -> None:
    stores = [await store_factory() for _ in range(4)]
    audit_id = await new_audit(stores[0])

    claims = (store.claim(audit_id, str(n), LONG_S) for n, store in enumerate(stores))
    outcomes = await asyncio.gather(*claims, return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Claim", "LeaseHeld", "LeaseHeld", "LeaseHeld"]
    assert [event.type for event in await read_all(stores[0], audit_id)] == ["audit_created", "audit_started"]


async def test_a_process_that_lost_its_lease_writes_nothing(store: EventStore) -> None:
    audit_id = await new_audit(store)
    stale = (await store.claim(audit_id, "a", SHORT_S)).lease
    fresh = await claim_when_free(store, audit_id, "b")

    with pytest.raises(LeaseLost) as lost:
        await store.append(audit_id, [progress()], fresh.head, lease=stale, artifacts=[b"stale"])
    with pytest.raises(LeaseLost):
        await store.renew(stale, LONG_S)
    await store.release(stale)

    assert (lost.value.audit_id, lost.value.epoch, lost.value.actual) == (audit_id, 1, 2)
    assert (await store.head(audit_id)).seq == fresh.head
    with pytest.raises(LeaseHeld):
        await store.claim(audit_id, "c", LONG_S)


async def test_the_holder_writes_and_anyone_may_without_a_lease(store: EventStore) -> None:
    audit_id = await new_audit(store)
    claim = await store.claim(audit_id, "a", LONG_S)

    await store.append(audit_id, [progress()], claim.head, lease=claim.lease)
    await store.append(audit_id, [complete()], claim.head + 1)

    assert (await store.head(audit_id)).ended


async def test_a_renewed_lease_goes_on(store: EventStore) -> None:
    audit_id = await new_audit(store)
    lease = (await store.claim(audit_id, "a", 0.2)).lease

    await store.renew(lease, LONG_S)
    other = (await store.claim(await new_audit(store), "a", 0.2)).lease
    await claim_when_free(store, other.audit_id, "b")  # so the first term has passed by the database's clock

    with pytest.raises(LeaseHeld):
        await store.claim(audit_id, "b", LONG_S)


async def test_a_lease_that_ran_out_can_be_renewed_while_nobody_claimed_it(store: EventStore) -> None:
    audit_id = await new_audit(store)
    lease = (await store.claim(audit_id, "a", SHORT_S)).lease
    await until(lambda: waiting_in(store, 10))

    await store.renew(lease, LONG_S)

    assert await waiting_in(store, 10) == []


async def test_a_released_lease_can_not_be_renewed(store: EventStore) -> None:
    audit_id = await new_audit(store)
    lease = (await store.claim(audit_id, "a", LONG_S)).lease
    await store.release(lease)

    with pytest.raises(LeaseLost):
        await store.renew(lease, LONG_S)

    assert await waiting_in(store, 10) == [audit_id]


async def test_releasing_twice_does_nothing(store: EventStore) -> None:
    audit_id = await new_audit(store)
    lease = (await store.claim(audit_id, "a", LONG_S)).lease
    await store.release(lease)
    await store.claim(audit_id, "b", LONG_S)

    await store.release(lease)

    assert await waiting_in(store, 10) == []


async def test_a_reserved_audit_waits_for_its_owner(store: EventStore) -> None:
    audit_id = "reserved"
    await store.create(audit_id, created(), b"document", reserve_for="a", lease_s=LONG_S)

    assert await waiting_in(store, 10) == []
    with pytest.raises(LeaseHeld):
        await store.claim(audit_id, "b", LONG_S)
    claim = await store.claim(audit_id, "a", LONG_S)

    assert (claim.lease.epoch, claim.head) == (1, 2)
    assert (await store.read(audit_id, 1))[0].type == "audit_started"


async def test_a_reservation_ends_and_then_anyone_starts_the_audit(store: EventStore) -> None:
    audit_id = "reserved"
    await store.create(audit_id, created(), b"document", reserve_for="a", lease_s=SHORT_S)

    claim = await claim_when_free(store, audit_id, "b")

    assert claim.lease.epoch == 1
    assert (await store.read(audit_id, 1))[0].type == "audit_started"


async def test_there_is_nothing_to_claim_where_nothing_can_be_run(store: EventStore) -> None:
    ended = await new_audit(store)
    await store.append(ended, [complete()], 1)

    with pytest.raises(StreamEnded):
        await store.claim(ended, "a", LONG_S)
    with pytest.raises(AuditNotFound):
        await store.claim("nobody", "a", LONG_S)

    assert (await store.head(ended)).seq == 2


async def test_claimable_are_the_open_audits_that_no_lease_covers_oldest_first(store: EventStore) -> None:
    waiting = [await new_audit(store) for _ in range(3)]
    ended, running, released = [await new_audit(store) for _ in range(3)]
    await store.append(ended, [complete()], 1)
    await store.claim(running, "a", LONG_S)
    await store.release((await store.claim(released, "a", LONG_S)).lease)

    assert await waiting_in(store, 10) == [*waiting, released]
    assert await waiting_in(store, 2) == waiting[:2]


async def test_of_each_sender_the_oldest_are_claimable_whatever_another_has_handed_in(store: EventStore) -> None:
    flood = [await new_audit(store, sender="192.0.2.1") for _ in range(6)]
    late = await new_audit(store, sender="198.51.100.7")
    unknown = await new_audit(store)

    assert await store.claimable(2) == [
        *(Waiting(audit_id, "192.0.2.1") for audit_id in flood[:2]),
        Waiting(late, "198.51.100.7"),
        Waiting(unknown, ""),
    ]


async def test_an_audit_is_claimable_again_when_its_lease_ends(store_factory: StoreFactory) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    audit_id = await new_audit(here)
    await here.claim(audit_id, "a", SHORT_S)

    assert await until(lambda: waiting_in(elsewhere, 10)) == [audit_id]
