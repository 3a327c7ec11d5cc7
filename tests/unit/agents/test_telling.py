"""What agents tell: their findings gravest first, and not more progress than anybody can read."""

from __future__ import annotations

from itertools import count

import pytest

from service.agents.pacing import INTERVAL_S, MAX_PER_ATTEMPT, Pacing
from service.events import MAX_SAID_CHARACTERS
from tests.unit.agents.conftest import RunAgents

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_findings_are_told_gravest_first_with_what_was_checked(run: RunAgents) -> None:
    said = await run("quick")

    completed = said[-1]
    assert [finding["severity"] for finding in completed["findings"]] == ["high", "medium", "low"]
    assert completed["by_severity"] == {"high": 1, "medium": 1, "low": 1, "info": 0}
    assert completed["checks"] == {"passed": 4, "failed": 3, "not_possible": 1}


async def test_a_check_is_handed_the_settings_that_it_takes_and_tells_what_it_made_of_them(run: RunAgents) -> None:
    said = await run("numeric_validation", "quick", settings={"materiality": "250000", "unheard_of": "1"})

    basis = {event["agent_id"]: event["basis"] for event in said if event["type"] == "agent_completed"}
    (told,) = basis["numeric_validation"]
    assert told.startswith("Materiality is 250,000, as set.")
    assert basis["quick"] == []


async def test_an_agent_is_told_to_have_started_before_anything_else_of_it(run: RunAgents) -> None:
    said = await run("quick", "raising_adk", "hanging_adk", timeout_s=1)

    for agent_id in ("quick", "raising_adk", "hanging_adk"):
        mine = [event["type"] for event in said if event["agent_id"] == agent_id]
        assert mine[0] == "agent_started"
        assert mine.count("agent_started") == 1
        assert mine[-1] in {"agent_completed", "agent_error"}


async def test_an_agent_that_does_not_apply_is_told_to_be_skipped_and_why(run: RunAgents) -> None:
    said = await run("not_applying")

    assert [event["type"] for event in said] == ["agent_started", "agent_skipped"]
    assert said[-1]["reason"] == "the report is no balance of water"


@pytest.mark.parametrize("agent_id", ["flooding_check", "flooding_adk"])
async def test_of_thousands_of_messages_a_few_are_told(agent_id: str, run: RunAgents) -> None:
    said = await run(agent_id)

    progress = [event["completed"] for event in said if event["type"] == "agent_progress"]
    assert 0 < len(progress) <= MAX_PER_ATTEMPT
    assert progress == sorted(set(progress))
    assert said[-1]["type"] == "agent_completed"


async def test_a_message_that_is_a_book_is_cut_to_what_a_person_reads(run: RunAgents) -> None:
    said = await run("long_winded_adk")

    (progress,) = [event for event in said if event["type"] == "agent_progress"]
    assert len(progress["message"]) == MAX_SAID_CHARACTERS
    assert said[-1]["type"] == "agent_completed"


async def test_four_messages_a_second_are_admitted() -> None:
    clock = count(start=100.0, step=INTERVAL_S / 4)
    pacing = Pacing(lambda: next(clock))

    admitted = [pacing.admits() for _ in range(20)]

    assert admitted == [True, False, False, False] * 5


async def test_a_hundred_messages_an_attempt_are_admitted_however_long_it_takes() -> None:
    clock = count(start=100.0, step=1.0)
    pacing = Pacing(lambda: next(clock))

    assert sum(pacing.admits() for _ in range(MAX_PER_ATTEMPT * 3)) == MAX_PER_ATTEMPT
