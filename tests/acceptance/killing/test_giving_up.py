"""What kills its server every time is given up; everything else goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

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


@asynccontextmanager
async def always_served(born: Zygote, port: int, plan: Plan | None = None) -> AsyncGenerator[None]:
    """Meanwhile a server is followed by the next one whenever it has died, of ``plan`` if there is one."""

    async def one_after_another() -> None:
        while True:
            server = await born.server(port, plan)
            await server.dead.wait()

    serving = asyncio.create_task(one_after_another())
    try:
        yield
        assert not serving.done(), serving.exception()
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


async def end(url: str, audit_id: str) -> list[dict[str, Any]]:
    """The log of an audit that has ended, however many servers have died meanwhile."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            with suppress(httpx.TransportError):
                return await ended(url, audit_id)
            await asyncio.sleep(RETRY_S)


def starts(log: list[dict[str, Any]], agent_id: str) -> list[int]:
    """The attempts of an agent that were begun."""
    return [event["attempt"] for event in log if event["type"] == "agent_started" and event["agent_id"] == agent_id]


@pytest.mark.parametrize("database", PLACES)
async def test_an_agent_that_kills_its_server_each_time_is_given_up_and_the_audit_completes(
    migrated_database: Path, tmp_path: Path, database: str
) -> None:
    async with births(migrated_database, tmp_path, database) as (born, port, url), always_served(born, port):
        # Given an agent that kills whatever runs it, beside one that has completed,
        await serves(url)
        audit_id = await hand_in(url, "quick", "killing_adk")
        await until(url, audit_id, "agent_completed")
        await until(url, audit_id, "agent_started", count=2)

        # when each server that it has killed is followed by another,
        (tmp_path / "gate").touch()
        log = await end(url, audit_id)

        # then it is started for each of its deaths, and where a lease ran out on a machine that stands still,
        tries = starts(log, "killing_adk")
        assert tries == list(range(1, len(tries) + 1))
        assert len(tries) >= ATTEMPTS
        # and the audit completes without it.
        (error,) = [event for event in log if event["type"] == "agent_error"]
        assert (error["agent_id"], error["error_type"], error["attempt"]) == ("killing_adk", "ProcessDied", tries[-1])
        assert f"died {ATTEMPTS} times" in error["error"]
        assert log[-1]["type"] == "audit_complete"
        assert (log[-1]["agents_failed"], types(log).count("agent_completed")) == (["killing_adk"], 1)
        assert types(log).count("audit_resumed") >= ATTEMPTS


@pytest.mark.parametrize("database", PLACES)
async def test_a_report_whose_reading_kills_each_server_is_given_up(
    migrated_database: Path, tmp_path: Path, database: str
) -> None:
    kills_all = Plan(Step.EXTRACTION, 1, 1.0)
    async with births(migrated_database, tmp_path, database) as (born, port, url):
        # Given a report that kills every server that reads it,
        async with always_served(born, port, kills_all):
            await serves(url)
            with suppress(httpx.TransportError):  # it may die before it has answered
                await hand_in(url, "quick")

            # when each is followed by another, which finds it in the log,
            (audit_id,) = await ids(url)
            log = await end(url, audit_id)

        # then it is not read once more than it may be.
        assert (log[-1]["type"], log[-1]["error_type"]) == ("audit_failed", "ProcessDied")
        assert "document_extracted" not in types(log)
        assert types(log).count("audit_resumed") >= ATTEMPTS


async def ids(url: str) -> list[str]:
    """The audits that there are, asked until a server answers."""
    async with asyncio.timeout(PATIENCE_S), api(url) as http:
        while True:
            with suppress(httpx.TransportError):
                return await audit_ids(http)
            await asyncio.sleep(RETRY_S)
