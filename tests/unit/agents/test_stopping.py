"""Who stops listening stops the work."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from service.agents.models.question import Answer, Question
from service.agents.run import run_agents
from service.agents.spec import Brief
from service.events import Usage
from service.workers.pool import WorkerPool
from tests.unit.agents.conftest import MEMORY_BYTES, ONLY_ONE, RunAgents
from tests.unit.agents.given.installed import THEIR_NEEDS
from tests.waiting import DEADLINE_S

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


class Granting:
    """Models that answer only once their agent's own time is over, of which they then grant more."""

    def __init__(self) -> None:
        self.configured, self.model, self.can_search, self.usage = self, "slow/model", False, Usage()
        self.said = self.model
        self._over = asyncio.Event()

    def asked_by(self, *_: object) -> Granting:
        return self

    async def ask(self, question: Question) -> Answer:
        await self._over.wait()
        return Answer(question.answer.model_validate({"number": 1}), self.model, recorded=False)

    def time_granted_s(self) -> float:
        self._over.set()
        return DEADLINE_S

    def close(self) -> None: ...


async def test_an_agent_that_has_asked_a_model_may_take_longer(pool: WorkerPool, report: bytes) -> None:
    models: Any = Granting()
    brief = Brief("an-audit", report, pool, timeout_s=1)

    said = [entry.event async for entry in run_agents(brief, {"asking_a": ONLY_ONE}, models)]

    assert [event.type for event in said] == ["agent_started", "agent_completed"]
