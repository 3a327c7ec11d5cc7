"""The event types: immutable, past-tense facts. What each one carries; the log adds the envelope.

On the wire every event also has ``seq``, ``audit_id``, ``type``, ``schema_version``, ``timestamp`` and ``prev``
(docs/protocol.md). Changes here are additive: a new field raises its event's ``schema_version``, comes with an upcaster
(service/upcasters.py) that says what older texts mean by not having it, and with a golden text of that version.
"""

from __future__ import annotations

import json
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from service.findings import Finding, Location, NamedTest, Severity
from service.options import Options
from service.upcasters import upcast

MAX_EVENT_BYTES = 512 * 1024
"""So that the text of one event always fits a WebSocket message of common clients (1 MiB) with room to spare."""
ENVELOPE_BYTES = 512
"""More of it than the envelope ever takes: two numbers, a UUID, a type, a time and a hash."""
MAX_SAID_CHARACTERS = 4000
"""Messages can carry the text of a report, of a model or of a foreign agent; the log keeps what a person can read."""


def _sayable(text: object) -> object:
    return text.encode(errors="replace").decode()[:MAX_SAID_CHARACTERS] if isinstance(text, str) else text


MAX_QUOTED_CHARACTERS = 80
"""Characters shown of a text that is no event."""

Said = Annotated[str, BeforeValidator(_sayable)]
"""Text for a person, of bounded length, and without what UTF-8 cannot hold (half of a surrogate pair)."""


Tier = Literal["fast", "strong"]
"""Which of the two configured models is asked."""


class Event(BaseModel):
    """What all events share. Fields that a later version added are kept out of an older one's way."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    schema_version: ClassVar[int] = 1


class Document(BaseModel):
    """The uploaded file: its name, what it is, and the artifact that holds its bytes."""

    model_config = ConfigDict(frozen=True)

    filename: str
    media_type: str
    size_bytes: int
    sha256: str


class Idempotency(BaseModel):
    """The request that an audit became of, where it had a key: the SHA-256 of the key and of the whole request."""

    model_config = ConfigDict(frozen=True)

    key_sha256: str
    request_sha256: str


class Producer(BaseModel):
    """What made a result: the agent's version, the version of its rules, and the model if one was asked."""

    model_config = ConfigDict(frozen=True)

    version: str
    rules: str
    model: str | None = None


class Checks(BaseModel):
    """How many tests passed, failed or could not be made."""

    model_config = ConfigDict(frozen=True)

    passed: int = 0
    failed: int = 0
    not_possible: int = 0


class Usage(BaseModel):
    """What a model was given to read and what it wrote, in tokens."""

    model_config = ConfigDict(frozen=True)

    input_tokens: int = 0
    output_tokens: int = 0
    estimated: bool = False
    """Whether some of it was reckoned from the lengths of the texts, since the model's server did not count."""

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            estimated=self.estimated or other.estimated,
        )

    @property
    def tokens(self) -> int:
        """Both together: what a budget counts."""
        return self.input_tokens + self.output_tokens


class Source(BaseModel):
    """A page of the web that a model has read for its answer."""

    model_config = ConfigDict(frozen=True)

    url: Said
    title: Said = ""


class Judgement(BaseModel):
    """What a model was asked for an agent's result, and what became of its claims."""

    model_config = ConfigDict(frozen=True)

    model: Said
    passes: int
    questions: int
    """How many questions were answered."""
    failed: int
    """How many were not."""
    claims: int
    """What it claimed in all passes together."""
    repeated: int
    """Claims that say what another one says."""
    refuted: int
    dropped: dict[str, int]
    """Claims that the report does not prove, by the reason."""
    confirmed: int
    complete: bool
    """Whether all that should have been asked was answered."""
    usage: Usage = Usage()


class UnknownEvent(Event):
    """An event of a type that only a newer version knows. It keeps its place in the log; the rest of it is ignored."""

    type: str


class AuditCreated(Event):
    """An upload was accepted. Always seq 1; the audit is queued."""

    schema_version: ClassVar[int] = 3
    type: Literal["audit_created"] = "audit_created"
    name: str
    document: Document
    agents: tuple[str, ...]
    retry_of: str | None = None
    idempotency: Idempotency | None = None
    """The log fills it in, from version 2 on; null where the request had no key."""
    options: Options = Options()
    """What the checks were told, from version 3 on."""


class AuditStarted(Event):
    """A process has begun to run the audit."""

    type: Literal["audit_started"] = "audit_started"
    attempt: int


class ExtractionProgress(Event):
    """``completed`` of ``total`` pages of the report have been taken from its file."""

    type: Literal["extraction_progress"] = "extraction_progress"
    completed: int
    total: int


class DocumentExtracted(Event):
    """The report was read; ``artifact`` is what all agents and all later views read. Once per audit."""

    schema_version: ClassVar[int] = 2
    type: Literal["document_extracted"] = "document_extracted"
    sections: int
    paragraphs: int
    tables: int
    pages: int | None
    artifact: str
    notes: tuple[Said, ...] = ()
    """What the reader left out or guessed, for people, from version 2 on."""


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


class AuditResumed(Event):
    """Another process, or the same one after a restart, continues an interrupted audit."""

    type: Literal["audit_resumed"] = "audit_resumed"
    attempt: int
    reason: Said
    crashed: bool = False
    """The previous process died: this counts as an attempt of the agents that were running."""


class AuditComplete(Event):
    """At least one agent completed. Terminal."""

    type: Literal["audit_complete"] = "audit_complete"
    findings_total: int
    by_severity: dict[Severity, int]
    by_agent: dict[str, int]
    agents_failed: tuple[str, ...]


class AuditFailed(Event):
    """The report could not be read, or every agent that ran ended in error. Terminal."""

    type: Literal["audit_failed"] = "audit_failed"
    error: Said
    error_type: str


class AuditCancelled(Event):
    """Somebody stopped the audit. Terminal."""

    type: Literal["audit_cancelled"] = "audit_cancelled"
    reason: Said


class Decision(Event):
    """What all events of a review share: ``by``, the name of the person who decided."""

    by: Said


class FindingAccepted(Decision):
    """A person has accepted a finding: it stands."""

    type: Literal["finding_accepted"] = "finding_accepted"
    finding_id: str
    note: Said | None = None


class FindingDismissed(Decision):
    """A person has dismissed a finding, and why."""

    type: Literal["finding_dismissed"] = "finding_dismissed"
    finding_id: str
    reason: Said


class FindingNoted(Decision):
    """A person has noted something about a finding, whose state stays as it is."""

    type: Literal["finding_noted"] = "finding_noted"
    finding_id: str
    note: Said


class FindingReopened(Decision):
    """A person has taken back what was decided about a finding."""

    type: Literal["finding_reopened"] = "finding_reopened"
    finding_id: str


class FindingAdded(Decision):
    """A person has found an error that no agent found. It stands: who adds it has accepted it.

    ``reported`` and ``unit`` are those of the first of its ``locations``, where a figure is printed there.
    """

    type: Literal["finding_added"] = "finding_added"
    finding_id: str
    severity: Severity
    title: Said
    description: Said
    locations: tuple[Location, ...]
    reported: str | None = None
    unit: str | None = None


class FindingWithdrawn(Decision):
    """Who added a finding has taken it back."""

    type: Literal["finding_withdrawn"] = "finding_withdrawn"
    finding_id: str


class CoveredHead(BaseModel):
    """The last event of a stream that a sign-off covers: its seq and the hash of its text; 0 and null where there was
    none."""

    model_config = ConfigDict(frozen=True)

    head: int
    hash: str | None


class Covered(BaseModel):
    """What a sign-off covers: both streams of the audit as they stood before it."""

    model_config = ConfigDict(frozen=True)

    audit: CoveredHead
    review: CoveredHead


class ReviewSignedOff(Decision):
    """A person has signed off the review of all that ``covers`` names; what comes after it is not covered."""

    type: Literal["review_signed_off"] = "review_signed_off"
    covers: Covered


class AuditRenamed(Decision):
    """A person has given the audit another name. Its own stream stays as it ended."""

    type: Literal["audit_renamed"] = "audit_renamed"
    name: Said


AuditEvent = (
    AuditCreated
    | AuditStarted
    | ExtractionProgress
    | DocumentExtracted
    | AgentStarted
    | AgentProgress
    | SourceAsked
    | AgentCompleted
    | AgentSkipped
    | AgentErrored
    | ModelAnswered
    | ModelErrored
    | AuditResumed
    | AuditComplete
    | AuditFailed
    | AuditCancelled
)
"""What the stream of the audit itself holds."""
ReviewEvent = (
    FindingAccepted
    | FindingDismissed
    | FindingNoted
    | FindingReopened
    | FindingAdded
    | FindingWithdrawn
    | ReviewSignedOff
    | AuditRenamed
)
"""What the stream of its review holds: decisions of people."""
AnyEvent = AuditEvent | ReviewEvent

TERMINAL_TYPES: frozenset[str] = frozenset({"audit_complete", "audit_failed", "audit_cancelled"})

_ADAPTER: TypeAdapter[AnyEvent] = TypeAdapter(Annotated[AnyEvent, Field(discriminator="type")])


CLASSES: dict[str, type[AnyEvent]] = {kind.model_fields["type"].default: kind for kind in get_args(AnyEvent)}
"""The class of each type of event."""
REVIEW_TYPES: frozenset[str] = frozenset(kind.model_fields["type"].default for kind in get_args(ReviewEvent))


def parse(body: str, *, with_findings: bool = True) -> AnyEvent | UnknownEvent:
    """The event in a stored text, in today's shape whatever version it was written in; the envelope is left aside.

    This is the one way from a text to an event. Fields that a later version added are ignored, however deep they are.
    Without findings, those that the text lists are left out: they can be many, and its numbers say enough of them.

    Raises:
        ValueError: the text is no event, or lacks what events of its type have.
    """
    try:
        said = upcast(json.loads(body))
        kind = said["type"]
        if kind not in CLASSES:
            return UnknownEvent(type=kind)
        if not with_findings and "findings" in said:
            said["findings"] = ()
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"not the text of an event: {body[:MAX_QUOTED_CHARACTERS]!r}") from error
    try:
        return _ADAPTER.validate_python(said, extra="ignore")
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ValueError(f"no event of its type ({where}: {error.errors()[0]['msg']})") from error
