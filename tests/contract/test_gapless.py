"""No reader ever sees a gap, whatever writers do: on PostgreSQL, where transactions are open beside each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Literal

import asyncpg
import pytest

from service.errors import WrongExpectedSeq
from service.log.codec import draft
from service.log.postgres import operations
from service.log.store import EventStore
from service.log.verifying.verdict import Verdict
from tests.contract.conftest import StoreFactory
from tests.contract.databases.postgres import PostgresDatabase, new_postgres_database
from tests.log_events import new_audit, progress, read_all
from tests.verdicts import verify
from tests.waiting import until

Connection = asyncpg.Connection
Isolation = Literal["read_committed", "repeatable_read"]

BLOCKED = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = $1"
SEQS = "SELECT seq FROM events WHERE audit_id = $1 ORDER BY seq"
JUMP = """
INSERT INTO events (audit_id, stream, seq, type, schema_version, recorded_at, body, hash)
VALUES ($1, 'audit', 5, 'agent_progress', 1, '', '{}', '')
"""


class Session:
    """Somebody with a transaction of their own, open for as long as they like."""

    def __init__(self, connection: Connection, audit_id: str) -> None:
        self._connection = connection
        self._audit_id = audit_id
        self._transaction = connection.transaction()

    async def begin(self, isolation: Isolation = "read_committed") -> None:
        self._transaction = self._connection.transaction(isolation=isolation)
        await self._transaction.start()

    async def append(self, expected_seq: int) -> int:
        """What the store runs for an append, here without its end."""
        drafts = [draft(self._audit_id, progress())]
        stored = await operations.insert_events(
            self._connection,  # type: ignore[arg-type]
            self._audit_id,
            drafts,
            expected_seq=expected_seq,
            lease=None,
        )
        return stored[-1].seq

    async def seqs(self) -> list[int]:
        return [row[0] for row in await self._connection.fetch(SEQS, self._audit_id)]

    async def commit(self) -> None:
        await self._transaction.commit()

    async def roll_back(self) -> None:
        await self._transaction.rollback()

    @property
    def pid(self) -> int:
        return self._connection.get_server_pid()


@pytest.fixture
def database() -> PostgresDatabase:
    """This is about PostgreSQL alone: SQLite has one writer at a time."""
    return new_postgres_database()


@pytest.fixture
async def audit_id(store: EventStore) -> str:
    return await new_audit(store, events=3)


@pytest.fixture
async def sessions(database: PostgresDatabase, audit_id: str) -> AsyncIterator[list[Session]]:
    connections = [await asyncpg.connect(database.server.dsn) for _ in range(4)]
    yield [Session(connection, audit_id) for connection in connections]
    for connection in connections:
        connection.terminate()


async def blocked(database: PostgresDatabase, session: Session) -> None:
    """Return once the session waits for a lock of another one."""
    watching = await asyncpg.connect(database.server.dsn)
    try:
        await until(lambda: watching.fetchval(BLOCKED, session.pid))
    finally:
        await watching.close()


@pytest.mark.parametrize("expected_seq", [3, 4], ids=["the same place", "the next place"])
async def test_a_second_transaction_waits_for_the_first_and_then_sees_its_event(
    database: PostgresDatabase, sessions: list[Session], expected_seq: int
) -> None:
    first, second, reader, snapshot = sessions
    await first.begin()
    await second.begin()
    await snapshot.begin("repeatable_read")
    assert await snapshot.seqs() == [1, 2, 3]
    assert await first.append(3) == 4

    appending = asyncio.create_task(second.append(expected_seq))
    await blocked(database, second)

    assert await reader.seqs() == [1, 2, 3]
    await first.commit()
    if expected_seq == 4:
        assert await appending == 5
        assert await reader.seqs() == [1, 2, 3, 4]
        await second.commit()
        assert await reader.seqs() == [1, 2, 3, 4, 5]
    else:
        with pytest.raises(WrongExpectedSeq) as refused:
            await appending
        assert (refused.value.expected, refused.value.actual) == (3, 4)
        await second.roll_back()
        assert await reader.seqs() == [1, 2, 3, 4]
    assert await snapshot.seqs() == [1, 2, 3]


@pytest.mark.parametrize("expected_seq", [3, 4], ids=["the same place", "the next place"])
async def test_after_a_rollback_only_the_place_that_became_free_can_be_taken(
    database: PostgresDatabase, sessions: list[Session], store: EventStore, audit_id: str, expected_seq: int
) -> None:
    first, second, reader, _ = sessions
    await first.begin()
    await second.begin()
    assert await first.append(3) == 4
    appending = asyncio.create_task(second.append(expected_seq))
    await blocked(database, second)

    await first.roll_back()

    if expected_seq == 3:
        assert await appending == 4
        assert await reader.seqs() == [1, 2, 3]
        await second.commit()
        assert await reader.seqs() == [1, 2, 3, 4]
    else:
        with pytest.raises(WrongExpectedSeq) as refused:
            await appending
        assert (refused.value.expected, refused.value.actual) == (4, 3)
        await second.roll_back()
        assert await reader.seqs() == [1, 2, 3]
    assert (await verify(store, audit_id)).problem is None


async def test_a_writer_with_an_old_snapshot_is_refused_by_the_database(sessions: list[Session]) -> None:
    first, second, reader, _ = sessions
    await second.begin("repeatable_read")
    assert await second.seqs() == [1, 2, 3]
    await first.begin()
    await first.append(3)
    await first.commit()

    with pytest.raises(asyncpg.SerializationError):
        await second.append(3)

    assert await reader.seqs() == [1, 2, 3, 4]


async def test_a_place_can_not_be_jumped_past_the_service_either(
    database: PostgresDatabase, sessions: list[Session], audit_id: str
) -> None:
    first, _, reader, _ = sessions
    await first.begin()
    await first.append(3)
    stranger = await asyncpg.connect(database.server.dsn)
    try:
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await stranger.execute(JUMP, audit_id)
    finally:
        await stranger.close()

    await first.commit()
    assert await reader.seqs() == [1, 2, 3, 4]


WRITERS, PLACES = 4, 60


async def test_readers_of_a_contested_audit_see_it_grow_without_a_gap(store_factory: StoreFactory) -> None:
    stores = [await store_factory() for _ in range(WRITERS)]
    audit_id = await new_audit(stores[0])
    won = [0] * WRITERS
    told: list[list[tuple[int, int]]] = [[] for _ in range(WRITERS)]

    async def write(number: int) -> None:
        head = 1
        while head < PLACES:
            try:
                head = (await stores[number].append(audit_id, [progress()] * (number % 2 + 1), head))[-1].seq
                won[number] += number % 2 + 1
            except WrongExpectedSeq as refused:
                told[number].append((head, refused.actual))
                head = refused.actual

    async def watch(store: EventStore, lengths: list[int]) -> None:
        while not writing.done():
            seqs = [event.seq for event in await store.read(audit_id, 0)]
            assert seqs == list(range(1, len(seqs) + 1))
            lengths.append(len(seqs))

    writing = asyncio.gather(*(write(number) for number in range(WRITERS)))
    seen: list[list[int]] = [[], []]
    await asyncio.gather(writing, *(watch(store, lengths) for store, lengths in zip(stores, seen, strict=False)))

    assert all(before <= after for lengths in seen for before, after in pairwise(lengths))
    assert all(expected < actual for refusals in told for expected, actual in refusals)
    events = await read_all(stores[0], audit_id)
    assert len(events) == 1 + sum(won) >= PLACES
    assert await verify(stores[1], audit_id) == Verdict(audit_id, len(events))
