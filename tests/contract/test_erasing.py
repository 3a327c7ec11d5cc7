"""Erasing: a whole audit goes with all that only it used, and its tombstone stays."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from service.artifacts import artifact_sha256
from service.errors import (
    AlreadyAccepted,
    ArtifactNotFound,
    AuditErased,
    AuditNotFound,
    DatabaseFailed,
    LogError,
    WrongExpectedSeq,
)
from service.events import DocumentExtracted
from service.log.codec import StoredEvent
from service.log.store import EventStore
from service.log.values import IdempotencyKey, Lease, Tombstone
from service.tail.feed import Feed
from service.tail.handoff import Deliver, Wait
from tests.contract.conftest import StoreFactory
from tests.contract.databases.kinds import Tamperer
from tests.log_events import DOCUMENT, complete, completed, created, new_audit, progress, read_all
from tests.verdicts import verify, verify_all
from tests.waiting import DEADLINE_S

TICKS = b"[1, 2, 3]"
TABLES = ("events", "audits", "artifacts", "audit_artifacts", "idempotency_keys")
LEASE_S = 600


def extracted(data: bytes) -> DocumentExtracted:
    return DocumentExtracted(sections=1, paragraphs=1, tables=0, pages=None, artifact=artifact_sha256(data))


async def ended_audit(store: EventStore, document: bytes = DOCUMENT) -> str:
    """An ended audit of three events that uses its document and the ticks."""
    audit_id = await new_audit(store, document=document)
    await store.append(audit_id, [extracted(TICKS), complete()], 1, artifacts=[TICKS])
    return audit_id


def rows(tamperer: Tamperer, *tables: str) -> dict[str, int]:
    return {table: tamperer.execute(f"SELECT count(*) FROM {table}")[0][0] for table in tables or TABLES}


async def test_nothing_of_an_erased_audit_is_left_but_its_tombstone(store: EventStore, tamperer: Tamperer) -> None:
    audit_id = str(uuid.uuid4())
    await store.create(audit_id, created(), DOCUMENT, idempotency=IdempotencyKey("key", "0" * 64))
    last = (await store.append(audit_id, [extracted(TICKS), complete()], 1, artifacts=[TICKS]))[-1]
    texts = sum(len(event.body.encode()) for event in await read_all(store, audit_id))

    erased = await store.erase(audit_id, "somebody")

    assert rows(tamperer) == dict.fromkeys(TABLES, 0)
    tombstone = erased.tombstone
    assert tombstone == Tombstone(audit_id, tombstone.erased_at, "somebody", 3, last.hash)
    assert (erased.artifacts, erased.size_bytes) == (2, len(DOCUMENT) + len(TICKS) + texts)
    assert await store.tombstone(audit_id) == tombstone
    assert await store.erased_total() == 1


async def test_other_audits_stay_as_they_were(store: EventStore) -> None:
    before, audit_id, after = [await ended_audit(store, document) for document in (b"one", b"two", b"three")]
    texts = [await read_all(store, other) for other in (before, after)]

    await store.erase(audit_id, "somebody")

    assert [await read_all(store, other) for other in (before, after)] == texts
    assert [verdict.problem async for verdict in verify_all(store)] == [None, None]
    assert [record.audit_id for record in (await store.audits(10)).audits] == [after, before]


async def test_artifacts_that_another_audit_uses_stay_until_the_last_one_goes(store: EventStore) -> None:
    first, second = await ended_audit(store), await ended_audit(store)

    assert (await store.erase(first, "somebody")).artifacts == 0
    assert await store.artifact(artifact_sha256(DOCUMENT)) == DOCUMENT
    assert await store.artifact(artifact_sha256(TICKS)) == TICKS
    assert (await verify(store, second)).problem is None

    assert (await store.erase(second, "somebody")).artifacts == 2
    for data in (DOCUMENT, TICKS):
        with pytest.raises(ArtifactNotFound):
            await store.artifact(artifact_sha256(data))


async def test_an_artifact_that_is_only_named_is_used_too(store: EventStore) -> None:
    """A second try names what the first one has stored, without handing it in again."""
    first = await ended_audit(store, document=b"first")
    second = await new_audit(store, document=b"second")
    carried = completed().model_copy(update={"artifact": artifact_sha256(TICKS), "carried_from": first})
    await store.append(second, [carried], 1)

    await store.erase(first, "somebody")

    assert await store.artifact(artifact_sha256(TICKS)) == TICKS
    assert (await verify(store, second)).problem is None


async def test_an_event_can_not_name_bytes_that_are_gone(store: EventStore) -> None:
    await store.erase(await ended_audit(store), "somebody")
    audit_id = await new_audit(store)

    with pytest.raises(ArtifactNotFound) as missing:
        await store.append(audit_id, [extracted(TICKS)], 1)

    assert missing.value.sha256 == artifact_sha256(TICKS)
    assert (await store.head(audit_id)).seq == 1
    assert (await store.append(audit_id, [extracted(TICKS)], 1, artifacts=[TICKS]))[0].seq == 2


Call = Callable[[EventStore, str], Coroutine[Any, Any, object]]


@pytest.mark.parametrize(
    "call",
    [
        lambda store, audit_id: store.head(audit_id),
        lambda store, audit_id: store.audit(audit_id),
        lambda store, audit_id: store.read(audit_id, 0),
        lambda store, audit_id: store.read(audit_id, 2),
        lambda store, audit_id: store.append(audit_id, [progress()], 3),
        lambda store, audit_id: store.claim(audit_id, "me", LEASE_S),
        lambda store, audit_id: store.renew(Lease(audit_id, "me", 1), LEASE_S),
        lambda store, audit_id: store.erase(audit_id, "somebody else"),
        verify,
    ],
    ids=["head", "audit", "read", "read on", "append", "claim", "renew", "erase", "verify"],
)
async def test_whoever_asks_for_an_erased_audit_is_told_who_erased_it_and_when(store: EventStore, call: Call) -> None:
    audit_id = await ended_audit(store)
    gone = (await store.erase(audit_id, "somebody")).tombstone

    with pytest.raises(AuditErased) as refused:
        await call(store, audit_id)

    assert (refused.value.audit_id, refused.value.erased_at) == (audit_id, gone.erased_at)
    assert refused.value.erased_by == "somebody"


async def test_an_erased_audit_is_in_no_list(store: EventStore) -> None:
    erased, kept = await new_audit(store), await new_audit(store)

    await store.erase(erased, "somebody")

    assert list(await store.heads([erased, kept])) == [kept]
    assert [one.audit_id for one in await store.claimable(10)] == [kept]
    assert [record.audit_id for record in (await store.audits(10)).audits] == [kept]
    assert await store.tombstone(kept) is None


async def test_what_never_was_can_not_be_erased(store: EventStore) -> None:
    with pytest.raises(AuditNotFound):
        await store.erase("nobody", "somebody")

    assert await store.erased_total() == 0


async def test_a_running_audit_is_cancelled_first_and_its_runner_can_write_nothing_more(store: EventStore) -> None:
    audit_id = await new_audit(store)
    claim = await store.claim(audit_id, "me", LEASE_S)

    erased = await store.erase(audit_id, "somebody")

    assert erased.tombstone.head_seq == claim.head + 1
    with pytest.raises(AuditErased):
        await store.append(audit_id, [progress()], claim.head, lease=claim.lease, artifacts=[TICKS])
    with pytest.raises(AuditErased):
        await store.renew(claim.lease, LEASE_S)
    await store.release(claim.lease)
    with pytest.raises(ArtifactNotFound):
        await store.artifact(artifact_sha256(TICKS))


async def test_the_id_of_an_erased_audit_is_never_used_again(store: EventStore) -> None:
    audit_id = await ended_audit(store)
    await store.erase(audit_id, "somebody")

    with pytest.raises(DatabaseFailed, match="never used again"):
        await store.create(audit_id, created(), DOCUMENT)

    assert await store.erased_total() == 1


async def test_the_key_of_an_erased_request_is_free_again(store: EventStore) -> None:
    key = IdempotencyKey("key", "0" * 64)
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    await store.create(first, created(), DOCUMENT, idempotency=key)
    with pytest.raises(AlreadyAccepted):
        await store.create(second, created(), DOCUMENT, idempotency=key)

    await store.erase(first, "somebody")

    await store.create(second, created(), DOCUMENT, idempotency=key)


async def test_of_two_that_erase_at_once_one_does(store_factory: StoreFactory) -> None:
    stores = [await store_factory(), await store_factory()]
    audit_id = await ended_audit(stores[0])

    outcomes = await asyncio.gather(*(s.erase(audit_id, "somebody") for s in stores), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AuditErased", "Erased"]
    assert await stores[0].erased_total() == 1


async def test_a_runner_and_an_eraser_at_once_leave_nothing_behind(
    store_factory: StoreFactory, tamperer: Tamperer
) -> None:
    runner, eraser = await store_factory(), await store_factory()
    audit_id = await new_audit(runner)

    async def run() -> LogError:
        seq = 1
        while True:
            try:
                await runner.append(audit_id, [progress(seq)], seq, artifacts=[str(seq).encode()])
            except LogError as error:
                return error
            seq += 1

    stopped, erased = await asyncio.gather(run(), eraser.erase(audit_id, "somebody"))

    assert isinstance(stopped, AuditErased | WrongExpectedSeq)
    assert erased.tombstone.audit_id == audit_id
    assert rows(tamperer) == dict.fromkeys(TABLES, 0)


async def test_audits_that_begin_while_another_of_their_document_is_erased_keep_it(store_factory: StoreFactory) -> None:
    here, elsewhere = await store_factory(), await store_factory()

    for _ in range(10):
        going = await ended_audit(here)
        coming, _ = await asyncio.gather(ended_audit(elsewhere), here.erase(going, "somebody"))
        assert (await verify(here, coming)).problem is None
        await here.erase(coming, "somebody")

    with pytest.raises(ArtifactNotFound):
        await here.artifact(artifact_sha256(DOCUMENT))


@pytest.mark.parametrize("elsewhere", [False, True], ids=["by this process", "by another one"])
async def test_who_follows_an_audit_hears_that_it_is_erased(store_factory: StoreFactory, elsewhere: bool) -> None:
    store = await store_factory()
    eraser = await store_factory() if elsewhere else store
    audit_id = await new_audit(store, events=3)
    feed = Feed(store, poll_s=0.5)
    running = asyncio.create_task(feed.run())
    delivered: list[StoredEvent] = []
    waiting = asyncio.Event()

    async def watch() -> None:
        async for action in feed.follow(audit_id, 0, heartbeat_s=0.01):
            if isinstance(action, Deliver):
                delivered.extend(action.events)
            if isinstance(action, Wait):
                waiting.set()

    async with asyncio.timeout(DEADLINE_S):
        watching = asyncio.create_task(watch())
        await waiting.wait()
        erased = await eraser.erase(audit_id, "somebody")
        with pytest.raises(AuditErased) as told:
            await watching
    running.cancel()

    assert (told.value.erased_at, told.value.erased_by) == (erased.tombstone.erased_at, "somebody")
    assert [event.seq for event in delivered] == [1, 2, 3]


async def test_an_erasure_by_another_process_is_noticed(store_factory: StoreFactory) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    audit_id = await ended_audit(here)
    while await here.changed():
        await asyncio.sleep(0.02)

    await elsewhere.erase(audit_id, "somebody")

    async with asyncio.timeout(DEADLINE_S):
        while not await here.changed():
            await asyncio.sleep(0.02)
    assert await here.heads([audit_id]) == {}
