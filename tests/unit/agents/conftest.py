"""A brief for agents, and a way to run them outside of any audit."""

from __future__ import annotations

import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pytest
import pytest_asyncio

from service.agents.attempts import Attempts
from service.agents.run import run_agents
from service.agents.spec import Brief
from service.reports import codec
from service.reports.reading import read
from service.workers.pool import WorkerPool
from tests.unit.agents.given.installed import THEIR_NEEDS, install
from tests.waiting import DEADLINE_S

REPORT = b"# Results\n\n| | 2025 |\n|---|---|\n| Sales | 7 |\n"
MEMORY_BYTES = 2**30
ONLY_ONE = Attempts(number=1, limit=1, pause_s=0)
NOTHING_SET: Mapping[str, str] = MappingProxyType({})
Said = list[dict[str, Any]]
RunAgents = Callable[..., Awaitable[Said]]


@pytest.fixture(scope="module", autouse=True)
def agents_of_others() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        install(monkeypatch)
        yield


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool(agents_of_others: None) -> AsyncIterator[WorkerPool]:
    """Two worker processes for the tests of a module, which share its event loop."""
    opened = WorkerPool(2, MEMORY_BYTES, THEIR_NEEDS)
    yield opened
    await opened.close()
    if stubborn := sys.modules.get("troublesome.adk.hanging"):
        vars(stubborn)["released"] = True  # else the event loop of the tests could not be closed


@pytest.fixture
def report() -> bytes:
    return codec.encode(read("report.md", REPORT))


@pytest.fixture
def run(pool: WorkerPool, report: bytes) -> RunAgents:
    """What the agents of the given names say, run side by side, each event as the dict that clients get.

    Each has one attempt, unless a test is about more of them.
    """

    async def running(
        *agent_ids: str,
        timeout_s: float = DEADLINE_S,
        pool: WorkerPool = pool,
        attempts: Attempts = ONLY_ONE,
        settings: Mapping[str, str] = NOTHING_SET,
    ) -> Said:
        brief = Brief(str(uuid.uuid4()), report, pool, timeout_s, settings)
        entries = run_agents(brief, dict.fromkeys(agent_ids, attempts))
        return [entry.event.model_dump(mode="json") async for entry in entries]

    return running


@pytest.fixture(scope="module", autouse=True)
def stubborn_agents(agents_of_others: None) -> None:
    """Each module's own: those of the module before were released."""
    if stubborn := sys.modules.get("troublesome.adk.hanging"):
        vars(stubborn)["released"] = False
