"""Whatever one agent does, the others finish, and what it did is told as its own error."""

from __future__ import annotations

import asyncio

import pytest

from service.workers.pool import WorkerPool
from tests.unit.agents.conftest import MEMORY_BYTES, RunAgents, Said
from tests.unit.agents.given.installed import THEIR_NEEDS

pytestmark = pytest.mark.asyncio(loop_scope="module")

UPSIDE_DOWN = "the index of the ledger is upside down"
NO_OUTCOME = "AgentMisbehaved"
SOON_S = 20
"""The time of an agent that hangs, in which the other one has to complete on a busy machine."""
TROUBLE = [
    ("raising_check", "LedgerUpsideDownError", UPSIDE_DOWN),
    ("raising_adk", "LedgerUpsideDownError", UPSIDE_DOWN),
    ("misbehaving_check", "AgentMisbehaved", "misbehaving_check says so itself"),
    ("garbling_adk", "ValueError", "half a pair: ?"),
    ("exiting_check", "WorkerCrashed", "the worker process for exiting_check ended unexpectedly (exit code 3)"),
    ("exiting_adk", "AgentMisbehaved", "exiting_adk tried to end the whole process (exit code 3)"),
    ("cancelling_adk", "AgentMisbehaved", "cancelling_adk cancelled itself"),
    ("crashing_check", "WorkerCrashed", "the worker process for crashing_check ended unexpectedly (exit code 7)"),
    ("returning_a_dict", NO_OUTCOME, "returned dict, where an Outcome was expected"),
    ("shapeless_outcome", NO_OUTCOME, "returned something that is not an outcome (findings"),
    ("boundless_confidence", NO_OUTCOME, "said what cannot be written down"),
    ("finding_for_another", NO_OUTCOME, "returned a finding that names numeric_validation as its agent"),
    ("ending_without_outcome", NO_OUTCOME, "ending_without_outcome ended without an outcome"),
    ("misnamed", NO_OUTCOME, "is not an AgentSpec of that id"),
    ("not_a_spec", NO_OUTCOME, "is not an AgentSpec of that id"),
    ("unimportable", "ModuleNotFoundError", "a_package_that_nobody_installed"),
    ("exiting_import", NO_OUTCOME, "tried to end the whole process when it was imported"),
]
ENDS = {"agent_completed", "agent_error"}


def ends_of(said: Said, agent_id: str) -> Said:
    return [event for event in said if event["agent_id"] == agent_id and event["type"] in ENDS]


@pytest.mark.parametrize(("agent_id", "error_type", "text"), TROUBLE, ids=[row[0] for row in TROUBLE])
async def test_an_agent_in_trouble_ends_in_its_own_error_and_the_other_completes(
    agent_id: str, error_type: str, text: str, run: RunAgents
) -> None:
    said = await run(agent_id, "quick")

    (error,) = ends_of(said, agent_id)
    assert (error["type"], error["error_type"], error["will_retry"]) == ("agent_error", error_type, False)
    assert text in str(error["error"])
    (completed,) = ends_of(said, "quick")
    assert completed["findings_total"] == 3


async def test_agents_that_hang_are_stopped_when_their_time_is_over(run: RunAgents) -> None:
    await asyncio.gather(run("quick"), run("quick"))  # once what it needs is imported, it takes no time to speak of

    said = await run("hanging_check", "hanging_adk", "quick", timeout_s=SOON_S)

    for agent_id in ("hanging_check", "hanging_adk"):
        (error,) = ends_of(said, agent_id)
        assert (error["error_type"], error["error"]) == (
            "AgentTimeout",
            f"{agent_id} did not finish within {SOON_S} s and was stopped",
        )
    assert ends_of(said, "quick")[0]["type"] == "agent_completed"


async def test_waiting_for_a_worker_does_not_count_as_the_checks_own_time(run: RunAgents) -> None:
    # Given one worker, which a hanging check holds until its time is over,
    one_worker = WorkerPool(1, MEMORY_BYTES, THEIR_NEEDS)

    # when another check has to wait for it as long as its own budget lasts,
    said = await run("hanging_check", "quick", timeout_s=SOON_S, pool=one_worker)

    # then it is run all the same.
    assert ends_of(said, "hanging_check")[0]["error_type"] == "AgentTimeout"
    assert ends_of(said, "quick")[0]["type"] == "agent_completed"
    await one_worker.close()


async def test_a_worker_that_was_crashed_is_replaced(run: RunAgents) -> None:
    one_worker = WorkerPool(1, MEMORY_BYTES, THEIR_NEEDS)

    said = await run("crashing_check", "quick", pool=one_worker)

    assert ends_of(said, "quick")[0]["type"] == "agent_completed"
    await one_worker.close()


async def test_all_agents_in_trouble_at_once_are_told_apart(run: RunAgents) -> None:
    said = await run(*(row[0] for row in TROUBLE), "quick")

    assert {row[0]: [end["error_type"] for end in ends_of(said, row[0])] for row in TROUBLE} == {
        agent_id: [error_type] for agent_id, error_type, _ in TROUBLE
    }
    assert ends_of(said, "quick")[0]["type"] == "agent_completed"
