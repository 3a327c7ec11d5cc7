"""Lists of audits, newest first."""

from __future__ import annotations

from service.log.store import EventStore
from service.log.values import AuditRecord
from tests.log_events import complete, new_audit


async def pages(store: EventStore, limit: int) -> list[list[AuditRecord]]:
    found = [await store.audits(limit)]
    while cursor := found[-1].next:
        found.append(await store.audits(limit, cursor))
    return [list(page.audits) for page in found]


async def test_an_empty_log_has_one_empty_page(store: EventStore) -> None:
    assert await pages(store, 10) == [[]]


async def test_pages_show_every_audit_once_newest_first(store: EventStore) -> None:
    audits = [await new_audit(store) for _ in range(10)]

    shown = await pages(store, 3)

    assert [len(page) for page in shown] == [3, 3, 3, 1]
    assert [record.audit_id for page in shown for record in page] == audits[::-1]


async def test_a_full_last_page_is_the_last(store: EventStore) -> None:
    for _ in range(6):
        await new_audit(store)

    assert [len(page) for page in await pages(store, 3)] == [3, 3]


async def test_audits_accepted_meanwhile_neither_repeat_nor_hide_any(store: EventStore) -> None:
    older = [await new_audit(store) for _ in range(5)]
    first = await store.audits(2)
    for _ in range(3):
        await new_audit(store)

    second = await store.audits(10, first.next)

    assert [record.audit_id for record in (*first.audits, *second.audits)] == older[::-1]


async def test_the_list_shows_each_audit_at_its_head(store: EventStore) -> None:
    audit_id = await new_audit(store, events=4)
    await store.append(audit_id, [complete()], 4)

    (record,) = (await store.audits(1)).audits

    assert record == await store.audit(audit_id)
    assert (record.head.seq, record.head.ended) == (5, True)
