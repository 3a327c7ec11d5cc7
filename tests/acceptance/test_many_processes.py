"""Any number of servers and workers on one PostgreSQL: everyone sees every audit, and nothing is done twice."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.log.place import PostgresServer
from tests.acceptance.clients.handing_in import LOOK_S, all_events, hand_in, types, until
from tests.acceptance.clients.raw_client import dropping_client, messages
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, served, tickmark
from tests.acceptance.processes.worker_process import working
from tests.contract.databases.postgres import PostgresDatabase, PostgresTamperer, new_postgres_database

SEED = 20_251_123


@pytest.fixture
def database() -> PostgresDatabase:
    return new_postgres_database()


@pytest.fixture
def settings(database: PostgresDatabase, tmp_path: Path) -> dict[str, object]:
    """Those of every process: one database, short leases, and a gate for the slow agents."""
    return {
        "TICKMARK_DATABASE_URL": f"postgresql+asyncpg://{database.server.address}",
        "TICKMARK_LEASE_S": 1,
        "TICKMARK_SHUTDOWN_GRACE_S": 0,
        "TROUBLESOME_GATE": tmp_path / "gate",
        "TROUBLESOME_STEPS": 10,
        "TROUBLESOME_STEP_S": 0.02,
    }


@contextmanager
def accepting(tmp_path: Path, settings: dict[str, object], *arguments: str) -> Generator[ServerProcess]:
    """A server that runs no audits itself."""
    with served(tmp_path / "data", *arguments, **settings, TICKMARK_AUDITS_IN_PROCESS="false") as server:
        yield server


async def watched(server: ServerProcess, audit_id: str) -> list[str]:
    """All texts of an audit as one client has received them, in one go."""
    return (await dropping_client(server.websockets, audit_id, random.Random(SEED), 10_000)).texts


async def test_an_audit_whose_job_is_lost_is_found_by_a_worker_and_seen_live_on_every_server(
    tmp_path: Path, database: PostgresDatabase, settings: dict[str, object]
) -> None:
    # Given two servers that run no audits, one of which has accepted an audit whose job was then lost,
    gate = tmp_path / "gate"
    with accepting(tmp_path, settings) as one, accepting(tmp_path, settings) as other:
        audit_id = await hand_in(one.url, "slow_a")
        await lose_the_job(database)
        clients = [asyncio.create_task(watched(server, audit_id)) for server in (one, other)]

        # when a worker comes, it is in the middle of that audit before long, and may go on then,
        with working(tmp_path, **settings) as worker:
            await until(other.url, audit_id, "agent_progress")
            gate.touch()
            first, second = await asyncio.gather(*clients)

            # then clients of both servers have received the same bytes to the end, and the worker stops when asked to.
            assert first == second
            assert types(await all_events(other.url, audit_id))[-1] == "audit_complete"
            assert "2 at once" in worker.said[0]
            assert worker.terminate() == 0


async def lose_the_job(database: PostgresDatabase) -> None:
    """Delete the one job that there is, once it is there."""
    queue = PostgresTamperer(PostgresServer(f"{database.server.address}&options=-csearch_path%3Dprocrastinate"))
    async with asyncio.timeout(PATIENCE_S):
        while not queue.execute("DELETE FROM procrastinate_jobs RETURNING id"):
            await asyncio.sleep(LOOK_S)


async def test_server_processes_share_a_port_and_one_that_dies_is_replaced(
    tmp_path: Path, settings: dict[str, object]
) -> None:
    # Given two server processes on one port, an audit that waits in the middle of its work, and clients of it,
    gate = tmp_path / "gate"
    with served(tmp_path / "data", "--workers", "2", **settings) as server:
        assert sum("Tickmark is ready" in line for line in server.said) == 1
        audit_id = await hand_in(server.url, "slow_a")
        clients = [asyncio.create_task(watched(server, audit_id)) for _ in range(6)]
        await until(server.url, audit_id, "agent_progress")

        # when one of the two dies, then the service goes on, with another process in its place,
        before = children(server)
        os.kill(before[0], signal.SIGKILL)
        server.until_it_says(f"server process {before[0]} ended")
        await until(server.url, audit_id, "agent_progress")
        gate.touch()
        first, *others = await asyncio.gather(*clients)
        assert all(texts == first for texts in others)
        async with asyncio.timeout(PATIENCE_S):
            while len(after := children(server)) < 2:
                await asyncio.sleep(LOOK_S)
        assert before[0] not in after

        # and when the service is asked to stop, its clients hear that it restarts and no process is left.
        gate.unlink()
        audit_id = await hand_in(server.url, "slow_a")
        goodbye = asyncio.create_task(messages(server.websockets, audit_id))
        await until(server.url, audit_id, "agent_progress")
        assert await asyncio.to_thread(server.terminate) == 0
        said, code, _ = await goodbye
        assert (said[-1]["type"], code) == ("server_closing", 1012)
        assert [pid for pid in after if alive(pid)] == []


def children(server: ServerProcess) -> list[int]:
    """The server processes that the given one has started."""
    assert server.process is not None
    pid = server.process.pid
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    """Whether there is such a process."""
    return Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        (("serve", "--workers", "2"), {}),
        (("serve",), {"TICKMARK_AUDITS_IN_PROCESS": "false"}),
        (("worker",), {}),
    ],
)
def test_what_only_postgresql_can_do_is_refused_on_sqlite_with_words(
    tmp_path: Path, arguments: tuple[str, ...], settings: dict[str, object]
) -> None:
    result = tickmark(tmp_path, *arguments, **settings)

    assert (result.returncode, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert "PostgreSQL" in line
    assert str(tmp_path / "tickmark.db") in line
    assert "TICKMARK_DATABASE_URL=postgresql+asyncpg://" in line


@pytest.mark.parametrize("arguments", [("serve", "--port", "0"), ("worker",)])
def test_a_database_without_the_queue_is_refused_with_the_command_that_makes_it(
    tmp_path: Path, database: PostgresDatabase, settings: dict[str, object], arguments: tuple[str, ...]
) -> None:
    database.tamperer().execute("DROP SCHEMA procrastinate CASCADE")

    refused = tickmark(tmp_path, *arguments, **settings)
    upgraded = tickmark(tmp_path, "db", "upgrade", **settings)
    checked = tickmark(tmp_path, "db", "check", **settings)

    assert refused.returncode == 2
    assert "tickmark db upgrade" in refused.stderr
    assert (upgraded.returncode, checked.returncode) == (0, 0), upgraded.stderr + checked.stderr
