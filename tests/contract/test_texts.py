"""The texts of a long history, read for less than the events: the same bytes, in the same order, in bounded pages."""

from __future__ import annotations

import pytest

from service.errors import AuditErased
from service.log.rows import PAGE_BYTES
from service.log.store import MAX_SEQ, EventStore
from service.log.values import Head, Texts
from tests.log_events import complete, completed, new_audit, progress, progresses, read_all


async def all_texts(store: EventStore, audit_id: str, limit: int) -> list[Texts]:
    pages: list[Texts] = []
    while page := await store.texts(audit_id, pages[-1].head.seq if pages else 0, limit):
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

    assert [bytes(body) for page in pages for body in page.bodies] == [event.body.encode() for event in events]
    assert [page.first for page in pages] == [event.seq for event in events[::limit]]
    for page in pages:
        last = events[page.head.seq - 1]
        assert page.head == Head(last.seq, last.hash, ended=last.type == "audit_complete")
        assert page.audit_id == audit_id


@pytest.mark.parametrize("after", [3, 4, 10**6, MAX_SEQ, MAX_SEQ + 1])
async def test_after_the_head_there_are_none(store: EventStore, after: int) -> None:
    audit_id = await new_audit(store, events=3)

    assert await store.texts(audit_id, after) is None


async def test_a_page_of_large_texts_is_short_but_never_empty(store: EventStore) -> None:
    audit_id = await new_audit(store)
    await store.append(audit_id, [completed("x" * 200_000) for _ in range(8)], 1)
    await store.append(audit_id, [completed("x" * 400_000)], 9)

    pages = await all_texts(store, audit_id, 256)

    assert sum(len(page.bodies) for page in pages) == 10
    for page in pages:
        assert len(page.bodies) == 1 or sum(map(len, page.bodies)) <= PAGE_BYTES + 200_000


async def test_an_audit_that_was_erased_has_none_and_says_so(store: EventStore) -> None:
    audit_id = await new_audit(store, events=3)
    await store.erase(audit_id, "test")

    with pytest.raises(AuditErased):
        await store.texts(audit_id, 0)
    assert await store.texts("00000000-0000-0000-0000-000000000000", 0) is None
