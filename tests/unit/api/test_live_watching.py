"""Watchers over their wires: one broadcaster writes to all who have come as far, the others catch up alone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest

from service.api.edge.wire import Wire
from service.api.watching import live_watching
from service.api.watching.broadcasting import SLICE, Broadcasts
from service.api.watching.live_watching import LiveWatcher
from service.errors import DatabaseFailed
from service.log.codec import StoredEvent
from service.log.store import TEXTS
from service.log.streams import AUDIT as OWN
from service.tail.feed import Feed
from tests.unit.api.test_frames import read_back
from tests.unit.tail.given.list_log import AUDIT, ListLog
from tests.waiting import DEADLINE_S

LOOK_S = 0.002


class Transport:
    """Keeps what is written; full once it holds ``room`` bytes that its client has not taken."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.data = b""
        self.taken = 0
        self.writes = 0
        self.writable = asyncio.Event()
        self.writable.set()
        self.closed = False

    def write(self, data: bytes) -> None:
        self.data += data
        self.writes += 1
        if len(self.data) - self.taken > self.room:
            self.writable.clear()

    def take(self) -> None:
        self.taken = len(self.data)
        self.writable.set()

    def is_closing(self) -> bool:
        return self.closed

    def get_write_buffer_size(self) -> int:
        return len(self.data) - self.taken

    def get_extra_info(self, _: str) -> None:
        return None


class Client:
    """A WebSocket as Starlette shows it, and what its client has got."""

    def __init__(self, room: int = 10**9) -> None:
        self.transport = Transport(room)
        self.code: int | None = None
        self._gone = asyncio.Event()

    @property
    def said(self) -> list[str]:
        return read_back(self.transport.data)

    @property
    def bodies(self) -> list[str]:
        return [text for text in self.said if '"seq"' in text]

    async def receive(self) -> dict[str, str]:
        await self._gone.wait()
        return {"type": "websocket.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.code = message["code"]
        self._gone.set()

    def go(self) -> None:
        self.transport.closed = True
        self._gone.set()


class BreakableLog(ListLog):
    """A log that cannot be read once it is broken, and shows everything but the event that its ``hole`` is at."""

    broken = False
    hole = 0

    async def read(self, audit_id: str, after: int, limit: int = 256, stream: str = OWN) -> list[StoredEvent]:
        if self.broken:
            raise DatabaseFailed("read", "the disk is gone")
        return [event for event in await super().read(audit_id, after, limit, stream) if event.seq != self.hole]


class Stage:
    """A log, its feed, and clients that watch it."""

    def __init__(self, log: BreakableLog, feed: Feed, heartbeat_s: float, slow_client_s: float) -> None:
        self.log, self.feed = log, feed
        self.broadcasts = Broadcasts(feed, heartbeat_s, slow_client_s)
        self.watching: list[asyncio.Task[None]] = []
        self.watchers: list[LiveWatcher] = []

    def grows(self, count: int, *, end: bool = False) -> None:
        """``count`` more events, committed by this process."""
        self.log.announce(self.log.append(count, end=end))

    def joins(self, client: Client, after: int = 0) -> None:
        self.watching.append(asyncio.create_task(self._watch(client, after)))

    async def _watch(self, client: Client, after: int) -> None:
        transport = client.transport
        with self.feed.watched(AUDIT) as topic:
            topic.advance(await self.log.head(AUDIT))
            wire = Wire(cast("Any", transport), transport.writable)
            watcher = LiveWatcher(cast("Any", client), wire, self.broadcasts, topic, after)
            self.watchers.append(watcher)
            await watcher.watch()

    def all_are_live(self) -> bool:
        return len(self.watchers) == len(self.watching) and all(one._alone is None for one in self.watchers)

    async def over(self) -> None:
        async with asyncio.timeout(DEADLINE_S):
            await asyncio.gather(*self.watching)


@asynccontextmanager
async def stage(heartbeat_s: float = 60, slow_client_s: float = 60) -> AsyncGenerator[Stage]:
    log = BreakableLog()
    feed = Feed(cast("Any", log), 0.02)
    listening = asyncio.create_task(feed.run())
    playing = Stage(log, feed, heartbeat_s, slow_client_s)
    yield playing
    for task in (*playing.watching, listening):
        task.cancel()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while not holds():
            await asyncio.sleep(LOOK_S)


async def test_everyone_who_watches_gets_every_event_once_whenever_they_came() -> None:
    async with stage() as playing:
        clients = [Client() for _ in range(600)]
        playing.grows(300)
        for n, client in enumerate(clients):
            playing.joins(client)
            if n % 20 == 0:
                playing.grows(7)
                await asyncio.sleep(0)
        await until(lambda: len(clients[-1].bodies) >= 300)
        playing.grows(3, end=True)
        await playing.over()

        texts = [event.body for event in playing.log.events]
        assert all(client.bodies == texts for client in clients)
        assert {client.code for client in clients} == {1000}


async def test_a_client_that_takes_nothing_holds_nobody_up_and_keeps_little_in_memory() -> None:
    async with stage() as playing:
        slow, quick = Client(room=2000), Client()
        playing.joins(slow)
        playing.joins(quick)
        playing.grows(5)
        await until(lambda: len(quick.bodies) == 5)

        playing.grows(3000)
        await until(lambda: len(quick.bodies) == 3005)

        one_page = TEXTS * max(len(event.body) for event in playing.log.events) + 2000
        assert len(slow.transport.data) <= 2 * one_page
        assert slow.code is None


async def test_a_client_that_fell_behind_catches_up_alone_and_is_live_again() -> None:
    async with stage() as playing:
        slow, quick = Client(room=2000), Client()
        playing.joins(slow)
        playing.joins(quick)
        playing.grows(3000)
        await until(lambda: len(quick.bodies) == 3000)

        slow.transport.room = 10**9
        slow.transport.take()
        await until(lambda: len(slow.bodies) == 3000)
        playing.grows(2, end=True)
        await playing.over()

        assert slow.bodies == quick.bodies == [event.body for event in playing.log.events]
        assert [text for text in slow.said if "caught_up" in text] != []


async def test_a_long_replay_rests_after_a_page_while_others_are_live(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_watching, "REST_S", 3600)
    async with stage() as playing:
        live, late = Client(), Client()
        playing.grows(5 * TEXTS)
        playing.joins(live)  # nobody else is live, so this one does not rest
        await until(lambda: len(live.bodies) == 5 * TEXTS and playing.all_are_live())

        playing.joins(late)
        await until(lambda: len(late.bodies) > 0)
        playing.grows(1)
        await until(lambda: len(live.bodies) == 5 * TEXTS + 1)

        assert late.transport.writes == 1


async def test_a_replay_of_one_page_does_not_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_watching, "REST_S", 3600)
    async with stage() as playing:
        live, late = Client(), Client()
        playing.grows(5)
        playing.joins(live)
        await until(playing.all_are_live)

        playing.joins(late)
        await until(lambda: len(playing.watchers) == 2 and playing.all_are_live())

        assert late.bodies == live.bodies == [event.body for event in playing.log.events]


async def test_whoever_is_written_to_last_gets_what_was_committed_meanwhile_in_the_same_write() -> None:
    async with stage() as playing:
        clients = [Client() for _ in range(4 * SLICE)]
        for client in clients:
            playing.joins(client)
        await until(playing.all_are_live)
        before = clients[0].transport.writes

        playing.grows(1)
        while not any(client.bodies for client in clients):
            await asyncio.sleep(0)
        first = next(client for client in clients if client.bodies)
        last = next(client for client in clients if not client.bodies)
        playing.grows(1)
        await until(lambda: all(len(client.bodies) == 2 for client in clients))

        assert first.transport.writes == before + 2
        assert last.transport.writes == before + 1


async def test_nobody_is_written_to_twice_before_everybody_was_once() -> None:
    async with stage() as playing:
        clients = [Client() for _ in range(4 * SLICE)]
        for client in clients:
            playing.joins(client)
        await until(playing.all_are_live)

        writes = set[int]()
        for _ in range(40):
            playing.grows(1)
            await asyncio.sleep(0)
            each = [client.transport.writes for client in clients]
            writes.add(max(each) - min(each))
        await until(lambda: all(len(client.bodies) == 40 for client in clients))

        assert max(writes) == 1


async def test_the_log_is_followed_although_all_who_were_live_are_too_slow() -> None:
    async with stage() as playing:
        slow = Client(room=2000)
        playing.joins(slow)
        await until(lambda: len(slow.said) == 1)
        for _ in range(30):
            playing.grows(100)
            await asyncio.sleep(0)
        slow.transport.room = 10**9
        slow.transport.take()
        await until(lambda: len(slow.bodies) == 3000)
        playing.grows(1, end=True)
        await playing.over()

        assert slow.bodies == [event.body for event in playing.log.events]
        assert slow.code == 1000


async def test_a_client_that_takes_nothing_for_too_long_is_sent_away_with_1013() -> None:
    async with stage(slow_client_s=0.01) as playing:
        slow = Client(room=100)
        playing.grows(3000)
        playing.joins(slow)
        await playing.over()

        assert slow.code == 1013


async def test_who_is_live_hears_the_head_while_nothing_happens() -> None:
    async with stage(heartbeat_s=0.01) as playing:
        client = Client()
        playing.grows(2)
        playing.joins(client)
        await until(lambda: sum("heartbeat" in text for text in client.said) >= 2)

        assert client.said[-1] == client.said[-2]
        assert f'"head": 2, "hash": "{playing.log.events[-1].hash}"' in client.said[-1]


async def test_a_heartbeat_never_names_a_head_that_was_not_sent_before() -> None:
    async with stage(heartbeat_s=0) as playing:
        client = Client()
        playing.grows(1)
        playing.joins(client)
        await until(lambda: any("heartbeat" in text for text in client.said))

        for _ in range(200):  # each at another moment of the broadcaster's waiting
            playing.grows(1)
            await asyncio.sleep(0)
        playing.grows(1, end=True)
        await playing.over()

        sent = 0
        for message in map(json.loads, client.said):
            sent += "seq" in message
            assert message.get("head", sent) == sent


async def test_a_client_that_has_gone_is_written_to_no_more() -> None:
    async with stage() as playing:
        gone, stays = Client(), Client()
        playing.grows(1)
        playing.joins(gone)
        playing.joins(stays)
        await until(lambda: len(gone.said) == len(stays.said) == 2)

        gone.go()
        playing.grows(1)
        await until(lambda: len(stays.bodies) == 2)

        assert len(gone.bodies) == 1


async def test_a_server_that_closes_says_goodbye_to_those_who_are_live() -> None:
    async with stage() as playing:
        client = Client()
        playing.grows(1)
        playing.joins(client)
        await until(lambda: len(client.said) == 2)

        playing.watchers[0].say_goodbye()
        await playing.over()

        assert "server_closing" in client.said[-1]
        assert client.code == 1012


async def test_a_log_that_can_not_be_read_sends_a_watcher_away_to_come_again() -> None:
    async with stage() as playing:
        playing.log.append(10)
        playing.log.broken = True
        client = Client()
        playing.joins(client)
        await playing.over()

        assert client.code == 1012


async def test_those_who_are_live_are_sent_away_too_when_the_log_can_not_be_read() -> None:
    async with stage() as playing:
        playing.grows(1)
        client = Client()
        playing.joins(client)
        await until(lambda: len(client.said) == 2)

        playing.log.broken = True
        playing.log.append(1)  # by another process: the feed hears of it and has to read it
        await playing.over()

        assert client.code == 1012


async def test_who_has_read_further_goes_on_when_the_last_of_the_others_leaves() -> None:
    async with stage() as playing:
        last, further = Client(), Client()
        playing.grows(1)
        playing.joins(last)
        await until(lambda: len(last.said) == 2)
        playing.joins(further, after=2)
        await until(lambda: len(further.said) == 1)

        last.go()
        await until(playing.watching[0].done)
        playing.grows(2, end=True)
        await playing.over()

        assert further.bodies == [playing.log.events[2].body]


async def test_who_has_read_further_goes_on_when_the_others_come_as_far_and_leave_in_one_moment() -> None:
    async with stage() as playing:
        last, further = Client(), Client()
        playing.grows(1)
        playing.joins(last)
        await until(lambda: len(last.said) == 2)
        playing.joins(further, after=2)
        await until(lambda: len(further.said) == 1)

        playing.grows(1)
        last.go()
        await until(playing.watching[0].done)
        playing.grows(1, end=True)
        await playing.over()

        assert further.bodies == [playing.log.events[2].body]


async def test_a_log_with_a_hole_sends_those_who_are_live_away_and_nothing_beyond_it_to_anybody() -> None:
    async with stage() as playing:
        playing.grows(1)
        client = Client()
        playing.joins(client)
        await until(lambda: len(client.said) == 2)

        playing.log.hole = 2
        playing.log.append(2)  # by another process: the feed hears of it and has to read it
        await playing.over()

        assert client.code == 4500
        assert len(client.bodies) == 1


async def test_when_an_audit_ends_its_clients_are_let_go_a_few_at_a_time() -> None:
    async with stage() as playing:
        clients = [Client() for _ in range(6 * SLICE)]
        for client in clients:
            playing.joins(client)
        await until(playing.all_are_live)

        closed, at_once = 0, 0
        playing.grows(1, end=True)
        async with asyncio.timeout(DEADLINE_S):
            while closed < len(clients):
                await asyncio.sleep(0)
                before, closed = closed, sum(client.code is not None for client in clients)
                at_once = max(at_once, closed - before)
        await playing.over()

        assert at_once <= SLICE
        assert {client.code for client in clients} == {1000}


async def test_who_leaves_or_comes_while_the_others_are_let_go_is_let_go_too() -> None:
    # Given a log that cannot be read any more, so that those who are let go ask once more and are sent away,
    async with stage() as playing:
        clients = [Client() for _ in range(6 * SLICE)]
        for client in clients:
            playing.joins(client)
        await until(playing.all_are_live)
        playing.log.broken = True
        playing.log.append(1)

        # when some of them have been let go, one of the others leaves and another one comes,
        with playing.feed.watched(AUDIT) as topic:
            topic.advance(await playing.log.head(AUDIT))
        async with asyncio.timeout(DEADLINE_S):
            while not any(watcher._alone for watcher in playing.watchers):
                await asyncio.sleep(0)
        assert playing.watchers[-1]._alone is None
        clients[-1].go()
        clients.append(Client())
        playing.joins(clients[-1])

        # then nobody is left.
        await until(lambda: all(client.code == 1012 for client in clients[:-2]))
        await until(lambda: clients[-1].code == 1012)
        await until(playing.watching[-2].done)
        await playing.over()


async def test_an_event_in_the_middle_of_a_heartbeat_takes_its_place() -> None:
    async with stage(heartbeat_s=0.02) as playing:
        clients = [Client() for _ in range(6 * SLICE)]
        for client in clients:
            playing.joins(client)
        await until(playing.all_are_live)

        # Given a heartbeat that has reached the first in line but not the last,
        async with asyncio.timeout(DEADLINE_S):
            while (beats := len(clients[-1].said)) == len(clients[0].said):
                await asyncio.sleep(0)

        # when an event comes, then it is what the last one hears next.
        playing.grows(1)
        await until(lambda: all(client.bodies for client in clients))
        assert '"seq"' in clients[-1].said[beats]
