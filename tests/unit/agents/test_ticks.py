"""The ticks of an agent go on as bytes, with the event that names them, however the agent was written."""

from __future__ import annotations

import pytest

from service.agents.result import decoded, result_of
from service.agents.run import run_agents
from service.agents.spec import Brief
from service.artifacts import artifact_sha256
from service.checks.outcome import Counts, Outcome
from service.events import AgentCompleted
from service.findings import Location
from service.ticks import Tick, Untested, decode_ticks
from service.workers.pool import WorkerPool
from tests.unit.agents.conftest import ONLY_ONE

pytestmark = pytest.mark.asyncio(loop_scope="module")
PLACE = Location(table=0, row=1, column=1)
OUTCOME = Outcome(
    (), Counts(passed=1, not_possible=1), (Tick("tie", "7 = 7", (PLACE,)),), (Untested("sum", "", PLACE),)
)


async def completed(agent_id: str, report: bytes, pool: WorkerPool) -> tuple[AgentCompleted, tuple[bytes, ...]]:
    entries = [entry async for entry in run_agents(Brief("an-audit", report, pool, 30), {agent_id: ONLY_ONE})]
    last = entries[-1]
    assert isinstance(last.event, AgentCompleted)
    assert all(entry.artifacts == () for entry in entries[:-1])
    return last.event, last.artifacts


@pytest.mark.parametrize("agent_id", ["ticking_check", "ticking_adk"])
async def test_the_event_names_the_list_that_comes_with_it(agent_id: str, report: bytes, pool: WorkerPool) -> None:
    event, artifacts = await completed(agent_id, report, pool)

    (listed,) = artifacts
    assert event.ticks == artifact_sha256(listed)
    first, second = decode_ticks(listed).tables
    assert [tick.relation for tick in first.ticks] == ["3 + 4 = 7", "7 = 7"]
    assert [one.reason for one in second.untested] == ["it has a single figure"]
    assert (event.checks.passed, event.checks.not_possible) == (2, 1)


async def test_an_agent_that_only_counts_names_no_list(report: bytes, pool: WorkerPool) -> None:
    event, artifacts = await completed("quick", report, pool)

    assert (event.ticks, artifacts) == (None, ())


@pytest.mark.parametrize("outcome", [OUTCOME, Outcome((), Counts(passed=3))])
async def test_a_result_comes_back_from_its_worker_as_it_was(outcome: Outcome) -> None:
    result = result_of("ticking_check", outcome)

    assert decoded("ticking_check", result.encoded()) == result
    assert isinstance(result.event, AgentCompleted)
    assert result.event.checks.passed == outcome.counts.passed
