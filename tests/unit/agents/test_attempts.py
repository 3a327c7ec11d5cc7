"""An agent is tried a bounded number of times, rests in between, and is given up at once where nothing can change."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from service.agents.attempts import LONGEST_PAUSE_S, Attempts, may_pass
from service.agents.run import run_agents
from service.agents.spec import Brief
from service.errors import AgentTimeout, UnknownAgent, WorkerTaskFailed
from service.workers.pool import WorkerPool
from tests.unit.agents.conftest import RunAgents, Said
from tests.waiting import DEADLINE_S

pytestmark = pytest.mark.asyncio(loop_scope="module")

THREE = Attempts(number=1, limit=3, pause_s=0)
PASSING = ["raising_adk", "garbling_adk", "crashing_check", "exiting_check", "quota_adk"]
LASTING = [
    *("raising_check", "misbehaving_check", "exiting_adk", "cancelling_adk", "returning_a_dict", "shapeless_outcome"),
    *("finding_for_another", "ending_without_outcome", "misnamed", "unimportable", "exiting_import"),
]


def of(said: Said, kind: str) -> Said:
    return [event for event in said if event["type"] == kind]


def pauses(attempts: Attempts) -> list[float]:
    found: list[float] = []
    while (pause_s := attempts.pause_after_failure_s) is not None:
        found.append(pause_s)
        attempts = attempts.after_failure()
    return found


async def test_each_pause_is_twice_as_long_as_the_one_before_up_to_a_minute() -> None:
    assert pauses(Attempts(number=1, limit=9, pause_s=1)) == [1, 2, 4, 8, 16, 32, 60, 60]
    assert pauses(Attempts(number=1, limit=1, pause_s=1)) == []


async def test_what_counted_before_a_takeover_shortens_what_is_left_and_lengthens_the_pauses() -> None:
    assert pauses(Attempts(number=7, limit=4, pause_s=1, spent=2)) == [4]


async def test_thousands_of_attempts_overflow_nothing() -> None:
    assert Attempts(number=5001, limit=9999, pause_s=0.5, spent=5000).pause_after_failure_s == LONGEST_PAUSE_S


async def test_what_a_person_has_to_mend_does_not_pass_and_what_nobody_knows_may() -> None:
    assert not may_pass(UnknownAgent("astrology", ()), pure=False)
    assert not may_pass(WorkerTaskFailed("numeric_validation", "ZeroDivisionError", "division by zero"), pure=True)
    assert may_pass(AgentTimeout("external_signal", 300), pure=False)
    assert may_pass(ConnectionResetError("reset by peer"), pure=False)


async def test_a_pure_function_that_took_too_long_would_take_as_long_again() -> None:
    assert not may_pass(AgentTimeout("numeric_validation", 300), pure=True)


async def test_an_agent_that_fails_twice_completes_in_its_third_attempt(run: RunAgents) -> None:
    said = await run("flaky_adk", attempts=Attempts(number=1, limit=3, pause_s=0.01))

    assert [event["attempt"] for event in of(said, "agent_started")] == [1, 2, 3]
    assert [
        (event["attempt"], event["will_retry"], event["retry_after_ms"], event["error_type"], event["error"])
        for event in of(said, "agent_error")
    ] == [
        (1, True, 10, "LineBusyError", "attempt 1 came to nothing"),
        (2, True, 20, "LineBusyError", "attempt 2 came to nothing"),
    ]
    assert [event["type"] for event in said[-2:]] == ["agent_progress", "agent_completed"]


async def test_how_much_progress_is_told_is_counted_anew_in_each_attempt(run: RunAgents) -> None:
    said = await run("flaky_adk", attempts=THREE)

    assert [event["type"] for event in said] == [
        *("agent_started", "agent_progress", "agent_error") * 2,
        *("agent_started", "agent_progress", "agent_completed"),
    ]


@pytest.mark.parametrize("agent_id", PASSING)
async def test_trouble_that_may_pass_is_tried_again_and_given_up_in_the_end(agent_id: str, run: RunAgents) -> None:
    said = await run(agent_id, attempts=THREE)

    assert [(event["attempt"], event["will_retry"], event["retry_after_ms"]) for event in of(said, "agent_error")] == [
        (1, True, 0),
        (2, True, 0),
        (3, False, None),
    ]
    assert len(of(said, "agent_started")) == 3


@pytest.mark.parametrize("agent_id", LASTING)
async def test_trouble_that_would_only_come_again_is_final_at_once(agent_id: str, run: RunAgents) -> None:
    said = await run(agent_id, attempts=THREE)

    assert [(event["attempt"], event["will_retry"], event["retry_after_ms"]) for event in of(said, "agent_error")] == [
        (1, False, None)
    ]
    assert len(of(said, "agent_started")) <= 1


async def test_each_attempt_has_the_whole_time_of_an_agent(run: RunAgents) -> None:
    said = await run("hanging_adk", timeout_s=0.5, attempts=Attempts(number=1, limit=2, pause_s=0))

    assert [(event["error_type"], event["will_retry"]) for event in of(said, "agent_error")] == [
        ("AgentTimeout", True),
        ("AgentTimeout", False),
    ]


async def test_an_error_of_the_model_is_told_as_such(run: RunAgents) -> None:
    (error,) = of(await run("quota_adk"), "agent_error")

    assert error["error_type"] == "ModelFailed"
    assert error["error"] == "the model of quota_adk gave no usable answer: RESOURCE_EXHAUSTED: come back later"


async def test_nobody_waits_for_an_agent_that_rests_and_its_rest_ends_with_the_audit(
    report: bytes, pool: WorkerPool
) -> None:
    # Given an agent that rests for a minute after its first attempt,
    brief = Brief("an-audit-left-in-a-pause", report, pool, timeout_s=30)
    attempts = Attempts(number=1, limit=3, pause_s=LONGEST_PAUSE_S)
    left = {("flaky_adk", "agent_error"), ("quick", "agent_completed")}

    # when another one has completed beside it and whoever listens leaves,
    async with asyncio.timeout(DEADLINE_S):
        async with aclosing(run_agents(brief, {"flaky_adk": attempts, "quick": attempts})) as entries:
            async for entry in entries:
                left -= {(entry.event.agent_id, entry.event.type)}
                if not left:
                    break

    # then nothing has waited for the end of the pause.
    assert not left
