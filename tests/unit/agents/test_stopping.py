"""Who stops listening stops the work."""

from __future__ import annotations

from contextlib import aclosing
from pathlib import Path

import pytest

from service.agents.run import run_agents
from service.agents.spec import Brief
from service.workers.pool import WorkerPool
from tests.unit.agents.conftest import MEMORY_BYTES, ONLY_ONE, RunAgents
from tests.unit.agents.given.installed import THEIR_NEEDS

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_worker_of_an_agent_that_nobody_listens_to_is_free_again(
    report: bytes, run: RunAgents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given one worker, held by a check that waits for a gate which never opens,
    monkeypatch.setenv("TROUBLESOME_GATE", str(tmp_path / "gate"))
    one_worker = WorkerPool(1, MEMORY_BYTES, THEIR_NEEDS)
    brief = Brief("an-audit", report, one_worker, timeout_s=60)

    # when whoever listens to it leaves in the middle,
    async with aclosing(run_agents(brief, {"slow_a": ONLY_ONE})) as entries:
        async for entry in entries:
            if entry.event.type == "agent_progress":
                break

    # then the worker can be had by another.
    said = await run("quick", pool=one_worker)
    assert said[-1]["type"] == "agent_completed"
    await one_worker.close()


async def test_an_agent_that_takes_no_notice_is_left_behind_without_a_word(report: bytes, run: RunAgents) -> None:
    pool = WorkerPool(1, MEMORY_BYTES, THEIR_NEEDS)
    brief = Brief("an-audit", report, pool, timeout_s=60)

    async with aclosing(run_agents(brief, {"hanging_adk": ONLY_ONE})) as entries:
        async for entry in entries:
            if entry.event.type == "agent_progress":
                break

    assert (await run("quick", pool=pool))[-1]["type"] == "agent_completed"
    await pool.close()
