"""Which types of events there are, and the one way from a stored text to an event."""

from __future__ import annotations

import json
from typing import Annotated, get_args

from pydantic import Field, TypeAdapter, ValidationError

from service.events.event import UnknownEvent
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
    FindingAccepted,
    FindingAdded,
    FindingDismissed,
    FindingNoted,
    FindingReopened,
    FindingWithdrawn,
    ReviewSignedOff,
)
from service.upcasters import upcast

MAX_QUOTED_CHARACTERS = 80
"""Characters shown of a text that is no event."""
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
        fields = upcast(json.loads(body))
        kind = fields["type"]
        if kind not in CLASSES:
            return UnknownEvent(type=kind)
        if not with_findings and "findings" in fields:
            fields["findings"] = ()
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"not the text of an event: {body[:MAX_QUOTED_CHARACTERS]!r}") from error
    try:
        return _ADAPTER.validate_python(fields, extra="ignore")
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ValueError(f"no event of its type ({where}: {error.errors()[0]['msg']})") from error
