"""What comes back from a worker: as much as fits into an event, whatever there is."""

from __future__ import annotations

import json

import pytest

from service.agents.lifecycle import started
from service.agents.messages import ResultEvent, outcome_event, read_message
from service.agents.result import MOST_BASES, Result, decoded, result_of
from service.artifacts import artifact_sha256
from service.checks.outcome import Counts, Outcome
from service.errors import AgentMisbehaved
from service.events import MAX_EVENT_BYTES, MAX_SAID_CHARACTERS, AgentCompleted, AgentSkipped, Producer
from service.findings import SEVERITIES, Finding, gravest_first
from service.findings_list import MAX_SHOWN_BYTES, decode_findings
from service.log.codec import draft
from service.workers.parts import joined

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

    result = decoded(AGENT, result_of(AGENT, said).encoded())

    assert result == result_of(AGENT, said)
    assert isinstance(result.event, AgentCompleted)
    assert (result.event.findings, result.artifacts) == (gravest_first(said.findings), ())


def test_of_thousands_of_findings_the_gravest_that_fit_are_shown_and_all_are_listed() -> None:
    found = findings(5000, "long " * 50)

    result = decoded(AGENT, result_of(AGENT, outcome(found)).encoded())
    event = result.after(duration_ms=1)

    assert isinstance(event, AgentCompleted)
    assert len(event.model_dump_json()) <= MAX_SHOWN_BYTES + 1000
    assert {shown.severity for shown in event.findings} == {SEVERITIES[0]}
    (list_of_all,) = result.artifacts
    listed = tuple(decode_findings(list_of_all))
    assert sorted(listed, key=lambda finding: int(finding.id)) == list(found)
    assert event.findings == listed[: len(event.findings)]
    assert (event.findings_total, sum(event.by_severity.values())) == (5000, 5000)
    assert event.artifact == artifact_sha256(list_of_all)
    assert event.duration_ms == 1
    assert len(json.loads(draft("a", event).payload)["findings"]) == len(event.findings)


def test_a_result_passes_through_adk_as_it_stands_and_the_outcome_of_a_foreign_agent_is_looked_at() -> None:
    result = result_of(AGENT, outcome(findings(3)))

    assert read_message(AGENT, ResultEvent.of(AGENT, result)) is result
    assert read_message(AGENT, outcome_event(AGENT, outcome(findings(3)))) == result


@pytest.mark.parametrize("description", ["\ud800", "x"])
def test_what_can_not_be_written_down_or_names_another_agent_is_refused(description: str) -> None:
    agent_id = AGENT if description != "x" else "another_agent"

    with pytest.raises(AgentMisbehaved):
        result_of(agent_id, outcome(findings(1, description)))


def test_a_check_that_does_not_apply_is_not_run_and_says_why() -> None:
    result = decoded(AGENT, result_of(AGENT, Outcome((), Counts(), not_run="the report has no tables")).encoded())

    assert result == Result(AgentSkipped(agent_id=AGENT, reason="the report has no tables"))
    assert result.after(duration_ms=1) == result.event


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Outcome((), Counts(), not_run=" "), "does not say why"),
        (Outcome(findings(1), Counts(), not_run="no tables"), "did not run, and what it found"),
        (Outcome((), Counts(passed=1), not_run="no tables"), "did not run, and what it found"),
    ],
)
def test_an_agent_that_did_not_run_says_why_and_nothing_else(said: Outcome, reason: str) -> None:
    with pytest.raises(AgentMisbehaved, match=reason):
        result_of(AGENT, said)


def test_what_no_event_can_hold_is_refused_before_the_log_has_to() -> None:
    said = Outcome(findings(1000, "x" * 1000), Counts(failed=1000), basis=("\x01" * MAX_SAID_CHARACTERS,) * MOST_BASES)

    with pytest.raises(AgentMisbehaved, match="said more than"):
        result_of(AGENT, said)


def tampered(**change: object) -> bytes:
    """A result with one of its fields replaced after it was made."""
    result = result_of(AGENT, outcome(findings(1)))
    return Result(result.event.model_copy(update=change), result.artifacts).encoded()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\0\0", "no result"),
        (b"\0\0\0\0\0\0\0\x02{", "no result"),
        (b"\0\0\0\0\0\0\0\x02{}", "no result"),
        (joined(b" " * MAX_EVENT_BYTES + b"{}"), "an event of"),
        (tampered(agent_id="another_agent"), "a result of another_agent"),
        (tampered(ticks="0" * 64), "other artifacts than its result names"),
    ],
)
def test_what_a_worker_gives_back_is_looked_at_before_it_is_believed(data: bytes, reason: str) -> None:
    with pytest.raises(AgentMisbehaved, match=reason):
        decoded(AGENT, data)


def test_a_producer_that_can_not_be_written_down_is_refused() -> None:
    with pytest.raises(AgentMisbehaved, match="cannot be written down"):
        started(AGENT, 1, Producer(version="\ud800", rules="1"))
