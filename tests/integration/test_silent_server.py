"""A PostgreSQL that no longer says anything, on connections that stay open: nobody waits for it without an end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import psycopg
import pytest

from service.errors import CommitUnknown, DatabaseFailed
from service.log.postgres import connection, store
from service.log.postgres.connection import VANISHED_S, watch
from service.log.postgres.store import open_store
from tests.contract.cutting_proxy import cutting_proxy
from tests.contract.postgres import PostgresDatabase, new_postgres_database
from tests.integration.test_lost_answers import Through, sound
from tests.log_events import new_audit, progress
from tests.waiting import until

SHORT_S = 0.3
DEADLINE_S = 20
"""On the slowest machine; with the time-outs of the service one silent connection alone would take half of it."""


@pytest.fixture
def database() -> PostgresDatabase:
    return new_postgres_database()


@pytest.fixture
async def through(database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Through]:
    """A store that has several connections open and loses its patience soon."""
    for module in (connection, store):
        monkeypatch.setattr(module, "COMMAND_TIMEOUT_S", SHORT_S)
    monkeypatch.setattr(connection, "CONNECT_TIMEOUT_S", SHORT_S)
    elsewhere = await database.open()
    async with cutting_proxy(database.server) as (proxy, place):
        opened = await open_store(place, settle_s=5)
        through = Through(proxy, opened, elsewhere)
        opened.on_commit(through.heard.extend)
        await asyncio.gather(*(opened.ping() for _ in range(connection.POOL_SIZE)))
        yield through
        proxy.come_back()
        await opened.close()
    await elsewhere.close()


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

    async with asyncio.timeout(DEADLINE_S):
        said = await asyncio.gather(*(through.store.head(audit_id) for _ in range(20)), return_exceptions=True)
    assert {type(each) for each in said} == {DatabaseFailed}

    through.proxy.come_back()
    assert (await through.store.head(audit_id)).seq == 1


async def test_a_write_to_a_server_that_stays_silent_ends_in_doubt_and_the_next_one_is_made(through: Through) -> None:
    audit_id = await new_audit(through.store)
    through.proxy.fall_silent(for_all=True)

    async with asyncio.timeout(DEADLINE_S):
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
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"

    async def waits() -> bool:
        return database.tamperer().execute(waiting)[0][0] > 0

    with psycopg.connect(database.server.dsn) as other:
        other.execute("SELECT 1 FROM audits WHERE audit_id = %s FOR UPDATE", (audit_id,))
        claiming = asyncio.create_task(through.store.claim(audit_id, "this test", 10))
        await until(waits)
        through.proxy.fall_silent(for_all=False)
        with pytest.raises(DatabaseFailed, match="has not answered in time"):
            await claiming
        other.rollback()

    await through.store.claim(audit_id, "this test", 10)
    await sound(through, audit_id, "audit_created", "audit_started")


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux has it")
def test_the_kernel_is_told_to_ask_whether_the_server_is_there() -> None:
    with socket.socket() as one:
        watch(one)

        assert one.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert one.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == VANISHED_S * 1000
