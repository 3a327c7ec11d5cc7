"""Events of the agents of an audit: what each began, asked and found."""

from __future__ import annotations

from typing import ClassVar, Literal

from service.events.event import Event, Said
from service.events.parts import Checks, Judgement, Producer, Source, Tier, Usage
from service.findings import Finding, NamedTest, Severity


class AgentStarted(Event):
    """An agent begins; its work starts after this is committed."""

    type: Literal["agent_started"] = "agent_started"
    agent_id: str
    attempt: int
    producer: Producer


class AgentProgress(Event):
    """``completed`` of ``total`` real units of work are done."""

    type: Literal["agent_progress"] = "agent_progress"
    agent_id: str
    completed: int
    total: int
    message: Said


class SourceAsked(Event):
    """An agent has asked a source outside of the report, and what became of it.

    ``artifact`` keeps the answer to the byte; null where there was none (``error`` says why), or where it is kept
    elsewhere: an earlier audit's report stays that audit's own, so that erasing it erases it.
    """

    type: Literal["source_asked"] = "source_asked"
    agent_id: str
    source: str
    """Which source: "gleif"."""
    url: str
    """Where it was asked; no secret is in it."""
    asked_at: str | None = None
    """When the answer came, which may have been for an earlier audit: ISO 8601, UTC; null where none came."""
    status: int | None = None
    """The answer's HTTP status."""
    sha256: str | None = None
    """Of the answer's bytes."""
    size_bytes: int = 0
    kept: bool = False
    """It was asked earlier, and not again, since that answer is not old."""
    artifact: str | None = None
    error: Said | None = None


class AgentCompleted(Event):
    """An agent has finished. ``artifact`` names all findings where they exceed the size of an event."""

    schema_version: ClassVar[int] = 6
    type: Literal["agent_completed"] = "agent_completed"
    agent_id: str
    findings: tuple[Finding, ...]
    findings_total: int
    by_severity: dict[Severity, int]
    checks: Checks
    duration_ms: int
    artifact: str | None = None
    carried_from: str | None = None
    """The audit whose result this is, where a retry did not run the agent again."""
    basis: tuple[Said, ...] = ()
    """What the result rests on besides the report: the materiality and where it comes from."""
    ticks: str | None = None
    """The artifact that lists what was checked and holds and what could not be checked (service/ticks.py), from
    version 3 on; null where the agent lists nothing."""
    tests: tuple[NamedTest, ...] = ()
    """The tests that every reader expects, each with its state, from version 4 on; empty where the agent makes none."""
    judgement: Judgement | None = None
    """What a model was asked, from version 6 on; null where none was."""


class AgentSkipped(Event):
    """An agent did not run, and why."""

    type: Literal["agent_skipped"] = "agent_skipped"
    agent_id: str
    reason: Said


class AgentErrored(Event):
    """An attempt of an agent failed. Without ``will_retry`` it was the last: the agent could not do its work."""

    schema_version: ClassVar[int] = 2
    type: Literal["agent_error"] = "agent_error"
    agent_id: str
    error: Said
    error_type: str
    attempt: int
    will_retry: bool
    retry_after_ms: int | None = None
    """How long the agent pauses before its next attempt, from version 2 on; null where there is none."""


class ModelAnswered(Event):
    """A model has answered a question of an agent. The answer is used only once this is committed."""

    type: Literal["model_answered"] = "model_answered"
    agent_id: str
    key: str
    """The SHA-256 of the whole question: a question of the same key is answered from the log."""
    purpose: Said
    """What was asked, for people: "accounting, part 1 of 2, pass 3 of 3"."""
    tier: Tier
    model: Said
    tries: int
    usage: Usage
    """Of all tries together, so far as it is known."""
    duration_ms: int
    artifact: str
    """The text of the answer."""
    sources: tuple[Source, ...] = ()


class ModelErrored(Event):
    """A model gave no usable answer to a question of an agent, however often it was tried."""

    type: Literal["model_failed"] = "model_failed"
    agent_id: str
    key: str
    purpose: Said
    tier: Tier
    model: Said
    tries: int
    error: Said
    error_type: str
    """The reason in short: service/agents/models/trouble.py has them."""
    usage: Usage
