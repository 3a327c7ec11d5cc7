"""The review of an audit: a second stream of the same log, with places and a chain of its own."""

from __future__ import annotations

import asyncio

import pytest

from service.errors import AuditDamaged, AuditErased, AuditNotFound, WrongExpectedSeq
from service.events import Covered, CoveredHead, FindingAccepted, FindingDismissed, ReviewEvent, ReviewSignedOff
from service.log.codec import StoredEvent
from service.log.store import EventStore
from service.log.streams import REVIEW, stream_name
from service.log.values import NOTHING, Head
from tests.contract.conftest import StoreFactory
from tests.contract.databases.kinds import Tamperer
from tests.log_events import LINES, complete, completed, lines, new_audit, progress, said


def accepted(by: str = "A. Reviewer") -> FindingAccepted:
    return FindingAccepted(by=by, finding_id="f1")


def dismissed(reason: str = "printed so on purpose") -> FindingDismissed:
    return FindingDismissed(by="B. Reviewer", finding_id="f1", reason=reason)


async def ended(store: EventStore) -> str:
    audit_id = await new_audit(store)
    await store.append(audit_id, [completed("one"), complete()], 1)
    return audit_id


async def signed_off(store: EventStore, audit_id: str, by: str = "A. Reviewer") -> ReviewSignedOff:
    audit, review = await store.head(audit_id), await store.head(audit_id, REVIEW)
    before = CoveredHead(head=review.seq, hash=review.hash or None)
    return ReviewSignedOff(by=by, covers=Covered(audit=CoveredHead(head=audit.seq, hash=audit.hash), review=before))


async def decide(store: EventStore, audit_id: str, event: ReviewEvent, expected_seq: int) -> StoredEvent:
    (stored,) = await store.append(audit_id, [event], expected_seq, stream=REVIEW)
    return stored


async def test_a_review_begins_empty_and_has_places_of_its_own(store: EventStore) -> None:
    audit_id = await ended(store)
    before = await store.head(audit_id)
    assert await store.head(audit_id, REVIEW) == NOTHING

    first = await decide(store, audit_id, accepted(), 0)
    second = await decide(store, audit_id, dismissed(), 1)

    assert [event.seq for event in (first, second)] == [1, 2]
    assert said(first)["prev"] is None
    assert said(second)["prev"] == first.hash
    assert await store.read(audit_id, 0, stream=REVIEW) == [first, second]
    assert await store.read(audit_id, 1, stream=REVIEW) == [second]
    assert await store.head(audit_id, REVIEW) == Head(2, second.hash, ended=False)
    assert await store.head(audit_id) == before
    assert (await store.audit(audit_id)).review == Head(2, second.hash, ended=False)
    assert await store.heads([audit_id], REVIEW) == {audit_id: Head(2, second.hash, ended=False)}


async def test_its_texts_are_joined_as_those_of_the_audit_are(store: EventStore) -> None:
    audit_id = await ended(store)
    stored = [await decide(store, audit_id, dismissed(f"reason {n}"), n) for n in range(3)]

    texts = await store.texts(audit_id, 1, LINES, stream=REVIEW)

    assert texts is not None
    assert (texts.first, texts.count, texts.head) == (2, 2, Head(3, stored[-1].hash, ended=False))
    assert lines(texts.joined) == [event.body for event in stored[1:]]
    assert await store.texts(audit_id, 3, LINES, stream=REVIEW) is None


async def test_a_decision_and_the_audit_that_still_runs_do_not_move_each_other(store: EventStore) -> None:
    audit_id = await new_audit(store, events=3)

    await decide(store, audit_id, accepted(), 0)
    await store.append(audit_id, [progress(7)], 3)
    await asyncio.gather(decide(store, audit_id, dismissed(), 1), store.append(audit_id, [progress(8)], 4))

    assert ((await store.head(audit_id)).seq, (await store.head(audit_id, REVIEW)).seq) == (5, 2)


async def test_two_who_decide_at_once_leave_one_winner_and_nothing_is_lost(store_factory: StoreFactory) -> None:
    here, there = await store_factory(), await store_factory()
    audit_id = await ended(here)

    tried = await asyncio.gather(
        decide(here, audit_id, accepted(), 0), decide(there, audit_id, dismissed(), 0), return_exceptions=True
    )

    (won,) = [each for each in tried if isinstance(each, StoredEvent)]
    (lost,) = [each for each in tried if isinstance(each, WrongExpectedSeq)]
    assert (lost.expected, lost.actual) == (0, 1)
    assert await here.read(audit_id, 0, stream=REVIEW) == await there.read(audit_id, 0, stream=REVIEW) == [won]


async def test_a_sign_off_stands_in_the_register_and_decisions_go_on_after_it(
    store: EventStore, tamperer: Tamperer
) -> None:
    audit_id = await ended(store)
    await decide(store, audit_id, accepted(), 0)

    first = await decide(store, audit_id, await signed_off(store, audit_id), 1)
    await decide(store, audit_id, dismissed(), 2)
    second = await decide(store, audit_id, await signed_off(store, audit_id, "B. Reviewer"), 3)

    entries = tamperer.execute(
        "SELECT head_seq, head_hash FROM register WHERE type = 'signed_off' AND audit_id = ? ORDER BY position",
        audit_id,
    )
    assert [tuple(entry) for entry in entries] == [(2, first.hash), (4, second.hash)]


async def test_an_erased_audit_takes_its_review_along(store: EventStore) -> None:
    audit_id = await ended(store)
    await decide(store, audit_id, accepted(), 0)
    await decide(store, audit_id, await signed_off(store, audit_id), 1)

    await store.erase(audit_id, "somebody")

    with pytest.raises(AuditErased):
        await store.read(audit_id, 0, stream=REVIEW)
    with pytest.raises(AuditErased):
        await decide(store, audit_id, accepted(), 2)


async def test_nobody_reviews_what_is_not_there(store: EventStore) -> None:
    with pytest.raises(AuditNotFound):
        await decide(store, "00000000-0000-0000-0000-000000000000", accepted(), 0)


async def test_an_event_that_ends_an_audit_ends_no_review(store: EventStore) -> None:
    audit_id = await ended(store)

    with pytest.raises(AuditDamaged, match="the database refuses event 1"):
        await store.append(audit_id, [complete()], 0, stream=REVIEW)

    assert await store.head(audit_id, REVIEW) == NOTHING


async def test_other_processes_hear_which_stream_has_grown(store_factory: StoreFactory) -> None:
    here, there = await store_factory(), await store_factory()
    audit_id = await ended(there)
    await here.rung(0.1)

    await decide(there, audit_id, accepted(), 0)

    heard: frozenset[str] = frozenset()
    async with asyncio.timeout(30):
        while stream_name(audit_id, REVIEW) not in heard:
            heard |= await here.rung(1)
