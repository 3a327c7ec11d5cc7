"""Worker processes, and an agent that judges with a scripted model."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio

from service.agents.run import run_agents
from service.agents.spec import Brief
from service.events import AgentCompleted
from service.reports import codec
from service.reports.model import Report
from service.workers.pool import WorkerPool
from tests.unit.agents.conftest import MEMORY_BYTES, ONLY_ONE
from tests.unit.agents.given.scripted_asking import ScriptedAsking
from tests.waiting import DEADLINE_S

Judged = Callable[..., Awaitable[AgentCompleted]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[WorkerPool]:
    """One worker process for the tests of a module."""
    opened = WorkerPool(1, MEMORY_BYTES)
    yield opened
    await opened.close()


@pytest.fixture
def judged(pool: WorkerPool) -> Judged:
    """The result of an agent over a report, with a model or without."""

    async def running(
        report: Report, asking: ScriptedAsking | None, *, agent_id: str = "logic_consistency", **settings: Any
    ) -> AgentCompleted:
        brief = Brief("an-audit", codec.encode(report), pool, DEADLINE_S, settings, asking=asking)
        last = [entry async for entry in run_agents(brief, {agent_id: ONLY_ONE})][-1].event
        assert isinstance(last, AgentCompleted), last
        return last.model_copy(update={"duration_ms": 0})

    return running
