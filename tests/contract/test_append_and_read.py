"""Appending to an audit, and reading back what was appended."""

from __future__ import annotations

import uuid

import pytest

from service.errors import AuditNotFound, DatabaseFailed, EventTooLarge, StreamEnded, WrongExpectedSeq
from service.events import MAX_EVENT_BYTES
from service.log.codec import text_hash
from service.log.store import EventStore
from service.log.values import Head
from tests.contract.conftest import StoreFactory
from tests.log_events import DOCUMENT, complete, completed, created, new_audit, progress, progresses, read_all, said

NOBODY = "00000000-0000-0000-0000-000000000000"


async def test_an_audit_begins_with_its_creation(store: EventStore) -> None:
    audit_id = str(uuid.uuid4())

    stored = await store.create(audit_id, created(), DOCUMENT)

    assert (stored.seq, stored.type) == (1, "audit_created")
    assert await store.head(audit_id) == Head(1, stored.hash, ended=False)
    assert await store.read(audit_id, 0) == [stored]


async def test_an_audit_is_recorded_with_what_is_needed_to_run_it(store: EventStore) -> None:
    audit_id = await new_audit(store)

    record = await store.audit(audit_id)

    assert (record.audit_id, record.filename, record.agents) == (audit_id, "report.md", ("numeric_validation",))
    assert await store.artifact(record.document_sha256) == DOCUMENT
    assert record.created_at == said((await store.read(audit_id, 0))[0])["timestamp"]


async def test_an_audit_is_created_once(store: EventStore) -> None:
    audit_id = await new_audit(store, events=3)

    with pytest.raises(DatabaseFailed):
        await store.create(audit_id, created(b"other", "other.md"), b"other")

    assert (await store.head(audit_id)).seq == 3
    assert (await store.audit(audit_id)).filename == "report.md"


async def test_events_are_numbered_without_gaps_and_read_as_they_were_stored(store: EventStore) -> None:
    audit_id = await new_audit(store)

    first = await store.append(audit_id, progresses(3), 1)
    second = await store.append(audit_id, progresses(2), 4)

    assert [event.seq for event in first + second] == [2, 3, 4, 5, 6]
    assert await store.read(audit_id, 1) == first + second
    assert await store.head(audit_id) == Head(6, second[-1].hash, ended=False)


async def test_text_of_any_language_comes_back_byte_for_byte(store: EventStore) -> None:
    audit_id = await new_audit(store)
    messages = [
        "Umsatzerlöse €40,4 Mio.",
        "売上高",
        "الإيرادات",
        "𝒩et 🧾",
        '"quoted" \\ and\nbroken\tlines',
        "\u2028\x00\x7f",
    ]

    stored = await store.append(audit_id, [progress(message=message) for message in messages], 1)

    events = await store.read(audit_id, 1)
    assert [event.body.encode() for event in events] == [event.body.encode() for event in stored]
    assert [said(event)["message"] for event in events] == messages


async def test_each_event_names_the_text_before_it(store: EventStore) -> None:
    audit_id = await new_audit(store, events=4)
    await store.append(audit_id, [progress(message="größer"), complete()], 4)

    events = await read_all(store, audit_id)

    assert said(events[0])["prev"] is None
    assert [said(event)["prev"] for event in events[1:]] == [text_hash(event.body) for event in events[:-1]]
    assert [event.hash for event in events] == [text_hash(event.body) for event in events]
    assert await store.head(audit_id) == Head(6, events[-1].hash, ended=True)


async def test_each_text_says_its_own_place(store: EventStore) -> None:
    audit_id = await new_audit(store, events=4)

    events = await read_all(store, audit_id)

    assert [(said(event)["audit_id"], said(event)["seq"]) for event in events] == [(audit_id, n) for n in range(1, 5)]


async def test_appending_nothing_changes_nothing(store: EventStore) -> None:
    audit_id = await new_audit(store)
    head = await store.head(audit_id)

    assert await store.append(audit_id, [], 1) == []
    assert await store.head(audit_id) == head


@pytest.mark.parametrize("expected_seq", [0, 1, 3, 99, -1])
async def test_an_append_that_expects_another_head_is_refused(store: EventStore, expected_seq: int) -> None:
    audit_id = await new_audit(store, events=2)

    with pytest.raises(WrongExpectedSeq) as refused:
        await store.append(audit_id, [progress()], expected_seq)

    assert (refused.value.audit_id, refused.value.expected, refused.value.actual) == (audit_id, expected_seq, 2)
    assert len(await read_all(store, audit_id)) == 2


async def test_appending_nothing_is_refused_too_where_another_process_has_moved_the_head(
    store_factory: StoreFactory,
) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    audit_id = await new_audit(here)
    await here.append(audit_id, [progress()], 1)
    await elsewhere.append(audit_id, [progress()], 2)

    with pytest.raises(WrongExpectedSeq):
        await here.append(audit_id, [], 2)


async def test_nothing_follows_a_terminal_event(store: EventStore) -> None:
    audit_id = await new_audit(store)
    await store.append(audit_id, [complete()], 1)

    with pytest.raises(StreamEnded) as refused:
        await store.append(audit_id, [progress()], 2)

    assert (refused.value.audit_id, refused.value.head) == (audit_id, 2)
    assert (await store.head(audit_id)).ended


async def test_a_terminal_event_in_the_middle_of_an_append_refuses_all_of_it(store: EventStore) -> None:
    audit_id = await new_audit(store)

    with pytest.raises(StreamEnded):
        await store.append(audit_id, [progress(), complete(), progress()], 1)

    assert await store.head(audit_id) == Head(1, (await store.read(audit_id, 0))[0].hash, ended=False)
    assert len(await read_all(store, audit_id)) == 1


async def test_an_event_beyond_the_size_of_a_message_is_refused_with_its_whole_append(store: EventStore) -> None:
    audit_id = await new_audit(store)
    large = completed("€" * (MAX_EVENT_BYTES // 3))

    with pytest.raises(EventTooLarge) as refused:
        await store.append(audit_id, [progress(), large], 1)

    assert refused.value.event_type == "agent_completed"
    assert refused.value.size_bytes > refused.value.limit_bytes == MAX_EVENT_BYTES
    assert (await store.head(audit_id)).seq == 1


async def test_an_event_just_within_the_size_is_stored_within_it(store: EventStore) -> None:
    audit_id = await new_audit(store)

    (stored,) = await store.append(audit_id, [completed("x" * (MAX_EVENT_BYTES - 2048))], 1)

    assert len(stored.body.encode()) <= MAX_EVENT_BYTES
    assert await store.read(audit_id, 1) == [stored]


async def test_a_page_ends_at_its_limit(store: EventStore) -> None:
    audit_id = await new_audit(store, events=10)

    pages = [[event.seq for event in await store.read(audit_id, after, limit=4)] for after in (0, 4, 8, 10)]

    assert pages == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10], []]


async def test_a_page_of_large_events_is_short_but_never_empty(store: EventStore) -> None:
    audit_id = await new_audit(store)
    large = [completed("x" * 200_000) for _ in range(8)]
    await store.append(audit_id, large, 1)

    first = await store.read(audit_id, 0)

    assert 1 <= len(first) < 9
    assert [event.seq for event in await read_all(store, audit_id)] == list(range(1, 10))


@pytest.mark.parametrize("after", [3, 4, 2**31, 2**63 - 1, 2**63, 2**80])
async def test_after_the_head_there_is_nothing_however_far(store: EventStore, after: int) -> None:
    audit_id = await new_audit(store, events=3)

    assert await store.read(audit_id, after) == []


async def test_an_unknown_audit_is_said_to_be_unknown(store: EventStore) -> None:
    with pytest.raises(AuditNotFound):
        await store.append(NOBODY, [progress()], 0)
    with pytest.raises(AuditNotFound):
        await store.head(NOBODY)
    with pytest.raises(AuditNotFound) as unknown:
        await store.audit(NOBODY)

    assert unknown.value.audit_id == NOBODY
    assert await store.read(NOBODY, 0) == []


async def test_heads_are_those_of_the_audits_that_exist(store: EventStore) -> None:
    one, two = await new_audit(store), await new_audit(store, events=3)

    heads = await store.heads([two, NOBODY, one])

    assert heads == {one: await store.head(one), two: await store.head(two)}
    assert await store.heads([]) == {}
