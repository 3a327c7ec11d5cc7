"""How a process hears of what was committed: its own commits at once, those of others by asking."""

from __future__ import annotations

import asyncio

import pytest

from service.errors import LogError
from service.log.codec import StoredEvent
from service.log.store import EventStore
from tests.contract.conftest import StoreFactory
from tests.log_events import complete, new_audit, progress, progresses
from tests.waiting import DEADLINE_S, until


def heard_by(store: EventStore) -> list[StoredEvent]:
    heard: list[StoredEvent] = []
    store.on_commit(heard.extend)
    return heard


async def test_listeners_hear_what_was_stored_in_the_order_of_its_commits(store: EventStore) -> None:
    heard = heard_by(store)
    audits = [await new_audit(store) for _ in range(4)]
    appends = (store.append(audit_id, [progress(seq)], seq) for seq in range(1, 20) for audit_id in audits)
    await asyncio.gather(*appends)

    for audit_id in audits:
        assert [event for event in heard if event.audit_id == audit_id] == await store.read(audit_id, 0)


async def test_a_listener_hears_of_an_event_once_others_can_read_it_and_before_its_writer_goes_on(
    store_factory: StoreFactory,
) -> None:
    store, elsewhere = await store_factory(), await store_factory()
    audit_id = await new_audit(store)
    order: list[str] = []
    readable: list[asyncio.Task[list[StoredEvent]]] = []

    def listen(events: object) -> None:
        order.append("heard")
        readable.append(asyncio.ensure_future(elsewhere.read(audit_id, 1)))

    store.on_commit(listen)
    stored = await store.append(audit_id, [progress()], 1)
    order.append("went on")

    assert order == ["heard", "went on"]
    assert await readable[0] == stored


async def test_claims_are_heard_too(store: EventStore) -> None:
    audit_id = await new_audit(store)
    heard = heard_by(store)

    await store.claim(audit_id, "a", 10)

    assert [event.type for event in heard] == ["audit_started"]


async def test_every_listener_hears(store: EventStore) -> None:
    one, two = heard_by(store), heard_by(store)

    await new_audit(store, events=3)

    assert len(one) == 3
    assert one == two


async def test_nothing_is_heard_of_refused_appends(store: EventStore) -> None:
    audit_id = await new_audit(store)
    heard = heard_by(store)

    for bad in (store.append(audit_id, [progress()], 5), store.append(audit_id, [complete(), progress()], 1)):
        with pytest.raises(LogError):
            await bad

    assert heard == []


async def settled(here: EventStore, elsewhere: EventStore) -> None:
    """Every hint of ``elsewhere`` that was under way has been heard and asked for: one that comes after them was heard.

    A hint may come late or twice, which costs a look and nothing else.
    """
    async with asyncio.timeout(DEADLINE_S):
        last = await new_audit(elsewhere)
        while last not in (heard := await here.rung(1)):
            if not heard:  # nobody listened yet, or it came with one that names nobody
                last = await new_audit(elsewhere)
        while await here.changed():
            """What has changed until now."""


async def test_a_change_by_another_process_is_noticed_once(store_factory: StoreFactory) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    audit_id = await new_audit(elsewhere)
    await settled(here, elsewhere)

    assert not await here.changed()
    await elsewhere.append(audit_id, progresses(2), 1)
    assert await until(here.changed)
    assert (await here.head(audit_id)).seq == 3
    await settled(here, elsewhere)


async def test_reading_and_being_refused_are_no_changes(store_factory: StoreFactory) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    audit_id = await new_audit(elsewhere)
    await settled(here, elsewhere)

    await elsewhere.read(audit_id, 0)
    with pytest.raises(LogError):
        await elsewhere.append(audit_id, [progress()], 9)

    assert not await here.changed()


async def test_the_first_question_is_answered_with_yes(store: EventStore) -> None:
    assert await store.changed()
