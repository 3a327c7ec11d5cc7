"""Wake-ups on a real PostgreSQL: one connection that listens, comes back by itself, and rings seldom."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager

import asyncpg
import pytest

from service.log.codec import StoredEvent
from service.log.postgres import doorbell
from service.log.postgres.store import DOORBELL_NAME
from service.log.store import EventStore
from service.log.streams import REVIEW, stream_name
from service.tail.feed import Feed
from service.tail.handoff import Deliver
from tests.contract.conftest import StoreFactory
from tests.contract.databases.postgres import PostgresDatabase, new_postgres_database
from tests.log_events import complete, new_audit, progress, progresses, read_all
from tests.waiting import DEADLINE_S, until

LISTENERS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1"


@pytest.fixture
def database() -> PostgresDatabase:
    """This is about PostgreSQL alone."""
    return new_postgres_database()


@pytest.fixture
async def stranger(database: PostgresDatabase) -> AsyncIterator[asyncpg.Connection]:
    """A session that is none of the service's."""
    connection = await asyncpg.connect(database.server.dsn)
    yield connection
    await connection.close()


async def listening(stranger: asyncpg.Connection, count: int, gone: frozenset[int] = frozenset()) -> set[int]:
    """The backends that listen, once there are ``count`` beside those that are ``gone``."""

    async def pids() -> set[int]:
        found = {row[0] for row in await stranger.fetch(LISTENERS, DOORBELL_NAME)}
        return found if len(found) == count and not found & gone else set()

    return await until(pids)


async def quiet(store: EventStore, stranger: asyncpg.Connection) -> None:
    """Every hint that was under way to ``store`` has been heard and asked for: one that comes after them was heard."""
    heard, last = frozenset[str](), ""
    async with asyncio.timeout(DEADLINE_S):
        while not last or last not in heard:
            if not heard:  # nobody listened yet, or it came with one that names nobody
                last = uuid.uuid4().hex
                await stranger.execute("SELECT pg_notify($1, $2)", doorbell.CHANNEL, last)
            heard = await store.rung(1)
        await store.changed()


async def test_each_process_listens_on_one_connection_whatever_it_does(
    store_factory: StoreFactory, stranger: asyncpg.Connection
) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    listeners = await listening(stranger, 2)

    audits = [await new_audit(here) for _ in range(8)]
    await asyncio.gather(*(store.head(audit_id) for audit_id in audits for store in (here, elsewhere)))

    assert await listening(stranger, 2) == listeners
    await elsewhere.close()
    assert await listening(stranger, 1) < listeners


async def test_a_listening_connection_that_was_ended_comes_back_and_hears_again(
    store_factory: StoreFactory, stranger: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorbell, "RECONNECT_S", 0.05)
    here, elsewhere = await store_factory(), await store_factory()
    audit_id = await new_audit(elsewhere)
    before = frozenset(await listening(stranger, 2))

    for pid in before:
        await stranger.execute("SELECT pg_terminate_backend($1)", pid)

    await listening(stranger, 2, gone=before)
    await quiet(here, stranger)
    await elsewhere.append(audit_id, progresses(2), 1)
    assert await until(here.changed)
    assert (await here.head(audit_id)).seq == 3


async def test_a_ring_that_failed_is_rung_again_on_the_next_connection(
    database: PostgresDatabase, stranger: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(asyncpg.Connection):  # type: ignore[type-arg]
        async def execute(self, *_: object, **__: object) -> str:
            raise asyncpg.ConnectionDoesNotExistError("lost in the middle of it")

    monkeypatch.setattr(doorbell, "RECONNECT_S", 0.05)
    classes = iter([Failing, asyncpg.Connection])
    bell = doorbell.Doorbell(lambda: asyncpg.connect(database.server.dsn, connection_class=next(classes)))
    told: asyncio.Queue[object] = asyncio.Queue()
    await stranger.add_listener(doorbell.CHANNEL, lambda *said: told.put_nowait(said[-1]))

    bell.ring(["an-audit"])

    async with asyncio.timeout(DEADLINE_S):
        assert await told.get() == "an-audit"
    await bell.close()


async def test_what_was_committed_while_nobody_listened_is_looked_for(
    store_factory: StoreFactory, stranger: asyncpg.Connection
) -> None:
    here = await store_factory()
    (pid,) = await listening(stranger, 1)
    await quiet(here, stranger)

    await stranger.execute("SELECT pg_terminate_backend($1)", pid)

    assert await until(here.changed)


async def test_a_burst_of_commits_rings_far_less_often_than_it_commits(
    store: EventStore, stranger: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorbell, "COALESCE_S", 1)  # many commits on the slowest machine
    rung: list[object] = []
    audit_id = await new_audit(store)
    commits: list[object] = []
    store.on_commit(commits.append)
    await stranger.add_listener(doorbell.CHANNEL, lambda *_: rung.append(None))

    async def rang() -> bool:
        return bool(rung)

    for head in range(1, 201):
        await store.append(audit_id, [progress()], head)

    await until(rang)
    assert len(commits) == 200
    assert len(rung) <= len(commits) / 2


@asynccontextmanager
async def feeding(store: EventStore, poll_s: float) -> AsyncGenerator[Feed]:
    feed = Feed(store, poll_s)
    task = asyncio.create_task(feed.run())
    yield feed
    task.cancel()
    await asyncio.wait({task})


async def follow(feed: Feed, audit_id: str, caught_up: asyncio.Event) -> list[StoredEvent]:
    got: list[StoredEvent] = []
    async with asyncio.timeout(DEADLINE_S), aclosing(feed.follow(audit_id, 0)) as actions:
        async for action in actions:
            if isinstance(action, Deliver):
                got += action.events
            else:
                caught_up.set()
    return got


async def test_a_commit_that_nobody_rings_for_is_found_by_the_next_poll(
    store_factory: StoreFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, silent = await store_factory(), await store_factory()
    audit_id = await new_audit(here)
    monkeypatch.setattr(silent._doorbell, "ring", lambda: None)  # type: ignore[attr-defined]
    async with feeding(here, poll_s=0.05) as feed:
        caught_up = asyncio.Event()
        following = asyncio.create_task(follow(feed, audit_id, caught_up))
        await caught_up.wait()

        await silent.append(audit_id, [progress(), complete()], 1)

        assert await following == await read_all(here, audit_id)


async def test_a_commit_of_another_process_reaches_watchers_without_a_poll(store_factory: StoreFactory) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    audit_id = await new_audit(here)
    async with feeding(here, poll_s=3600) as feed:
        caught_up = asyncio.Event()
        following = asyncio.create_task(follow(feed, audit_id, caught_up))
        await caught_up.wait()

        await elsewhere.append(audit_id, [progress(), complete()], 1)

        assert await following == await read_all(here, audit_id)


async def test_a_ring_names_the_audits_and_none_where_they_are_too_many(
    store_factory: StoreFactory, stranger: asyncpg.Connection
) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    audit_id = await new_audit(elsewhere)
    await listening(stranger, 2)
    await quiet(here, stranger)

    await elsewhere.append(audit_id, [progress()], 1)
    assert await here.rung(3600) == {audit_id}

    elsewhere._doorbell.ring([str(uuid.uuid4()) for _ in range(256)])  # type: ignore[attr-defined]
    assert await here.rung(3600) == frozenset()
    assert await here.changed()


async def test_nobody_is_rung_by_their_own_commits_but_by_their_own_erasures(
    store_factory: StoreFactory, stranger: asyncpg.Connection
) -> None:
    here = await store_factory()
    await listening(stranger, 1)
    await quiet(here, stranger)

    audit_id = await new_audit(here, events=3)
    assert await here.rung(0.1) == frozenset()
    assert not await here.changed()

    await here.erase(audit_id, "test")
    assert await here.rung(3600) == {audit_id, stream_name(audit_id, REVIEW)}
