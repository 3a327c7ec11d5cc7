"""The promise, with two servers and two workers on one PostgreSQL: kill any of them, and nobody misses an event."""

from __future__ import annotations

import asyncio
import random
import uuid
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from tests.acceptance.clients.handing_in import LOOK_S, REPORT, TERMINAL, all_events, api
from tests.acceptance.clients.raw_client import Received, roaming_client
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, tickmark
from tests.acceptance.processes.worker_process import WorkerProcess
from tests.contract.databases.postgres import new_postgres_database

SEED = 20_251_123
BATCH = 6
"""Audits handed in before each death: two for each worker, and two that wait."""
RUNNING = 4
CLIENTS = 2
"""Of each audit."""
MOST_EVENTS = 4


async def test_each_process_killed_under_load_costs_no_event_no_audit_and_no_agent_a_second_run(tmp_path: Path) -> None:
    random_, audits, clients = random.Random(SEED), list[str](), list[asyncio.Task[Received]]()
    gate = tmp_path / "gate"
    with deployment(tmp_path, gate) as (servers, workers, settings):
        # Given two servers, two workers, and clients that break off all the time and come back to any server,
        await asyncio.gather(*(asyncio.to_thread(process.start) for process in (*servers, *workers)))
        for victim in (workers[0], servers[0], workers[1], servers[1]):
            batch = [await handed_in(servers, random_) for _ in range(BATCH)]
            clients += [
                asyncio.create_task(roaming(servers, audit, random_)) for audit in batch for _ in range(CLIENTS)
            ]
            audits += batch

            # when each process in turn is killed while as many audits as can are in the middle of their work,
            await in_the_middle(servers, batch)
            await asyncio.to_thread(victim.kill)
            gate.touch()
            await asyncio.gather(asyncio.to_thread(victim.start), *clients)
            gate.unlink()

        # then every audit has ended, every client has read the whole log in order, and nothing was done twice.
        logs = {audit_id: await all_events(servers[0].url, audit_id) for audit_id in audits}
        for number, client in enumerate(clients):
            assert (await client).events == logs[audits[number // CLIENTS]]
        for log in logs.values():
            assert_ran_to_its_end_once([event["type"] for event in log], log)
        assert sum(event["type"] == "audit_resumed" for log in logs.values() for event in log) >= len(workers)
        verified = await asyncio.to_thread(tickmark, tmp_path, "verify", "--all", **settings)
        assert (verified.returncode, verified.stderr) == (0, "")
        assert verified.stdout.startswith(f"{len(audits)} audits, ")
        assert " 0 broken" in verified.stdout


def assert_ran_to_its_end_once(types: list[str], log: list[dict[str, object]]) -> None:
    completed = Counter(event["agent_id"] for event in log if event["type"] == "agent_completed")
    assert completed == {"quick": 1, "slow_a": 1}
    assert types.count("document_extracted") == 1
    assert [kind for kind in types if kind in TERMINAL] == ["audit_complete"]
    assert types[-1] == "audit_complete"
    assert "agent_error" not in types


@contextmanager
def deployment(
    tmp_path: Path, gate: Path
) -> Generator[tuple[list[ServerProcess], list[WorkerProcess], dict[str, object]]]:
    """Two servers that run no audits and two workers, not yet started; gone afterwards."""
    settings: dict[str, object] = {
        "TICKMARK_DATABASE_URL": f"postgresql+asyncpg://{new_postgres_database().server.address}",
        "TICKMARK_AUDITS_IN_PROCESS": "false",
        "TICKMARK_LEASE_S": 3,  # longer than a worker on a busy machine takes to renew it
        "TICKMARK_WORKERS": 4,
        "TROUBLESOME_GATE": gate,
        "TROUBLESOME_STEPS": 4,
    }
    servers = [ServerProcess(tmp_path / "data", settings) for _ in range(2)]
    workers = [WorkerProcess(tmp_path / "data", settings) for _ in range(2)]
    with ExitStack() as stack:
        for process in (*servers, *workers):
            stack.callback(process.stop)
        yield servers, workers, settings


async def handed_in(servers: Sequence[ServerProcess], random_: random.Random) -> str:
    """The id of a new audit, accepted by any of the servers; asked again under the same key until one answers."""
    key = str(uuid.uuid4())
    async with asyncio.timeout(PATIENCE_S):
        while True:
            try:
                async with api(random_.choice(servers).url) as http:
                    answer = await http.post(
                        "/audits",
                        files={"file": ("report.md", REPORT)},
                        data={"agents": ["quick", "slow_a"]},
                        headers={"Idempotency-Key": key},
                    )
            except httpx.TransportError:
                await asyncio.sleep(LOOK_S)
                continue
            assert answer.status_code == 202, answer.text
            return answer.json()["audit_id"]


async def roaming(servers: Sequence[ServerProcess], audit_id: str, random_: random.Random) -> Received:
    """Every event of the audit, as a client has received it from one server and another."""
    urls = [server.websockets for server in servers]
    return await roaming_client(urls, audit_id, random_, MOST_EVENTS, PATIENCE_S)


async def in_the_middle(servers: Sequence[ServerProcess], audit_ids: Sequence[str]) -> None:
    """Wait until all that can run at once have one agent behind them and the other before the gate."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            logs = [await all_events(servers[0].url, audit_id) for audit_id in audit_ids]
            said = [{event["type"] for event in log} for log in logs]
            if sum({"agent_completed", "agent_progress"} <= types for types in said) >= RUNNING:
                return
            await asyncio.sleep(LOOK_S)
