"""Audits told for the browser tests: event texts exactly as the log would store and send them."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from service import events as e
from service.findings import SEVERITIES, Finding, Location, Severity

AGENTS = ("numeric_validation", "logic_consistency", "disclosure_compliance", "external_signal")
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "md": "text/markdown",
}
BEGIN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Story:
    """The log of one audit, growing by ``tell``."""

    def __init__(
        self,
        filename: str = "Annual report 2025.docx",
        agents: tuple[str, ...] = AGENTS,
        retry_of: str | None = None,
    ) -> None:
        self.audit_id = str(uuid.uuid4())
        self.filename = filename
        self.texts: list[str] = []
        self.states: dict[str, str] = dict.fromkeys(agents, "waiting")
        document = e.Document(
            filename=filename,
            media_type=MEDIA_TYPES[filename.rpartition(".")[2]],
            size_bytes=1_482_113,
            sha256="ab" * 32,
        )
        self.tell(e.AuditCreated(name=filename, document=document, agents=agents, retry_of=retry_of))

    @property
    def head(self) -> int:
        return len(self.texts)

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.texts[-1].encode()).hexdigest()

    @property
    def ended(self) -> bool:
        return json.loads(self.texts[-1])["type"] in e.TERMINAL_TYPES

    def tell(self, *facts: e.AnyEvent) -> None:
        for fact in facts:
            seq = len(self.texts) + 1
            envelope = {
                "seq": seq,
                "audit_id": self.audit_id,
                "type": fact.type,
                "schema_version": fact.schema_version,
                "timestamp": (BEGIN + timedelta(milliseconds=310 * seq)).isoformat(timespec="microseconds")[:-6] + "Z",
                "prev": hashlib.sha256(self.texts[-1].encode()).hexdigest() if self.texts else None,
            }
            self.texts.append(json.dumps({**envelope, **fact.model_dump(mode="json", exclude={"type"})}))


def reading() -> tuple[e.AnyEvent, ...]:
    """The audit has been taken up and the report read."""
    read = e.DocumentExtracted(sections=41, paragraphs=1204, tables=67, pages=None, artifact="cd" * 32)
    return e.AuditStarted(attempt=1), read


def started(agent_id: str, attempt: int = 1) -> e.AgentStarted:
    return e.AgentStarted(agent_id=agent_id, attempt=attempt, producer=e.Producer(version="1", rules="1"))


def progress(agent_id: str, completed: int, total: int, message: str = "Consolidated balance sheet") -> e.AgentProgress:
    return e.AgentProgress(agent_id=agent_id, completed=completed, total=total, message=message)


def completed(
    agent_id: str,
    findings: tuple[Finding, ...] = (),
    checks: e.Checks | None = None,
    total: int | None = None,
    basis: tuple[str, ...] = (),
) -> e.AgentCompleted:
    counts: dict[Severity, int] = {severity: sum(f.severity == severity for f in findings) for severity in SEVERITIES}
    return e.AgentCompleted(
        agent_id=agent_id,
        findings=findings,
        findings_total=len(findings) if total is None else total,
        by_severity=counts,
        checks=checks or e.Checks(passed=1204, failed=len(findings)),
        duration_ms=1240,
        artifact="ef" * 32 if total is not None else None,
        basis=basis,
    )


def answered(agent_id: str, read: int, written: int, *, estimated: bool = False) -> e.ModelAnswered:
    return e.ModelAnswered(
        agent_id=agent_id,
        key="12" * 32,
        purpose="accounting, part 1 of 2, pass 1 of 3",
        tier="fast",
        model="openai/a-model",
        tries=1,
        usage=e.Usage(input_tokens=read, output_tokens=written, estimated=estimated),
        duration_ms=2310,
        artifact="34" * 32,
    )


def failed_once(agent_id: str, attempt: int = 1, *, will_retry: bool) -> e.AgentErrored:
    return e.AgentErrored(
        agent_id=agent_id,
        error=f"{agent_id} did not finish within 300 s and was stopped",
        error_type="AgentTimeout",
        attempt=attempt,
        will_retry=will_retry,
        retry_after_ms=2000 if will_retry else None,
    )


def skipped(agent_id: str, reason: str = "no model is configured") -> e.AgentSkipped:
    return e.AgentSkipped(agent_id=agent_id, reason=reason)


def complete(findings_total: int, failed: tuple[str, ...] = ()) -> e.AuditComplete:
    by_severity: dict[Severity, int] = {"high": findings_total, "medium": 0, "low": 0, "info": 0}
    return e.AuditComplete(findings_total=findings_total, by_severity=by_severity, by_agent={}, agents_failed=failed)


def finding(number: int = 1, severity: Severity = "high", **changes: object) -> Finding:
    """A total that does not add up; ``number`` tells findings apart."""
    reported = Decimal("352583000.00") + number
    expected = Decimal("352580000.00")
    place = Location(
        table=3,
        row=number,
        column=2,
        table_title="Consolidated balance sheet",
        row_label=f"Total assets {number}",
        column_label="September 28, 2025",
        section="Financial statements",
        quote=f"{reported:,}",
    )
    terms = [
        Location(table=3, row=row, column=2, table_title="Consolidated balance sheet", row_label=label, quote=quote)
        for row, label, quote in ((4, "Current assets", "143,566"), (9, "Non-current assets", "209,014"))
    ]
    made = Finding(
        id=f"f{number:04d}",
        agent_id="numeric_validation",
        check="column_total",
        severity=severity,
        title=f"Total assets {number} is not the sum of its parts",
        description="Current assets and non-current assets add up to 352,580,000.00, the report prints another total.",
        locations=(place, *terms),
        reported=str(reported),
        expected=str(expected),
        difference=str(reported - expected),
        unit="USD million",
        tolerance="0.01",
        reference="IAS 1.54",
    )
    return made.model_copy(update=changes)
