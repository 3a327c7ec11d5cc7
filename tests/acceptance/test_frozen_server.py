"""A server that is stopped for longer than its leases last, and goes on when another has taken over long since."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from tests.acceptance.chaos.places import PLACES, Place
from tests.acceptance.chaos.proof import assert_run_once
from tests.acceptance.clients.handing_in import LOOK_S, TERMINAL, all_events, ended, hand_in, types, until
from tests.acceptance.clients.raw_client import Received, until_closed
from tests.acceptance.processes.server_process import PATIENCE_S, SAFE_LEASE_S, ServerProcess, served
from tests.unit.workers.test_pool import is_gone

STEPS = 20
AGENTS = ("walking_check", "walking_a")
"""One walks in a worker process, the other in the server itself."""


@dataclass(frozen=True)
class Walked:
    """A server, the gate in the middle of its agents' way, and their footprints."""

    server: ServerProcess
    gate: Path
    footprints: Path

    def steps(self, agent_id: str) -> list[str]:
        """The steps of one agent, in order."""
        return [step for agent, _, step in self._prints() if agent == agent_id]

    def process(self, agent_id: str) -> int:
        """The process in which the agent walked last."""
        return [int(pid) for agent, pid, _ in self._prints() if agent == agent_id][-1]

    def at_gate(self) -> bool:
        return all(self.steps(agent_id)[-1:] == [str(STEPS // 2)] for agent_id in AGENTS)

    def _prints(self) -> list[tuple[str, str, str]]:
        lines = self.footprints.read_text().splitlines() if self.footprints.exists() else []
        return [tuple(line.split()) for line in lines]  # type: ignore[misc]


@contextmanager
def walking(place: Place, folder: Path, name: str) -> Generator[Walked]:
    gate, footprints = folder / f"{name}.gate", folder / f"{name}.footprints"
    settings = {
        "TICKMARK_DATABASE_URL": place.url,
        "TICKMARK_LEASE_S": SAFE_LEASE_S,
        "TROUBLESOME_GATE": gate,
        "TROUBLESOME_FOOTPRINTS": footprints,
        "TROUBLESOME_STEPS": STEPS,
        "TROUBLESOME_STEP_S": 0.1,
    }
    with served(folder / name, **settings) as server:
        yield Walked(server, gate, footprints)


async def becomes(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not holds():
            await asyncio.sleep(LOOK_S)


@asynccontextmanager
async def watched(server: ServerProcess, audit_id: str) -> AsyncGenerator[asyncio.Task[tuple[Received, int | None]]]:
    """Somebody who has begun to follow the audit, and will have its whole log."""
    received = Received()
    async with connect(f"{server.websockets}/{audit_id}") as connection:

        async def follow() -> tuple[Received, int | None]:
            async for text in until_closed(connection):
                if "seq" in json.loads(text):
                    received.take(str(text))
            return received, connection.close_code

        following = asyncio.create_task(follow())
        await becomes(lambda: bool(received.texts))
        yield following


async def freeze(server: ServerProcess, place: Place, send: Callable[[int, int], None]) -> None:
    """Stop the server, but not in the middle of a transaction: that would hold a lock for as long as it lasts."""
    assert server.process is not None
    pid = server.process.pid
    while True:
        send(pid, signal.SIGSTOP)
        await becomes(lambda: all_threads_stopped(pid))
        if place.is_quiet():
            return
        send(pid, signal.SIGCONT)
        await asyncio.sleep(LOOK_S)


def all_threads_stopped(pid: int) -> bool:
    states = [stat.read_text().rpartition(")")[2].split()[0] for stat in Path(f"/proc/{pid}/task").glob("*/stat")]
    return set(states) == {"T"}


@pytest.mark.parametrize("database", PLACES)
@pytest.mark.parametrize("workers_too", [False, True], ids=["its workers go on", "its workers too"])
async def test_a_server_that_was_frozen_while_another_took_over_appends_nothing_and_stops_its_agents(
    migrated_database: Path, tmp_path: Path, database: str, workers_too: bool
) -> None:
    place = PLACES[database](migrated_database, tmp_path)
    send = os.killpg if workers_too else os.kill
    with walking(place, tmp_path, "first") as first, walking(place, tmp_path, "second") as second:
        # Given an audit in the middle of its work, which somebody watches,
        audit_id = await hand_in(first.server.url, *AGENTS)
        await becomes(lambda: first.at_gate() or second.at_gate())
        frozen, other = (first, second) if first.at_gate() else (second, first)
        async with watched(frozen.server, audit_id) as watcher:
            # when its server is stopped until another one has come as far,
            await freeze(frozen.server, place, send)
            await until(other.server.url, audit_id, "audit_resumed")
            await becomes(other.at_gate)
            if not workers_too:
                frozen.gate.touch()
                await becomes(lambda: frozen.steps("walking_check")[-1] == str(STEPS))  # a result that it will find
            assert frozen.server.process is not None
            send(frozen.server.process.pid, signal.SIGCONT)

            # then its agents stop,
            await becomes(lambda: frozen.steps("walking_a")[-1] == "stopped")
            if workers_too:
                worker = frozen.process("walking_check")
                await becomes(lambda: is_gone(worker))

            # and nothing of theirs is in the log, which goes on where the other server was,
            log = await all_events(other.server.url, audit_id)
            resumed = types(log).index("audit_resumed")
            assert {event["completed"] > STEPS // 2 for event in log[resumed:] if "completed" in event} <= {False}
            assert not {"agent_completed", *TERMINAL} & set(types(log))
            other.gate.touch()
            log = await ended(other.server.url, audit_id)
            assert_run_once(log, epoch=2)

            # and whoever watched it there has read all of it.
            received, code = await asyncio.wait_for(watcher, PATIENCE_S)
            assert (received.events, code) == (log, 1000)

        # And alone it serves and runs audits as before.
        other.server.kill()
        frozen.gate.touch()
        assert await all_events(frozen.server.url, audit_id) == log
        assert_run_once(await ended(frozen.server.url, await hand_in(frozen.server.url, *AGENTS)), epoch=1)
        assert frozen.server.terminate() == 0
        assert "Traceback" not in "".join(frozen.server.said)
