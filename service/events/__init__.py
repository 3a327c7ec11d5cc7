"""The event types: immutable, past-tense facts. What each one carries; the log adds the envelope.

On the wire every event also has ``seq``, ``audit_id``, ``type``, ``schema_version``, ``timestamp`` and ``prev``
(docs/protocol.md). Changes here are additive: a new field raises its event's ``schema_version``, comes with an upcaster
(service/upcasters.py) that says what older texts mean by not having it, and with a golden text of that version.
"""

from __future__ import annotations

from service.events.event import ENVELOPE_BYTES, MAX_EVENT_BYTES, MAX_SAID_CHARACTERS, Event, Said, UnknownEvent
from service.events.of_agents import (
    AgentCompleted,
    AgentErrored,
    AgentProgress,
    AgentSkipped,
    AgentStarted,
    ModelAnswered,
    ModelErrored,
    SourceAsked,
)
from service.events.of_audits import (
    AuditCancelled,
    AuditComplete,
    AuditCreated,
    AuditFailed,
    AuditResumed,
    AuditStarted,
    DocumentExtracted,
    ExtractionProgress,
)
from service.events.of_reviews import (
    AuditRenamed,
    Decision,
    FindingAccepted,
    FindingAdded,
    FindingDismissed,
    FindingNoted,
    FindingReopened,
    FindingWithdrawn,
    ReviewSignedOff,
)
from service.events.parsing import (
    CLASSES,
    MAX_QUOTED_CHARACTERS,
    REVIEW_TYPES,
    TERMINAL_TYPES,
    AnyEvent,
    AuditEvent,
    ReviewEvent,
    parse,
)
from service.events.parts import (
    Checks,
    Covered,
    CoveredHead,
    Document,
    Idempotency,
    Judgement,
    Producer,
    Source,
    Tier,
    Usage,
)

__all__ = (
    "CLASSES",
    "ENVELOPE_BYTES",
    "MAX_EVENT_BYTES",
    "MAX_QUOTED_CHARACTERS",
    "MAX_SAID_CHARACTERS",
    "REVIEW_TYPES",
    "TERMINAL_TYPES",
    "AgentCompleted",
    "AgentErrored",
    "AgentProgress",
    "AgentSkipped",
    "AgentStarted",
    "AnyEvent",
    "AuditCancelled",
    "AuditComplete",
    "AuditCreated",
    "AuditEvent",
    "AuditFailed",
    "AuditRenamed",
    "AuditResumed",
    "AuditStarted",
    "Checks",
    "Covered",
    "CoveredHead",
    "Decision",
    "Document",
    "DocumentExtracted",
    "Event",
    "ExtractionProgress",
    "FindingAccepted",
    "FindingAdded",
    "FindingDismissed",
    "FindingNoted",
    "FindingReopened",
    "FindingWithdrawn",
    "Idempotency",
    "Judgement",
    "ModelAnswered",
    "ModelErrored",
    "Producer",
    "ReviewEvent",
    "ReviewSignedOff",
    "Said",
    "Source",
    "SourceAsked",
    "Tier",
    "UnknownEvent",
    "Usage",
    "parse",
)
