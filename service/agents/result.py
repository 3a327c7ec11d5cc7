"""The result of an attempt: its event, and the artifacts that the event names, as both go to the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, TypeAdapter

from service.agents.lifecycle import writable
from service.artifacts import artifact_sha256, named_artifacts
from service.checks.outcome import Counts, Outcome
from service.errors import AgentMisbehaved
from service.events import MAX_EVENT_BYTES, AgentCompleted, AgentSkipped, Checks, Judgement
from service.findings import Finding, count_by_severity
from service.findings_list import decode_findings, shown
from service.ticks import encode_ticks, tick_list
from service.workers.parts import joined, parted

_EVENT: TypeAdapter[AgentCompleted | AgentSkipped] = TypeAdapter(
    Annotated[AgentCompleted | AgentSkipped, Field(discriminator="type")]
)
MOST_BASES = 16
"""An event is bounded in size; what a result rests on is a few sentences."""
MOST_TESTS = 30
"""The tests that every reader expects are a dozen; those of a foreign agent are cut as its basis is."""


@dataclass(frozen=True, slots=True)
class Result:
    """An agent's result. ``event`` does not know yet how long that took; ``artifacts`` are those that it names."""

    event: AgentCompleted | AgentSkipped
    artifacts: tuple[bytes, ...] = ()

    def after(self, duration_ms: int) -> AgentCompleted | AgentSkipped:
        """The event, once it is known how long the agent took; of one that was skipped nobody wants to know."""
        if isinstance(self.event, AgentSkipped):
            return self.event
        return self.event.model_copy(update={"duration_ms": duration_ms})

    def encoded(self) -> bytes:
        """As bytes, for ``decoded``."""
        return joined(self.event.model_dump_json().encode(), *self.artifacts)


def result_of(agent_id: str, outcome: Outcome) -> Result:
    """The result of ``agent_id``, ready for the log: findings gravest first, what can be long in artifacts.

    Where there are more findings than an event shows, it has the gravest and names the artifact that has all.

    Raises:
        AgentMisbehaved: a finding names another agent, or something cannot be written down.
    """
    for finding in outcome.findings:
        if finding.agent_id != agent_id:
            raise AgentMisbehaved(agent_id, f"returned a finding that names {finding.agent_id} as its agent")
    if outcome.not_run is not None:
        return _skipped(agent_id, outcome, outcome.not_run)
    try:
        findings, listed = shown(outcome.findings)
        ticks = _ticks(outcome)
    except ValueError as error:
        raise AgentMisbehaved(agent_id, f"said what cannot be written down: {error}") from error
    counts = outcome.counts
    event = AgentCompleted(
        agent_id=agent_id,
        findings=findings,
        findings_total=len(outcome.findings),
        by_severity=count_by_severity(outcome.findings),
        checks=Checks(passed=counts.passed, failed=counts.failed, not_possible=counts.not_possible),
        duration_ms=0,
        artifact=None if listed is None else artifact_sha256(listed),
        basis=outcome.basis[:MOST_BASES],
        ticks=None if ticks is None else artifact_sha256(ticks),
        tests=outcome.tests[:MOST_TESTS],
        judgement=outcome.judgement,
    )
    return Result(writable(event), tuple(data for data in (ticks, listed) if data is not None))


def decoded(agent_id: str, data: bytes) -> Result:
    """The result that was ``encoded`` in a worker, which may be in the hands of the file that it has read.

    Raises:
        AgentMisbehaved: it is none, or none of ``agent_id``, or it names what did not come with it.
    """
    try:
        text, *artifacts = parted(data)
        if len(text) > MAX_EVENT_BYTES:
            raise ValueError(f"an event of {len(text):,} bytes")
        event = _EVENT.validate_json(text)
    except ValueError as error:
        raise AgentMisbehaved(agent_id, f"gave back what is no result: {error}") from error
    if event.agent_id != agent_id:
        raise AgentMisbehaved(agent_id, f"gave back a result of {event.agent_id}")
    if set(named_artifacts(vars(event))) != {artifact_sha256(artifact) for artifact in artifacts}:
        raise AgentMisbehaved(agent_id, "gave back other artifacts than its result names")
    return Result(event, tuple(artifacts))


def findings_in(result: Result) -> tuple[Finding, ...]:
    """All findings of a result: those of its artifact where the event has no room for them."""
    if isinstance(result.event, AgentSkipped):
        return ()
    for artifact in result.artifacts:
        if artifact_sha256(artifact) == result.event.artifact:
            return tuple(decode_findings(artifact))
    return result.event.findings


def with_judgement(result: Result, found: tuple[Finding, ...], judgement: Judgement, said: str) -> Result:
    """``result`` with what a model was asked for, what it ``found``, and a sentence that says so.

    What was computed stays as it is: its counts, its ticks, and each of its findings. A result that was skipped does.

    Raises:
        AgentMisbehaved: something cannot be written down.
    """
    event = result.event
    if isinstance(event, AgentSkipped):
        return result
    every = (*findings_in(result), *found)
    findings, listed = shown(every)
    kept = tuple(data for data in result.artifacts if artifact_sha256(data) != event.artifact)
    judged = event.model_copy(
        update={
            "findings": findings,
            "findings_total": len(every),
            "by_severity": count_by_severity(every),
            "artifact": None if listed is None else artifact_sha256(listed),
            "basis": (*event.basis[: MOST_BASES - 1], said),
            "judgement": judgement,
        }
    )
    return Result(writable(judged), kept if listed is None else (*kept, listed))


def _skipped(agent_id: str, outcome: Outcome, reason: str) -> Result:
    """The result of an agent whose checks do not apply.

    Raises:
        AgentMisbehaved: it gives no reason, or says that it has checked something all the same.
    """
    if not reason.strip():
        raise AgentMisbehaved(agent_id, "did not run and does not say why")
    if outcome != Outcome((), Counts(), not_run=reason):
        raise AgentMisbehaved(agent_id, "says that it did not run, and what it found")
    return Result(writable(AgentSkipped(agent_id=agent_id, reason=reason)))


def _ticks(outcome: Outcome) -> bytes | None:
    if not outcome.ticks and not outcome.untested and not outcome.coverage:
        return None
    return encode_ticks(tick_list(outcome.ticks, outcome.untested, outcome.coverage))
