"""Events of an audit as a whole: accepted, read, resumed, ended."""

from __future__ import annotations

from typing import ClassVar, Literal

from service.events.event import Event, Said
from service.events.parts import Document, Idempotency
from service.findings import Severity
from service.options import Options


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
    """What the checks were asked to do, from version 3 on."""


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
