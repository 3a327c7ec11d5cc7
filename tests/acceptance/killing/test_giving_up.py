"""What kills its server every time is given up; everything else goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.acceptance.chaos.births import Zygote, zygote
from tests.acceptance.chaos.places import PLACES
from tests.acceptance.chaos.steps import Plan, Step
from tests.acceptance.clients.handing_in import api, audit_ids, ended, hand_in, types, until
from tests.acceptance.clients.raw_client import RETRY_S
from tests.acceptance.processes.server_process import PATIENCE_S
from tests.ports import own_port

ATTEMPTS = 3


@asynccontextmanager
async def births(template: Path, folder: Path, database: str) -> AsyncGenerator[tuple[Zygote, int, str]]:
    """Servers that may die ``ATTEMPTS`` times of the same thing; their port, and their address."""
    settings = {
        "TICKMARK_DATABASE_URL": PLACES[database](template, folder).url,
        "TICKMARK_LEASE_S": 0.5,
        "TICKMARK_AGENT_MAX_ATTEMPTS": ATTEMPTS,
        "TROUBLESOME_GATE": folder / "gate",
    }
    port = own_port()
    async with zygote(folder, **settings) as born:
        yield born, port, f"http://127.0.0.1:{port}"


async def serves(url: str) -> None:
    """Return once a server answers there."""
    async with asyncio.timeout(PATIENCE_S), httpx.AsyncClient(timeout=PATIENCE_S, trust_env=False) as http:
        while True:
            with suppress(httpx.TransportError):
                await http.get(f"{url}/healthz")
                return
            await asyncio.sleep(RETRY_S)


@pytest.mark.parametrize("database", PLACES)
async def test_an_agent_that_kills_its_server_each_time_is_given_up_and_the_audit_completes(
    migrated_database: Path, tmp_path: Path, database: str
) -> None:
    async with births(migrated_database, tmp_path, database) as (born, port, url):
        # Given an agent that kills whatever runs it, beside one that has completed,
        server = await born.server(port)
        await serves(url)
        audit_id = await hand_in(url, "quick", "killing_adk")
        await until(url, audit_id, "agent_completed")
        await until(url, audit_id, "agent_started", count=2)
        (tmp_path / "gate").touch()

        # when it has killed as many servers as an agent has attempts,
        for _ in range(ATTEMPTS - 1):
            await asyncio.wait_for(server.dead.wait(), PATIENCE_S)
            server = await born.server(port)
        await asyncio.wait_for(server.dead.wait(), PATIENCE_S)
        await born.server(port)
        await serves(url)

        # then the next one does not start it again, and the audit completes without it.
        log = await ended(url, audit_id)
        (error,) = [event for event in log if event["type"] == "agent_error"]
        assert (error["agent_id"], error["error_type"], error["attempt"]) == ("killing_adk", "ProcessDied", ATTEMPTS)
        assert log[-1]["type"] == "audit_complete"
        assert (log[-1]["agents_failed"], types(log).count("agent_completed")) == (["killing_adk"], 1)
        assert types(log).count("audit_resumed") == ATTEMPTS


@pytest.mark.parametrize("database", PLACES)
async def test_a_report_whose_reading_kills_each_server_is_given_up(
    migrated_database: Path, tmp_path: Path, database: str
) -> None:
    async with births(migrated_database, tmp_path, database) as (born, port, url):
        # Given a report that kills every server that reads it,
        for attempt in range(ATTEMPTS):
            server = await born.server(port, Plan(Step.EXTRACTION, 1, 1.0))
            if attempt == 0:
                await serves(url)
                with suppress(httpx.TransportError):  # it may die before it has answered
                    await hand_in(url, "quick")
            await asyncio.wait_for(server.dead.wait(), PATIENCE_S)

        # when one more server finds it in the log,
        await born.server(port)
        await serves(url)
        async with api(url) as http:
            (audit_id,) = await audit_ids(http)

        # then it is not read again.
        log = await ended(url, audit_id)
        assert (log[-1]["type"], log[-1]["error_type"]) == ("audit_failed", "ProcessDied")
        assert types(log).count("audit_resumed") == ATTEMPTS
