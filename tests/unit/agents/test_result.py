"""What comes back from a worker: as much as fits into an event, whatever there is."""

from __future__ import annotations

import json

import pytest

from service.agents.lifecycle import MOST_BASES, completed, started
from service.agents.messages import outcome_event, read_message, result_event
from service.agents.result import OUTCOME, Result, decoded, result_of
from service.artifacts import artifact_sha256
from service.checks.outcome import Counts, Outcome
from service.errors import AgentMisbehaved
from service.events import MAX_SAID_CHARACTERS, Producer
from service.findings import SEVERITIES, Finding, gravest_first
from service.findings_list import MAX_SHOWN_BYTES, decode_findings
from service.log.codec import draft

AGENT = "some_agent"


def findings(count: int, description: str = "d") -> tuple[Finding, ...]:
    return tuple(
        Finding(
            id=str(n),
            agent_id=AGENT,
            check="c",
            severity=SEVERITIES[n % len(SEVERITIES)],
            title="t",
            description=description,
        )
        for n in range(count)
    )


def outcome(found: tuple[Finding, ...]) -> Outcome:
    return Outcome(found, Counts(passed=1, failed=len(found)))


def test_few_findings_come_back_gravest_first() -> None:
    said = outcome(findings(10))

    result = decoded(result_of(AGENT, said).encoded())

    assert result == Result(outcome(gravest_first(said.findings)))
    assert result.artifacts == ()


def test_of_thousands_of_findings_the_gravest_that_fit_are_shown_and_all_are_listed() -> None:
    found = findings(5000, "long " * 50)

    result = decoded(result_of(AGENT, outcome(found)).encoded())
    event = completed(AGENT, result, 1)

    assert len(OUTCOME.dump_json(result.outcome)) <= MAX_SHOWN_BYTES + 1000
    assert {shown.severity for shown in result.outcome.findings} == {SEVERITIES[0]}
    assert result.listed is not None
    listed = tuple(decode_findings(result.listed.data))
    assert sorted(listed, key=lambda finding: int(finding.id)) == list(found)
    assert event.findings == listed[: len(event.findings)]
    assert (event.findings_total, sum(event.by_severity.values())) == (5000, 5000)
    assert event.artifact == artifact_sha256(result.listed.data)
    assert result.artifacts == (result.listed.data,)
    assert len(json.loads(draft("a", event).payload)["findings"]) == len(event.findings)


def test_a_result_passes_through_adk_as_it_stands_and_the_outcome_of_a_foreign_agent_is_looked_at() -> None:
    result = result_of(AGENT, outcome(findings(3)))

    assert read_message(AGENT, result_event(AGENT, result)) is result
    assert read_message(AGENT, outcome_event(AGENT, outcome(findings(3)))) == result


@pytest.mark.parametrize("description", ["\ud800", "x"])
def test_what_can_not_be_written_down_or_names_another_agent_is_refused(description: str) -> None:
    agent_id = AGENT if description != "x" else "another_agent"

    with pytest.raises(AgentMisbehaved):
        result_of(agent_id, outcome(findings(1, description)))


def test_what_no_event_can_hold_is_refused_before_the_log_has_to() -> None:
    said = Outcome(findings(1000, "x" * 1000), Counts(failed=1000), basis=("\x01" * MAX_SAID_CHARACTERS,) * MOST_BASES)

    with pytest.raises(AgentMisbehaved, match="said more than"):
        completed(AGENT, result_of(AGENT, said), 1)


def test_a_producer_that_can_not_be_written_down_is_refused() -> None:
    with pytest.raises(AgentMisbehaved, match="cannot be written down"):
        started(AGENT, 1, Producer(version="\ud800", rules="1"))
