"""`tickmark audit` beside a running server on the same database."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from websockets.asyncio.client import connect

from tests.acceptance.clients.handing_in import LOOK_S, REPORT, TERMINAL, api, audit_ids, types
from tests.acceptance.clients.raw_client import until_closed
from tests.acceptance.processes.server_process import PATIENCE_S, SAFE_LEASE_S, ServerProcess, served, tickmark


async def test_the_server_leaves_an_audit_of_the_command_line_alone_and_shows_it_as_it_happens(tmp_path: Path) -> None:
    # Given a server, and a command that audits a report in the same database and waits for a gate in the middle,
    gate, report = tmp_path / "gate", tmp_path / "report.md"
    report.write_bytes(REPORT)
    settings = {"TROUBLESOME_GATE": gate, "TICKMARK_LEASE_S": SAFE_LEASE_S}
    with served(tmp_path / "data", **settings) as server:
        arguments = ("audit", "--json", "--agent", "slow_a", str(report))
        command = asyncio.create_task(asyncio.to_thread(tickmark, server.data_dir, *arguments, **settings))
        audit_id = await the_audit(server.url)

        # when somebody watches it by way of the server for longer than a lease lasts, and then the gate opens,
        said: list[dict[str, object]] = []
        async with asyncio.timeout(PATIENCE_S), connect(f"{server.websockets}/{audit_id}") as watcher:
            async for text in until_closed(watcher):
                said.append(json.loads(text))
                if said[-1]["type"] == "agent_progress" and not gate.exists():
                    await outlive_a_lease(server, audit_id)
                    gate.touch()

        # then they have seen it while it happened, and nobody but the command has run it.
        result = await command
        assert result.returncode == 1, result.stderr
        assert (json.loads(result.stdout)["audit_id"], watcher.close_code) == (audit_id, 1000)
        assert_run_once([message for message in said if "seq" in message])
        assert types(said).index("caught_up") < types(said).index("audit_complete")


def assert_run_once(log: list[dict[str, object]]) -> None:
    said = types(log)
    assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
    assert (said.count("audit_started"), said.count("audit_resumed"), said.count("agent_started")) == (1, 0, 1)
    assert [kind for kind in said if kind in TERMINAL] == ["audit_complete"]


async def the_audit(url: str) -> str:
    """The only audit there is, once there is one."""
    async with asyncio.timeout(PATIENCE_S), api(url) as http:
        while not (found := await audit_ids(http)):
            await asyncio.sleep(LOOK_S)
    return found[0]


async def outlive_a_lease(server: ServerProcess, audit_id: str) -> None:
    """Return when the lease that the audit has now would have ended, had it not been renewed."""
    with closing(sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)) as database:

        def until_ms() -> int:
            row = database.execute("SELECT lease_until_ms FROM audits WHERE audit_id = ?", (audit_id,)).fetchone()
            return row[0]

        first = until_ms()
        async with asyncio.timeout(PATIENCE_S):
            while until_ms() < first + SAFE_LEASE_S * 1000:
                await asyncio.sleep(LOOK_S)
