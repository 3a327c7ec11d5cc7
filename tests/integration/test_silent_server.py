"""A PostgreSQL that no longer says anything, on connections that stay open: nobody waits for it without an end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import asyncpg
import psycopg
import pytest

from service.artifacts import artifact_sha256
from service.errors import CommitUnknown, DatabaseFailed
from service.log.pieces.tables import PIECE_BYTES
from service.log.postgres import connection
from service.log.postgres.connection import VANISHED_S, watch
from service.log.postgres.store import open_store
from tests.contract.databases.cutting_proxy import cutting_proxy
from tests.contract.databases.postgres import PostgresDatabase, new_postgres_database, waiting_at_most
from tests.integration.test_lost_answers import LONG_S, Through, sound
from tests.log_events import new_audit, progress
from tests.waiting import DEADLINE_S, until

SHORT_S = 2
"""Long enough for a database that answers, and no longer than a test may take that waits for one that does not."""


@pytest.fixture
def settle_s() -> float:
    return DEADLINE_S


@pytest.fixture
def database() -> PostgresDatabase:
    return new_postgres_database()


@pytest.fixture
async def through(database: PostgresDatabase, settle_s: float) -> AsyncIterator[Through]:
    """A store that has several connections open, on which it loses its patience soon; on later ones it takes its time.

    So whatever is done once the silence is over does not hang on how busy the machine is.
    """
    elsewhere = await database.open()
    async with cutting_proxy(database.server) as (proxy, place):
        with waiting_at_most(SHORT_S):
            opened = await open_store(place, settle_s)
            through = Through(proxy, opened, elsewhere)
            opened.on_commit(through.heard.extend)
            await asyncio.gather(*(opened.ping() for _ in range(connection.POOL_SIZE)))
        yield through
        proxy.come_back()
        await opened.close()
    await elsewhere.close()


async def waits(database: PostgresDatabase) -> bool:
    """Whether somebody waits for a lock."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    return database.tamperer().execute(waiting)[0][0] > 0


async def test_where_all_open_connections_fell_silent_a_write_goes_through_a_new_one(through: Through) -> None:
    audit_id = await new_audit(through.store)
    through.proxy.fall_silent(for_all=False)

    async with asyncio.timeout(DEADLINE_S):
        stored = await through.store.append(audit_id, [progress()], 1)

    assert stored == await through.elsewhere.read(audit_id, 1)
    await sound(through, audit_id, "audit_created", "agent_progress")


async def test_reads_from_a_silent_server_fail_and_the_first_after_it_came_back_does_not(through: Through) -> None:
    audit_id = await new_audit(through.store)
    through.proxy.fall_silent(for_all=True)

    with waiting_at_most(SHORT_S):
        said = await asyncio.gather(*(through.store.head(audit_id) for _ in range(20)), return_exceptions=True)
    assert {type(each) for each in said} == {DatabaseFailed}
    told = str(said[0])
    assert told.startswith(f"the database could not read audit {audit_id}: postgresql://postgres@127.0.0.1:")
    assert "has not answered in time; see that it runs" in told

    through.proxy.come_back()
    assert (await through.store.head(audit_id)).seq == 1


@pytest.mark.parametrize("settle_s", [SHORT_S])
async def test_a_write_to_a_server_that_stays_silent_ends_in_doubt_and_the_next_one_is_made(through: Through) -> None:
    audit_id = await new_audit(through.store)
    through.proxy.fall_silent(for_all=True)

    with waiting_at_most(SHORT_S):
        with pytest.raises(CommitUnknown):
            await through.store.append(audit_id, [progress()], 1)
        with pytest.raises(DatabaseFailed):
            await through.store.append(audit_id, [progress()], 1)

    through.proxy.come_back()
    await through.store.append(audit_id, [progress()], 1)
    await sound(through, audit_id, "audit_created", "agent_progress")


async def test_silence_in_the_middle_of_a_transaction_fails_that_write_alone_and_is_called_so(
    through: Through, database: PostgresDatabase
) -> None:
    audit_id = await new_audit(through.store)
    with psycopg.connect(database.server.dsn) as other:
        other.execute("SELECT 1 FROM audits WHERE audit_id = %s FOR UPDATE", (audit_id,))
        claiming = asyncio.create_task(through.store.claim(audit_id, "this test", LONG_S))
        await until(lambda: waits(database))
        through.proxy.fall_silent(for_all=False)
        with pytest.raises(DatabaseFailed, match="has not answered in time"):
            await claiming
        other.rollback()

    await through.store.claim(audit_id, "this test", LONG_S)
    await sound(through, audit_id, "audit_created", "audit_started")


async def test_a_transaction_in_which_the_server_falls_silent_is_left_without_waiting_for_its_roll_back(
    database: PostgresDatabase,
) -> None:
    async with cutting_proxy(database.server) as (proxy, place):
        with waiting_at_most(SHORT_S):
            connections = await connection.Connections.open(place)
        one = await connections.pool.acquire()
        closed = asyncio.Event()
        one.add_termination_listener(lambda _: closed.set())

        async def falls_silent() -> None:
            async with connection.one_transaction(one):
                proxy.fall_silent(for_all=True)
                await one.execute("SELECT 1")

        with pytest.raises(asyncpg.InterfaceError) as failed:  # by the roll-back, on a connection that is gone
            await falls_silent()
        assert isinstance(failed.value.__context__, TimeoutError)
        async with asyncio.timeout(DEADLINE_S):
            await closed.wait()
        await connections.close()


async def test_a_lease_is_renewed_while_a_large_artifact_of_its_own_audit_crosses_the_network(
    database: PostgresDatabase,
) -> None:
    store = await database.open()
    audit_id = await new_audit(store)
    lease = (await store.claim(audit_id, "this test", LONG_S)).lease
    large = b"x" * (PIECE_BYTES + 1)
    sha256 = artifact_sha256(large)

    with psycopg.connect(database.server.dsn) as other:
        # Whoever stores the same bytes now waits for this one, as for a network that takes its time.
        other.execute("INSERT INTO artifacts (sha256, size_bytes, data) VALUES (%s, 1, 'x')", (sha256,))
        storing = asyncio.create_task(store.append(audit_id, [progress()], 2, lease=lease, artifacts=[large]))
        await until(lambda: waits(database))
        await store.renew(lease, LONG_S)
        assert not storing.done()
        other.rollback()

    assert [event.seq for event in await storing] == [3]
    assert await store.artifact(sha256) == large
    await store.close()


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux has it")
def test_the_kernel_is_told_to_ask_whether_the_server_is_there() -> None:
    with socket.socket() as one:
        watch(one)

        assert one.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert one.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == VANISHED_S * 1000
