"""A commit whose answer was lost, on a real PostgreSQL behind a proxy that cuts: what happened is found out, once."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from service.errors import AlreadyAccepted, CommitUnknown, LeaseHeld, LeaseLost, WrongExpectedSeq
from service.log.codec import StoredEvent
from service.log.postgres.store import open_store
from service.log.store import EventStore
from service.log.values import IdempotencyKey
from tests.contract.databases.cutting_proxy import Cut, CuttingProxy, cutting_proxy
from tests.contract.databases.postgres import new_postgres_database
from tests.log_events import DOCUMENT, complete, created, new_audit, progress, progresses, read_all
from tests.verdicts import verify
from tests.waiting import DEADLINE_S

LONG_S = 600
SHORT_S = 0.05
CUTS = [Cut.BEFORE_COMMIT, Cut.BEFORE_ANSWER, Cut.WITHOUT_WAITING]
"""Those that leave the client without an answer."""


@dataclass
class Through:
    """A store whose connections go through the proxy, what its listeners heard, and a store that goes straight."""

    proxy: CuttingProxy
    store: EventStore
    elsewhere: EventStore
    heard: list[StoredEvent] = field(default_factory=list)


@pytest.fixture
def settle_s() -> float:
    return DEADLINE_S


@pytest.fixture
async def through(settle_s: float) -> AsyncIterator[Through]:
    database = new_postgres_database()
    elsewhere = await database.open()
    async with cutting_proxy(database.server) as (proxy, place):
        store = await open_store(place, settle_s)
        through = Through(proxy, store, elsewhere)
        store.on_commit(through.heard.extend)
        yield through
        proxy.come_back()
        await store.close()
    await elsewhere.close()


async def sound(through: Through, audit_id: str, *types: str) -> None:
    """The log has just these events, its chain holds, and listeners heard of each once, in order."""
    log = await read_all(through.elsewhere, audit_id)
    assert tuple(event.type for event in log) == types
    assert [event for event in through.heard if event.audit_id == audit_id] == log
    assert (await verify(through.elsewhere, audit_id)).problem is None


@pytest.mark.parametrize("cut", CUTS)
async def test_an_append_is_written_once_whatever_became_of_the_first_commit(through: Through, cut: Cut) -> None:
    audit_id = await new_audit(through.store)
    through.proxy.cut_next(cut)

    stored = await through.store.append(audit_id, progresses(3), 1)

    assert through.proxy.cuts_made == 1
    assert stored == await through.elsewhere.read(audit_id, 1)
    await sound(through, audit_id, "audit_created", *["agent_progress"] * 3)


async def test_a_connection_lost_once_its_commit_was_answered_takes_nothing_back(through: Through) -> None:
    audit_id = await new_audit(through.store)
    through.proxy.cut_next(Cut.AFTER_ANSWER)

    stored = await through.store.append(audit_id, [progress()], 1)

    assert stored == await through.elsewhere.read(audit_id, 1)
    assert (await through.store.append(audit_id, [progress()], 2))[0].seq == 3
    assert through.proxy.cuts_made == 1
    await sound(through, audit_id, "audit_created", "agent_progress", "agent_progress")


@pytest.mark.parametrize("cut", CUTS)
async def test_a_claim_is_made_once(through: Through, cut: Cut) -> None:
    audit_id = await new_audit(through.store)
    through.proxy.cut_next(cut)

    claim = await through.store.claim(audit_id, "a", LONG_S)

    assert (claim.lease.owner, claim.lease.epoch, claim.head) == ("a", 1, 2)
    with pytest.raises(LeaseHeld):
        await through.elsewhere.claim(audit_id, "b", LONG_S)
    await through.store.append(audit_id, [complete()], 2, lease=claim.lease)
    await sound(through, audit_id, "audit_created", "audit_started", "audit_complete")


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("document_is_known", [False, True])
async def test_an_upload_is_accepted_once(through: Through, cut: Cut, *, document_is_known: bool) -> None:
    if document_is_known:
        await new_audit(through.store)
    audit_id, key = str(uuid.uuid4()), IdempotencyKey("k", "f" * 64)
    through.proxy.cut_next(cut)

    stored = await through.store.create(audit_id, created(), DOCUMENT, idempotency=key)

    assert through.proxy.cuts_made == 1
    assert [stored] == await read_all(through.elsewhere, audit_id)
    with pytest.raises(AlreadyAccepted) as repeated:
        await through.elsewhere.create(str(uuid.uuid4()), created(), DOCUMENT, idempotency=key)
    assert repeated.value.audit_id == audit_id
    await sound(through, audit_id, "audit_created")


@pytest.mark.parametrize("cut", CUTS)
async def test_renewing_and_releasing_are_done_again(through: Through, cut: Cut) -> None:
    audit_id = await new_audit(through.store)
    lease = (await through.store.claim(audit_id, "a", LONG_S)).lease

    through.proxy.cut_next(cut)
    await through.store.renew(lease, LONG_S)
    through.proxy.cut_next(cut)
    await through.store.release(lease)

    assert (await through.elsewhere.claim(audit_id, "b", LONG_S)).lease.epoch == 2


@pytest.mark.parametrize("cut", CUTS)
async def test_of_many_audits_in_one_lost_commit_each_gets_its_own_result_or_error(through: Through, cut: Cut) -> None:
    # Given a batch with appends that can be made, one that cannot, a claim and a new audit,
    good = [await new_audit(through.store) for _ in range(4)]
    behind = await new_audit(through.store, events=3)
    claimed, new = await new_audit(through.store), str(uuid.uuid4())
    through.proxy.cut_next(cut)
    commits = through.proxy.commits

    # when its commit is cut,
    outcomes: list[object] = await asyncio.gather(
        *(through.store.append(audit_id, [progress()], 1) for audit_id in good),
        through.store.append(behind, [progress()], 1),
        through.store.claim(claimed, "a", LONG_S),
        through.store.create(new, created(), DOCUMENT),
        return_exceptions=True,
    )

    # then everyone hears what became of theirs.
    assert through.proxy.commits == commits + 2
    kinds = [type(outcome).__name__ for outcome in outcomes]
    assert kinds == ["list"] * 4 + ["WrongExpectedSeq", "Claim", "StoredEvent"]
    for audit_id in good:
        await sound(through, audit_id, "audit_created", "agent_progress")
    await sound(through, behind, "audit_created", "agent_progress", "agent_progress")
    await sound(through, claimed, "audit_created", "audit_started")
    await sound(through, new, "audit_created")


@pytest.mark.parametrize("cut", CUTS)
async def test_an_audit_is_erased_once(through: Through, cut: Cut) -> None:
    audit_id = await new_audit(through.store, events=3)
    through.proxy.cut_next(cut)

    erased = await through.store.erase(audit_id, "me")

    assert through.proxy.cuts_made == 1
    assert erased.tombstone == await through.elsewhere.tombstone(audit_id)
    assert erased.tombstone.erased_by == "me"


async def test_an_answer_that_is_lost_again_and_again_is_asked_for_again(through: Through) -> None:
    audit_id = await new_audit(through.store)
    through.proxy.cut_next(Cut.BEFORE_COMMIT, Cut.BEFORE_ANSWER, Cut.BEFORE_COMMIT, Cut.BEFORE_ANSWER)

    stored = await through.store.append(audit_id, [progress()], 1)

    assert through.proxy.cuts_made == 4
    assert stored == await through.elsewhere.read(audit_id, 1)
    await sound(through, audit_id, "audit_created", "agent_progress")


async def test_a_server_that_is_away_for_a_while_is_waited_for(through: Through) -> None:
    audit_id = await new_audit(through.store)
    through.proxy.away_after_cut = True
    through.proxy.cut_next(Cut.BEFORE_ANSWER)

    appending = asyncio.create_task(through.store.append(audit_id, [progress()], 1))
    async with asyncio.timeout(DEADLINE_S):
        while through.proxy.refused < 3:
            await asyncio.sleep(0.01)
    through.proxy.come_back()

    assert [event.seq for event in await appending] == [2]
    await sound(through, audit_id, "audit_created", "agent_progress")


async def test_what_another_wrote_at_the_place_of_a_lost_commit_is_not_taken_for_ones_own(through: Through) -> None:
    # Given an append whose commit never arrived, and a server that is away for this process,
    audit_id = await new_audit(through.store)
    through.proxy.away_after_cut = True
    through.proxy.cut_next(Cut.BEFORE_COMMIT)
    appending = asyncio.create_task(through.store.append(audit_id, [progress()], 1))
    async with asyncio.timeout(DEADLINE_S):
        while not through.proxy.refused:
            await asyncio.sleep(0.01)

    # when another process writes there, and this one comes back,
    await through.elsewhere.append(audit_id, [progress()], 1)
    through.proxy.come_back()

    # then it hears that the head has moved.
    with pytest.raises(WrongExpectedSeq):
        await appending
    assert len(await read_all(through.elsewhere, audit_id)) == 2


async def test_a_runner_that_was_overtaken_while_its_commit_was_unknown_writes_nothing(through: Through) -> None:
    audit_id = await new_audit(through.store)
    claim = await through.store.claim(audit_id, "a", SHORT_S)
    through.proxy.away_after_cut = True
    through.proxy.cut_next(Cut.BEFORE_COMMIT)
    appending = asyncio.create_task(through.store.append(audit_id, [progress()], claim.head, lease=claim.lease))
    async with asyncio.timeout(DEADLINE_S):
        while not through.proxy.refused or not await through.elsewhere.claimable(1):
            await asyncio.sleep(0.01)

    await through.elsewhere.claim(audit_id, "b", LONG_S)
    through.proxy.come_back()

    with pytest.raises(LeaseLost):
        await appending
    log = await read_all(through.elsewhere, audit_id)
    assert [event.type for event in log] == ["audit_created", "audit_started", "audit_resumed"]


async def test_a_claim_that_was_overtaken_while_it_was_unknown_is_refused(through: Through) -> None:
    audit_id = await new_audit(through.store)
    through.proxy.away_after_cut = True
    through.proxy.cut_next(Cut.BEFORE_ANSWER)
    claiming = asyncio.create_task(through.store.claim(audit_id, "a", SHORT_S))
    async with asyncio.timeout(DEADLINE_S):
        while not through.proxy.refused or not await through.elsewhere.claimable(1):
            await asyncio.sleep(0.01)

    await through.elsewhere.claim(audit_id, "b", LONG_S)
    through.proxy.come_back()

    with pytest.raises(LeaseHeld):
        await claiming
    assert len(await read_all(through.elsewhere, audit_id)) == 3


@pytest.mark.parametrize("settle_s", [0.2])
async def test_where_nobody_can_say_in_time_that_is_what_is_said(through: Through, settle_s: float) -> None:
    # Given a server that is away for longer than is waited,
    audit_id = await new_audit(through.store)
    through.proxy.away_after_cut = True
    through.proxy.cut_next(Cut.BEFORE_ANSWER)

    # when the commit of an append is not answered,
    with pytest.raises(CommitUnknown, match="may or may not have been written"):
        await through.store.append(audit_id, [progress()], 1)

    # then the log can tell afterwards, and writing goes on.
    through.proxy.come_back()
    head = await through.store.head(audit_id)
    assert (await through.store.append(audit_id, [progress()], head.seq))[0].seq == 3
    assert (await verify(through.elsewhere, audit_id)).problem is None
