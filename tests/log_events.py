"""Events and audits for tests of the log, short to write."""

from __future__ import annotations

import json
import uuid
from typing import Any

from service.artifacts import artifact_sha256
from service.events import AgentCompleted, AgentProgress, AuditComplete, AuditCreated, Checks, Document
from service.findings import Finding
from service.log.codec import StoredEvent
from service.log.marks import Marks
from service.log.store import EventStore

DOCUMENT = b"# A report\n\n| | 2025 |\n|---|---|\n| Revenue | 12 |\n"

LINES = Marks(lambda size: b"%8d " % size, range(200, 400))
"""Texts joined behind these are those that ``lines`` gives."""


def created(document: bytes = DOCUMENT, filename: str = "report.md") -> AuditCreated:
    described = Document(
        filename=filename, media_type="text/markdown", size_bytes=len(document), sha256=artifact_sha256(document)
    )
    return AuditCreated(name=filename, document=described, agents=("numeric_validation",))


def progress(completed: int = 1, message: str = "") -> AgentProgress:
    return AgentProgress(agent_id="numeric_validation", completed=completed, total=99, message=message)


def progresses(count: int) -> list[AgentProgress]:
    return [progress(n) for n in range(1, count + 1)]


def finding(description: str = "") -> Finding:
    return Finding(
        id="f1", agent_id="numeric_validation", check="sums", severity="high", title="A sum", description=description
    )


def completed(*descriptions: str) -> AgentCompleted:
    """An agent's result with a finding for each description."""
    return AgentCompleted(
        agent_id="numeric_validation",
        findings=tuple(finding(description) for description in descriptions),
        findings_total=len(descriptions),
        by_severity={"high": len(descriptions), "medium": 0, "low": 0, "info": 0},
        checks=Checks(failed=len(descriptions)),
        duration_ms=1,
    )


def complete() -> AuditComplete:
    return AuditComplete(findings_total=0, by_severity={}, by_agent={}, agents_failed=())


def lines(joined: bytes) -> list[str]:
    """The texts that were joined behind ``LINES``."""
    texts: list[str] = []
    while joined:
        end = 9 + int(joined[:9])
        texts.append(joined[9:end].decode())
        joined = joined[end:]
    return texts


def said(event: StoredEvent) -> dict[str, Any]:
    """What the event's text says."""
    return json.loads(event.body)


async def new_audit(store: EventStore, events: int = 1, document: bytes = DOCUMENT, sender: str = "") -> str:
    """An audit with so many events, the first of them its creation."""
    audit_id = str(uuid.uuid4())
    await store.create(audit_id, created(document), document, sender=sender)
    if events > 1:
        await store.append(audit_id, progresses(events - 1), 1)
    return audit_id


async def read_all(store: EventStore, audit_id: str) -> list[StoredEvent]:
    """Every event of an audit, page by page."""
    events: list[StoredEvent] = []
    while page := await store.read(audit_id, len(events)):
        events += page
    return events
