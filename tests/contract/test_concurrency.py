"""Many writers at once, in one process and in several."""

from __future__ import annotations

import asyncio
import uuid

import pytest

from service.errors import AuditNotFound, DatabaseFailed, LogError, StreamEnded, WrongExpectedSeq
from service.log.codec import StoredEvent
from service.log.store import EventStore
from tests.contract.conftest import StoreFactory
from tests.log_events import complete, created, new_audit, progress, progresses, read_all
from tests.verdicts import verify
from tests.waiting import DEADLINE_S

Outcome = list[StoredEvent] | BaseException


async def test_two_writers_with_one_expected_seq_leave_one_winner(store_factory: StoreFactory) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    audit_id = await new_audit(here)

    for head in range(1, 21):
        appends = (store.append(audit_id, [progress(head)], head) for store in (here, elsewhere))
        outcomes: list[Outcome] = await asyncio.gather(*appends, return_exceptions=True)
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["WrongExpectedSeq", "list"]

    assert [event.seq for event in await read_all(elsewhere, audit_id)] == list(range(1, 22))
    assert (await verify(here, audit_id)).problem is None


async def test_sixteen_audits_written_at_once_have_no_gaps(store: EventStore) -> None:
    audits = [await new_audit(store) for _ in range(16)]

    async def write(audit_id: str) -> None:
        for head in range(1, 60, 3):
            await store.append(audit_id, progresses(3), head)

    await asyncio.gather(*(write(audit_id) for audit_id in audits))

    for audit_id in audits:
        assert [event.seq for event in await read_all(store, audit_id)] == list(range(1, 62))
        assert (await verify(store, audit_id)).problem is None


async def test_one_bad_append_never_fails_its_neighbours(store: EventStore) -> None:
    ended = await new_audit(store)
    await store.append(ended, [complete()], 1)
    good = [await new_audit(store) for _ in range(4)]
    behind = await new_audit(store, events=3)

    outcomes: list[Outcome] = await asyncio.gather(
        store.append(good[0], [progress()], 1),
        store.append(ended, [progress()], 2),
        store.append(good[1], [progress()], 1),
        store.append(behind, [progress()], 2),
        store.append(good[2], [progress()], 1),
        store.append("nobody", [progress()], 0),
        store.append(good[3], [progress(), complete(), progress()], 1),
        store.append(good[3], [progress()], 1, artifacts=[b"kept"]),
        return_exceptions=True,
    )

    kinds = [list, StreamEnded, list, WrongExpectedSeq, list, AuditNotFound, StreamEnded, list]
    assert [type(outcome) for outcome in outcomes] == kinds
    assert [(await store.head(audit_id)).seq for audit_id in good] == [2, 2, 2, 2]


async def test_two_processes_that_accept_the_same_reports_in_another_order_do_not_wait_for_each_other(
    store_factory: StoreFactory,
) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    reports = [b"report %d" % n for n in range(12)]
    audits = sorted(str(uuid.uuid4()) for _ in range(24))

    outcomes: list[object] = await asyncio.gather(
        *(here.create(audit_id, created(report), report) for audit_id, report in zip(audits, reports, strict=False)),
        *(
            elsewhere.create(audit_id, created(report), report)
            for audit_id, report in zip(audits[12:], reversed(reports), strict=True)
        ),
        return_exceptions=True,
    )

    assert [type(outcome) for outcome in outcomes] == [StoredEvent] * 24


async def test_two_processes_that_keep_the_same_results_in_another_order_do_not_wait_for_each_other(
    store_factory: StoreFactory,
) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    results = [b"result %d" % n for n in range(12)]
    one, two = await new_audit(here), await new_audit(here)

    outcomes = await asyncio.gather(
        here.append(one, [progress()], 1, artifacts=results),
        elsewhere.append(two, [progress()], 1, artifacts=results[::-1]),
        return_exceptions=True,
    )

    assert [type(outcome) for outcome in outcomes] == [list, list]


async def test_appends_of_one_caller_follow_one_another_without_waiting(store: EventStore) -> None:
    audit_id = await new_audit(store)

    await asyncio.gather(*(store.append(audit_id, [progress(seq)], seq) for seq in range(1, 301)))

    assert len(await read_all(store, audit_id)) == 301


@pytest.mark.parametrize("given_up", [0, 1, 2])
async def test_what_was_to_follow_an_append_that_is_given_up_is_refused_and_leaves_no_gap(
    store: EventStore, given_up: int
) -> None:
    audit_id = await new_audit(store, events=2)
    appends = [asyncio.create_task(store.append(audit_id, [progress(seq)], seq)) for seq in (2, 3, 4)]
    await asyncio.sleep(0)

    appends[given_up].cancel()

    outcomes = await asyncio.gather(*appends, return_exceptions=True)
    head = 2 + given_up
    assert [type(outcome) for outcome in outcomes[given_up + 1 :]] == [WrongExpectedSeq] * (2 - given_up)
    assert (await store.head(audit_id)).seq == head
    assert (await store.append(audit_id, [progress()], head))[0].seq == head + 1
    assert (await verify(store, audit_id)).problem is None


async def test_readers_see_only_whole_appends(store_factory: StoreFactory) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    audit_id = await new_audit(here)
    writing = asyncio.gather(*(here.append(audit_id, progresses(3), head) for head in range(1, 121, 3)))
    seen: list[int] = []

    while not writing.done():
        events = await elsewhere.read(audit_id, 0, limit=1000)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        seen.append(len(events))

    await writing
    assert all(count % 3 == 1 for count in seen)


async def test_a_caller_that_is_cancelled_fails_nobody_else(store: EventStore) -> None:
    audits = [await new_audit(store) for _ in range(8)]
    tasks = [asyncio.create_task(store.append(audit_id, [progress()], 1)) for audit_id in audits]
    await asyncio.sleep(0)

    for task in tasks[::2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert [task.cancelled() for task in tasks] == [True, False] * 4
    assert [len(task.result()) for task in tasks[1::2]] == [1, 1, 1, 1]


async def test_closing_commits_what_waits_and_refuses_what_comes_after(store_factory: StoreFactory) -> None:
    store, afterwards = await store_factory(), await store_factory()
    audit_id = await new_audit(store)
    waiting = [asyncio.create_task(store.append(audit_id, [progress(seq)], seq)) for seq in range(1, 20)]
    await asyncio.sleep(0)

    closing = asyncio.create_task(store.close())
    await asyncio.sleep(0)
    async with asyncio.timeout(DEADLINE_S):
        with pytest.raises(DatabaseFailed):
            await store.append(audit_id, [progress()], 20)
    await closing

    assert [(await task)[0].seq for task in waiting] == list(range(2, 21))
    assert (await afterwards.head(audit_id)).seq == 20


async def test_two_may_close_at_once_and_one_may_give_up(store_factory: StoreFactory) -> None:
    store = await store_factory()
    closing = [asyncio.create_task(store.close()) for _ in range(3)]
    await asyncio.sleep(0)

    closing[-1].cancel()

    async with asyncio.timeout(DEADLINE_S):
        await asyncio.gather(*closing[:2])
        await store.close()


async def test_a_closed_store_says_so(store: EventStore) -> None:
    audit_id = await new_audit(store)

    await store.close()
    await store.close()

    for call in (store.head(audit_id), store.append(audit_id, [progress()], 1), store.ping(), store.changed()):
        with pytest.raises(LogError):
            await call
