"""Jobs on PostgreSQL: an offer reaches whoever works, is gone when it is done, and its troubles reach nobody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from service.jobs.offering import JobOffers
from service.jobs.working import JobWorker
from tests.contract.databases.postgres import PostgresDatabase, new_postgres_database
from tests.waiting import DEADLINE_S

LOOK_S = 0.02
COUNT = "SELECT count(*) FROM procrastinate.procrastinate_jobs"
HANG_UP = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Runner:
    """Runs audits as long as the test wants."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.may_end = asyncio.Event()

    async def run(self, audit_id: str, _: str) -> None:
        self.begun.append(audit_id)
        await self.may_end.wait()

    async def begins(self, *audit_ids: str) -> None:
        """Wait until all of these have begun."""
        async with asyncio.timeout(DEADLINE_S):
            while not set(audit_ids) <= set(self.begun):
                await asyncio.sleep(LOOK_S)


@pytest.fixture
def database() -> PostgresDatabase:
    """An empty database at head."""
    return new_postgres_database()


@asynccontextmanager
async def working(database: PostgresDatabase, runner: Runner, concurrent: int = 2) -> AsyncGenerator[None]:
    async with JobWorker.opened(database.server.dsn, runner.run, concurrent):
        yield


async def offered(database: PostgresDatabase, *audit_ids: str) -> None:
    """A server that offers these audits and ends."""
    async with JobOffers.opened(database.server.dsn) as offers:
        for audit_id in audit_ids:
            offers.offer(audit_id)


def jobs(database: PostgresDatabase) -> int:
    ((count,),) = database.tamperer().execute(COUNT)
    return count


async def no_jobs(database: PostgresDatabase) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while jobs(database):
            await asyncio.sleep(LOOK_S)


async def test_offers_made_before_and_after_a_worker_came_are_worked_on_once_and_deleted(
    database: PostgresDatabase,
) -> None:
    await offered(database, "before", "before too")
    assert jobs(database) == 2

    runner = Runner()
    runner.may_end.set()
    async with working(database, runner):
        await runner.begins("before", "before too")
        await offered(database, "after")
        await runner.begins("after")
        await no_jobs(database)

    assert sorted(runner.begun) == ["after", "before", "before too"]


async def test_a_worker_fetches_no_more_jobs_than_it_may_run_at_once(database: PostgresDatabase) -> None:
    await offered(database, "1", "2", "3")

    busy, idle = Runner(), Runner()
    async with working(database, busy, concurrent=2):
        await busy.begins("1", "2")
        async with working(database, idle, concurrent=2):
            await idle.begins("3")

    assert (sorted(busy.begun), idle.begun) == (["1", "2"], ["3"])


async def test_a_worker_that_stops_waits_for_no_job_and_leaves_none_behind(database: PostgresDatabase) -> None:
    await offered(database, "endless")

    runner = Runner()
    async with asyncio.timeout(DEADLINE_S), working(database, runner):
        await runner.begins("endless")

    assert jobs(database) == 0
    assert database.tamperer().execute("SELECT count(*) FROM procrastinate.procrastinate_workers") == [(0,)]


async def test_jobs_of_a_worker_that_died_are_deleted_by_the_next_one(database: PostgresDatabase) -> None:
    schema = "SET search_path TO procrastinate;"
    worker = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
    job = "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id)"
    values = "SELECT 'audits', 'tickmark.audit', 'doing', id FROM procrastinate_workers"
    database.tamperer().execute(f"{schema} {worker}; {job} {values}")

    runner = Runner()
    async with working(database, runner):
        await no_jobs(database)

    assert runner.begun == []


async def test_an_offer_that_can_not_be_queued_is_a_warning_and_the_next_one_is_queued(
    database: PostgresDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    rename = "ALTER TABLE procrastinate.{} RENAME TO {}"
    async with JobOffers.opened(database.server.dsn) as offers:
        with caplog.at_level(logging.WARNING, logger="service.jobs"):
            database.tamperer().execute(rename.format("procrastinate_jobs", "away"))
            offers.offer("lost")
            async with asyncio.timeout(DEADLINE_S):
                while not caplog.messages:
                    await asyncio.sleep(LOOK_S)
        database.tamperer().execute(rename.format("away", "procrastinate_jobs"))
        offers.offer("kept")

    assert caplog.messages[0].startswith("no jobs were queued for 1 audit")
    assert jobs(database) == 1


async def test_a_worker_whose_connections_were_all_cut_goes_on(
    database: PostgresDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    runner = Runner()
    runner.may_end.set()
    with caplog.at_level(logging.WARNING, logger="service.jobs"):
        async with working(database, runner):
            await offered(database, "before")
            await runner.begins("before")

            database.tamperer().execute(HANG_UP)
            await offered(database, "after")
            await runner.begins("after")

    assert [record for record in caplog.records if record.name == "asyncio"] == []


async def test_workers_are_counted_and_a_queue_without_one_is_a_warning(
    database: PostgresDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    async with JobOffers.opened(database.server.dsn) as offers:
        assert await offers.workers() == 0
        async with working(database, Runner()):
            async with asyncio.timeout(DEADLINE_S):
                while await offers.workers() != 1:
                    await asyncio.sleep(LOOK_S)
    caplog.clear()

    with caplog.at_level(logging.WARNING):
        await offered(database, "a1")

    assert "no worker is running: 1 audit waits until `tickmark worker` is started" in caplog.text
