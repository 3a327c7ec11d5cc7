"""The shared feed over a store, with real waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Any, cast

import pytest

from service.errors import AuditNotFound, DatabaseFailed
from service.log.codec import StoredEvent
from service.log.hints import Hints
from service.log.streams import AUDIT as OWN
from service.log.values import Head
from service.tail.feed import Feed
from service.tail.handoff import CaughtUp, Deliver, Handoff, LogGapError, Wait
from tests.unit.tail.given.list_log import AUDIT, ListLog
from tests.waiting import DEADLINE_S


@asynccontextmanager
async def running(log: ListLog, poll_s: float = 0.02) -> AsyncGenerator[Feed]:
    feed = Feed(cast("Any", log), poll_s)
    task = asyncio.create_task(feed.run())
    try:
        yield feed
    finally:
        task.cancel()


async def collect(feed: Feed, after: int = 0, until: int | None = None) -> list[StoredEvent]:
    got: list[StoredEvent] = []
    async with asyncio.timeout(DEADLINE_S), aclosing(feed.follow(AUDIT, after)) as actions:
        async for action in actions:
            if isinstance(action, Deliver):
                got += action.events
            if until is not None and len(got) >= until:
                break
    return got


async def test_an_ended_audit_is_replayed_whole_and_then_the_stream_ends() -> None:
    log = ListLog()
    log.append(1000, end=True)
    async with running(log) as feed:
        assert await collect(feed) == log.events


async def test_a_watcher_at_the_head_of_an_ended_audit_is_told_so_and_gets_nothing_twice() -> None:
    log = ListLog()
    log.append(5, end=True)
    async with running(log) as feed:
        actions = [action async for action in feed.follow(AUDIT, 5)]
    assert actions == [CaughtUp(log.current_head)]


async def test_a_commit_of_this_process_reaches_a_waiting_watcher_without_a_poll() -> None:
    log = ListLog()
    log.append(1)
    async with running(log, poll_s=3600) as feed:
        watching = asyncio.create_task(collect(feed))
        while not feed._watchers:
            await asyncio.sleep(0)
        for n in range(50):
            log.announce(log.append(1, end=n == 49))
            await asyncio.sleep(0)
        assert await watching == log.events


async def test_a_lost_wake_up_costs_a_poll_and_no_event() -> None:
    log = ListLog()
    log.append(1)
    async with running(log) as feed:
        watching = asyncio.create_task(collect(feed))
        while not feed._watchers:
            await asyncio.sleep(0)
        log.append(300, end=True)
        assert await watching == log.events


async def test_an_idle_watcher_hears_the_head_at_each_heartbeat() -> None:
    log = ListLog()
    log.append(3)
    async with running(log) as feed, asyncio.timeout(DEADLINE_S), aclosing(feed.follow(AUDIT, 3, 0.01)) as actions:
        heard = [await anext(actions) for _ in range(3)]
    assert heard == [CaughtUp(log.current_head), Wait(log.current_head), Wait(log.current_head)]


async def test_an_unknown_audit_is_an_error_and_leaves_no_topic_behind() -> None:
    async with running(ListLog()) as feed:
        with pytest.raises(AuditNotFound):
            await anext(feed.follow("nope", 0))
        assert not feed._topics


async def test_the_topic_goes_when_its_last_watcher_goes() -> None:
    log = ListLog()
    log.append(3)
    async with running(log) as feed:
        assert len(await collect(feed, until=3)) == 3
        assert not feed._topics
        assert not feed._watchers


async def test_many_watchers_at_the_edge_read_each_row_once() -> None:
    """Rows of another process: one read feeds everybody."""
    log = ListLog()
    log.append(1)
    reads: list[int] = []
    original = log.read

    async def counted(audit_id: str, after: int, limit: int = 256, stream: str = OWN) -> list[StoredEvent]:
        reads.append(after)
        await asyncio.sleep(0)
        return await original(audit_id, after, limit, stream)

    log.read = counted  # type: ignore[method-assign]
    async with running(log) as feed:
        watchers = [asyncio.create_task(collect(feed)) for _ in range(50)]
        while feed._watchers.get(AUDIT, 0) < 50:
            await asyncio.sleep(0)
        log.append(10, end=True)
        assert all(got == log.events for got in await asyncio.gather(*watchers))
    assert len(reads) == len(set(reads)) < 50


class HintedLog(ListLog):
    """A log that another process writes to, which says so at once; and what was read of it."""

    def __init__(self) -> None:
        super().__init__()
        self.hints = Hints()
        self.reads: list[int] = []

    def append_and_hint(self, count: int, *, end: bool = False) -> None:
        self.append(count, end=end)
        self.hints.hear([AUDIT])

    async def read(self, audit_id: str, after: int, limit: int = 256, stream: str = OWN) -> list[StoredEvent]:
        self.reads.append(after)
        return await super().read(audit_id, after, limit, stream)

    async def rung(self, patience_s: float) -> frozenset[str]:
        return await self.hints.wait(patience_s)

    async def changed(self) -> bool:
        return True


async def test_what_one_read_after_a_hint_does_not_bring_comes_without_a_poll() -> None:
    log = HintedLog()
    log.append(1)
    async with running(log, poll_s=3600) as feed:
        watching = asyncio.create_task(collect(feed))
        while not feed._watchers:
            await asyncio.sleep(0)

        log.append_and_hint(1)  # after which the log was asked just now
        while len(feed._topics[AUDIT].after(1, 9, 9) or ()) < 1:
            await asyncio.sleep(0)
        log.append_and_hint(600, end=True)

        assert await watching == log.events


async def test_a_hint_about_an_audit_whose_head_is_not_known_yet_reads_none_of_its_history() -> None:
    log = HintedLog()
    log.append(5000)
    async with running(log, poll_s=3600) as feed:
        with feed.watched(AUDIT) as topic:
            log.append_and_hint(1)
            while not topic.head.seq:
                await asyncio.sleep(0)

            assert topic.head == log.current_head
            assert log.reads == []


def test_a_page_that_leaves_a_hole_is_never_sent_on() -> None:
    log = ListLog()
    log.append(5)
    with pytest.raises(LogGapError, match="expected event 1 after the cursor, the log gave 3"):
        Handoff(0).fetched(log.events[2:])


async def test_who_reads_further_than_the_topic_has_heard_of_tells_it() -> None:
    log = ListLog()
    log.append(5)
    feed = Feed(cast("Any", log), 3600)
    with feed.watched(AUDIT) as topic:
        topic.offer(log.events[3:])
        log.append(5)  # by another process
        assert list(await feed.page(topic, 0)) == log.events
        assert topic.head == log.current_head


async def _cut_off(log: ListLog) -> None:
    del log.events[2:]


async def _rewritten(log: ListLog) -> None:
    del log.events[2:]
    log.append(1, end=True)


async def _taken_away(log: ListLog) -> None:
    async def none(*_: object) -> dict[str, Head]:
        return {}

    async def missing(audit_id: str, _: str) -> Head:
        raise AuditNotFound(audit_id)

    log.heads, log.head = none, missing  # type: ignore[method-assign,assignment]


@pytest.mark.parametrize("change", [_cut_off, _rewritten, _taken_away])
async def test_watchers_are_sent_away_from_a_log_that_is_no_longer_the_one_they_read(
    change: Callable[[ListLog], Awaitable[None]],
) -> None:
    """A standby that took over with less, an older backup, or somebody's work: they ask again, and are told then."""
    log = ListLog()
    log.append(3)
    async with running(log) as feed, asyncio.timeout(DEADLINE_S):
        streams = [feed.follow(AUDIT, 3) for _ in range(2)]
        for stream in streams:
            assert await anext(stream) == CaughtUp(log.current_head)
        await change(log)
        for stream in streams:
            with pytest.raises(DatabaseFailed, match=f"go on with audit {AUDIT}"):
                await anext(stream)
        assert not feed._topics


async def test_who_listens_hears_of_the_commits_of_all_audits_and_of_changes_that_nobody_names() -> None:
    heard: list[set[str]] = []
    log = Rung()
    async with running(log, poll_s=3600) as feed:
        with feed.listening(lambda names: heard.append(set(names))):
            log.announce(log.append(1))
            assert heard == [{AUDIT}]
            log.hints.hear(["b2"])
            async with asyncio.timeout(DEADLINE_S):
                while {"b2"} not in heard:
                    await asyncio.sleep(0)
                while set() not in heard:
                    log.changes = 1
                    log.hints.hear([])
                    await asyncio.sleep(0)
        before = len(heard)
        log.announce(log.append(1))
        assert len(heard) == before


class Rung(ListLog):
    """A log that others write too, whose hints and changes the test gives."""

    def __init__(self) -> None:
        super().__init__()
        self.hints = Hints()
        self.changes = 0

    async def rung(self, patience_s: float) -> frozenset[str]:
        return await self.hints.wait(patience_s)

    async def changed(self) -> bool:
        self.changes, before = 0, self.changes
        return before > 0
