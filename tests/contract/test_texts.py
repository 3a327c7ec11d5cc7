"""The texts of a long history, joined by the database: the same bytes, in the same order, in bounded pages."""

from __future__ import annotations

import pytest

from service.errors import AuditErased
from service.log.marks import Marks
from service.log.rows import PAGE_BYTES
from service.log.store import MAX_SEQ, EventStore
from service.log.values import Head, Texts
from tests.log_events import LINES, complete, completed, lines, new_audit, progress, progresses, read_all


async def all_texts(store: EventStore, audit_id: str, limit: int, marks: Marks = LINES) -> list[Texts]:
    pages: list[Texts] = []
    while page := await store.texts(audit_id, pages[-1].head.seq if pages else 0, marks, limit):
        pages.append(page)
    return pages


@pytest.mark.parametrize("limit", [1, 7, 50])
async def test_texts_are_those_that_were_stored_and_each_page_names_its_last_event(
    store: EventStore, limit: int
) -> None:
    audit_id = await new_audit(store)
    said = ["plain", "Umsatzerlöse", "売上高", "𝔗𝔦𝔠𝔨", "\\u0000 \x7f"]
    await store.append(audit_id, [*progresses(30), *(progress(1, text) for text in said), complete()], 1)
    events = await read_all(store, audit_id)

    pages = await all_texts(store, audit_id, limit)

    assert [text for page in pages for text in lines(page.joined)] == [event.body for event in events]
    assert [page.first for page in pages] == [event.seq for event in events[::limit]]
    for page in pages:
        last = events[page.head.seq - 1]
        assert page.head == Head(last.seq, last.hash, ended=last.type == "audit_complete")
        assert page.count == last.seq - page.first + 1
        assert page.audit_id == audit_id


@pytest.mark.parametrize("letter", ["x", "ö", "売"])
async def test_each_text_stands_behind_the_mark_of_its_size_whatever_that_is(store: EventStore, letter: str) -> None:
    audit_id = await new_audit(store)
    await store.append(audit_id, [progress(1, letter * length) for length in range(80)], 1)
    events = await read_all(store, audit_id)
    sizes = sorted(len(event.body.encode()) for event in events)

    for common in (
        range(1, 9999),
        range(sizes[20], sizes[60]),
        range(sizes[-1], 9999),
        range(1, sizes[0]),
        range(9, 10),
    ):
        marks = Marks(lambda size: b"%8d " % size, common)
        for limit in (1, 3, 81):
            pages = await all_texts(store, audit_id, limit, marks)
            assert [text for page in pages for text in lines(page.joined)] == [event.body for event in events]


async def test_marks_need_not_be_of_one_length(store: EventStore) -> None:
    audit_id = await new_audit(store, events=40)
    events = await read_all(store, audit_id)
    sizes = {len(event.body) for event in events}
    marks = Marks(lambda size: b"even" if size % 2 == 0 else b"an odd one", range(min(sizes), min(sizes) + 1))

    pages = await all_texts(store, audit_id, 9, marks)

    assert b"".join(page.joined for page in pages) == marks.joined(event.body.encode() for event in events)


@pytest.mark.parametrize("after", [3, 4, 10**6, MAX_SEQ, MAX_SEQ + 1])
async def test_after_the_head_there_are_none(store: EventStore, after: int) -> None:
    audit_id = await new_audit(store, events=3)

    assert await store.texts(audit_id, after, LINES) is None


async def test_a_page_of_large_texts_is_short_but_never_empty(store: EventStore) -> None:
    audit_id = await new_audit(store)
    await store.append(audit_id, [completed("x" * 200_000) for _ in range(8)], 1)
    await store.append(audit_id, [completed("x" * 400_000)], 9)

    pages = await all_texts(store, audit_id, 256)

    assert sum(page.count for page in pages) == 10
    for page in pages:
        assert page.count == 1 or len(page.joined) <= PAGE_BYTES + 200_000


@pytest.mark.parametrize("message", ["", "y" * 3000, "ü" * 9000])
async def test_texts_of_many_sizes_by_turns_are_all_in_pages_of_a_few_hundred_kilobytes(
    store: EventStore, message: str
) -> None:
    audit_id = await new_audit(store)
    head = 1
    for count, text in ((300, ""), (150, message), (2, "x" * 300_000), (300, message[:2000]), (3, "x" * 90_000)):
        await store.append(audit_id, [completed(text) for _ in range(count)], head)
        head += count
    events = await read_all(store, audit_id)

    pages = await all_texts(store, audit_id, 4096)

    assert b"".join(page.joined for page in pages) == LINES.joined(event.body.encode() for event in events)
    largest = max(len(event.body.encode()) for event in events)
    assert all(len(page.joined) <= PAGE_BYTES + largest + page.count * len(LINES.of(largest)) for page in pages)
    assert len(pages) < head / 10


async def test_an_audit_that_was_erased_has_none_and_says_so(store: EventStore) -> None:
    audit_id = await new_audit(store, events=3)
    await store.erase(audit_id, "test")

    with pytest.raises(AuditErased):
        await store.texts(audit_id, 0, LINES)
    assert await store.texts("00000000-0000-0000-0000-000000000000", 0, LINES) is None
