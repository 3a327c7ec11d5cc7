"""One event of each type, every field of it filled, what older texts say instead, and the envelope they stand in."""

from __future__ import annotations

from dataclasses import replace

from service import events as e
from service.findings import Alternative, Finding, Location, NamedTest
from service.log.codec import draft, place
from service.options import Options

AUDIT_ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
TIMESTAMP = "2026-03-02T09:30:00.310000Z"
PREV = "ab" * 32
AGENT = "numeric_validation"
NOTE = "formulas without a stored value in the sheet 'Bilanz' were empty: B4, B5"

FINDING = Finding(
    id="90a4c1f2b3d4e5f6",
    agent_id=AGENT,
    check="column_total",
    severity="high",
    title="Total assets – not the sum of its parts",
    description="Current and non-current assets add up to 352,580, the report prints 352,583.",
    locations=(
        Location(
            table=3,
            row=9,
            column=2,
            table_title="Consolidated balance sheet",
            row_label="Total assets",
            column_label="2025",
            section="Financial statements",
            page=61,
            quote="352,583",
        ),
        Location(paragraph=41, section="Review", quote="Total assets came to € 352,580 thousand."),
    ),
    reported="352583",
    expected="352580",
    difference="3",
    unit="EUR thousand",
    tolerance="0.5",
    materiality="1763",
    cause="one wrong digit",
    relations=("Total assets (2025): 201,480 + 151,100 gives 352,580, printed is 352,583.",),
    reference="IAS 1.54",
)
"""As it was until version 4 of ``agent_completed``."""

IN_PARTS = FINDING.model_copy(
    update={
        "cause_text": "one digit is wrong",
        "relations_total": 11,
        "alternatives": (
            Alternative(
                location=Location(table=3, row=4, column=2, row_label="Cash", column_label="2025", quote="16,902"),
                reported="16902",
                expected="16905",
                cause="one wrong digit",
                cause_text="one digit is wrong",
            ),
        ),
    }
)

TEST = NamedTest(
    test="balance_sheet_balances",
    state="broken",
    reason="Total assets (2025): 352,583, but 352,580 at Total equity and liabilities (2025).",
    locations=(FINDING.locations[0],),
)

USAGE = e.Usage(input_tokens=16246, output_tokens=913, estimated=True)
JUDGEMENT = e.Judgement(
    model="openai/a-model (fast), openai/another-model (strong)",
    passes=3,
    questions=41,
    failed=2,
    claims=58,
    repeated=21,
    refuted=14,
    dropped={"quote not in the report": 9, "arithmetic does not hold": 3},
    confirmed=11,
    complete=False,
    usage=USAGE,
)

REVIEWER = "Zoë Müller"
COVERED = e.Covered(audit=e.CoveredHead(head=42, hash="89" * 32), review=e.CoveredHead(head=6, hash=PREV))
EVENTS: tuple[e.AnyEvent, ...] = (
    e.AuditCreated(
        name="Annual report 2025",
        document=e.Document(
            filename="Geschäftsbericht.md", media_type="text/markdown", size_bytes=1_482_113, sha256="cd" * 32
        ),
        agents=(AGENT, "logic_consistency"),
        retry_of="7c9e6679-7425-40de-944b-e07fc1f90ae7",
        idempotency=e.Idempotency(key_sha256="45" * 32, request_sha256="67" * 32),
        options=Options(
            materiality="0.5% of revenue", framework="IFRS", select=("column_total",), ignore=("rounding", "tag")
        ),
    ),
    e.AuditStarted(attempt=1),
    e.ExtractionProgress(completed=12, total=118),
    e.DocumentExtracted(sections=41, paragraphs=1204, tables=67, pages=118, artifact="ef" * 32, notes=(NOTE,)),
    e.AgentStarted(
        agent_id=AGENT, attempt=2, producer=e.Producer(version="1.0", rules="2026-11", model="gemini/a-model")
    ),
    e.AgentProgress(agent_id=AGENT, completed=31, total=84, message='Bilanz – "geprüft"'),
    e.AgentCompleted(
        agent_id=AGENT,
        findings=(IN_PARTS,),
        findings_total=1340,
        by_severity={"high": 1, "medium": 1339, "low": 0, "info": 0},
        checks=e.Checks(passed=1204, failed=1340, not_possible=3),
        duration_ms=1240,
        artifact="01" * 32,
        carried_from="7c9e6679-7425-40de-944b-e07fc1f90ae7",
        basis=("materiality EUR 1,763 thousand: 0.5% of total assets, 352,583 – “Total assets, 2025” (table 3)",),
        ticks="23" * 32,
        tests=(TEST,),
        judgement=JUDGEMENT,
    ),
    e.SourceAsked(
        agent_id="external_signal",
        source="gleif",
        url="https://api.gleif.org/api/v1/lei-records/213800FERROWMARINE52",
        asked_at="2026-03-02T09:29:58Z",
        status=404,
        sha256="45" * 32,
        size_bytes=97,
        kept=True,
        artifact="45" * 32,
        error="answered with more than 33,554,432 bytes",
    ),
    e.AgentSkipped(agent_id="external_signal", reason="no model is configured"),
    e.AgentErrored(
        agent_id=AGENT,
        error="numeric_validation did not finish within 300 s and was stopped",
        error_type="AgentTimeout",
        attempt=1,
        will_retry=True,
        retry_after_ms=2000,
    ),
    e.ModelAnswered(
        agent_id=AGENT,
        key="10" * 32,
        purpose="accounting, part 1 of 2, pass 3 of 3",
        tier="strong",
        model="openai/a-model",
        tries=2,
        usage=USAGE,
        duration_ms=8420,
        artifact="32" * 32,
        sources=(e.Source(url="https://news.example/2026/02", title="Müller & Söhne sells its mill"),),
    ),
    e.ModelErrored(
        agent_id=AGENT,
        key="54" * 32,
        purpose="logic, part 2 of 2, pass 1 of 3",
        tier="fast",
        model="openai/a-model",
        tries=4,
        error="the server answered with 503",
        error_type="server error",
        usage=e.Usage(input_tokens=8123),
    ),
    e.AuditResumed(attempt=2, reason="the process that ran it stopped without a word", crashed=True),
    e.AuditComplete(
        findings_total=1340,
        by_severity={"high": 1, "medium": 1339, "low": 0, "info": 0},
        by_agent={AGENT: 1340},
        agents_failed=("logic_consistency",),
    ),
    e.AuditFailed(error="Geschäftsbericht.md: the file is damaged", error_type="DamagedReport"),
    e.AuditCancelled(reason="stopped by its owner"),
    e.FindingAccepted(by=REVIEWER, finding_id="c0ffee", note="agreed with the preparer"),
    e.FindingDismissed(by=REVIEWER, finding_id="c0ffee", reason="“352,583” includes goodwill, note 4"),
    e.FindingNoted(by=REVIEWER, finding_id="c0ffee", note="asked the preparer"),
    e.FindingReopened(by=REVIEWER, finding_id="c0ffee"),
    e.FindingAdded(
        by=REVIEWER,
        finding_id="decade",
        severity="medium",
        title="Goodwill – last year's figure",
        description="Note 4 gives 1,204.",
        locations=FINDING.locations,
        reported="352583",
        unit="EUR thousand",
    ),
    e.FindingWithdrawn(by=REVIEWER, finding_id="decade"),
    e.ReviewSignedOff(
        by=REVIEWER,
        covers=COVERED,
        scope=e.Scope(
            figures=1733,
            counts=e.FigureCounts(holds=1411, finding=2, dismissed=1, untested=23, unrelated=296),
            reasons=(e.NotChecked(reason="no lines were found that give it – “Bilanz”", figures=17),),
            other_reasons=6,
            tests_not_made=("equity_closes",),
            agents_failed=("logic_consistency",),
            agents_not_run=("external_signal",),
        ),
    ),
    e.AuditRenamed(by=REVIEWER, name="Geschäftsbericht 2025, second reading"),
)


OLDER: dict[tuple[str, int], e.AnyEvent] = {
    ("review_signed_off", 1): e.ReviewSignedOff(by=REVIEWER, covers=COVERED),
    ("document_extracted", 1): e.DocumentExtracted(
        sections=41, paragraphs=1204, tables=67, pages=118, artifact="ef" * 32
    ),
    ("agent_completed", 1): e.AgentCompleted(
        agent_id=AGENT,
        findings=(FINDING.model_copy(update={"materiality": None, "cause": None, "relations": ()}),),
        findings_total=1340,
        by_severity={"high": 1, "medium": 1339, "low": 0, "info": 0},
        checks=e.Checks(passed=1204, failed=1340, not_possible=3),
        duration_ms=1240,
        artifact="01" * 32,
        carried_from="7c9e6679-7425-40de-944b-e07fc1f90ae7",
    ),
    ("agent_completed", 2): e.AgentCompleted(
        agent_id=AGENT,
        findings=(FINDING,),
        findings_total=1340,
        by_severity={"high": 1, "medium": 1339, "low": 0, "info": 0},
        checks=e.Checks(passed=1204, failed=1340, not_possible=3),
        duration_ms=1240,
        artifact="01" * 32,
        carried_from="7c9e6679-7425-40de-944b-e07fc1f90ae7",
        basis=("materiality EUR 1,763 thousand: 0.5% of total assets, 352,583 – “Total assets, 2025” (table 3)",),
    ),
    ("agent_completed", 3): e.AgentCompleted(
        agent_id=AGENT,
        findings=(FINDING,),
        findings_total=1340,
        by_severity={"high": 1, "medium": 1339, "low": 0, "info": 0},
        checks=e.Checks(passed=1204, failed=1340, not_possible=3),
        duration_ms=1240,
        artifact="01" * 32,
        carried_from="7c9e6679-7425-40de-944b-e07fc1f90ae7",
        basis=("materiality EUR 1,763 thousand: 0.5% of total assets, 352,583 – “Total assets, 2025” (table 3)",),
        ticks="23" * 32,
    ),
    ("agent_completed", 4): e.AgentCompleted(
        agent_id=AGENT,
        findings=(FINDING,),
        findings_total=1340,
        by_severity={"high": 1, "medium": 1339, "low": 0, "info": 0},
        checks=e.Checks(passed=1204, failed=1340, not_possible=3),
        duration_ms=1240,
        artifact="01" * 32,
        carried_from="7c9e6679-7425-40de-944b-e07fc1f90ae7",
        basis=("materiality EUR 1,763 thousand: 0.5% of total assets, 352,583 – “Total assets, 2025” (table 3)",),
        ticks="23" * 32,
        tests=(TEST,),
    ),
    ("agent_completed", 5): e.AgentCompleted(
        agent_id=AGENT,
        findings=(IN_PARTS,),
        findings_total=1340,
        by_severity={"high": 1, "medium": 1339, "low": 0, "info": 0},
        checks=e.Checks(passed=1204, failed=1340, not_possible=3),
        duration_ms=1240,
        artifact="01" * 32,
        carried_from="7c9e6679-7425-40de-944b-e07fc1f90ae7",
        basis=("materiality EUR 1,763 thousand: 0.5% of total assets, 352,583 – “Total assets, 2025” (table 3)",),
        ticks="23" * 32,
        tests=(TEST,),
    ),
    ("agent_error", 1): e.AgentErrored(
        agent_id=AGENT,
        error="numeric_validation did not finish within 300 s and was stopped",
        error_type="AgentTimeout",
        attempt=1,
        will_retry=False,
        retry_after_ms=None,
    ),
    ("audit_created", 1): e.AuditCreated(
        name="Annual report 2025",
        document=e.Document(
            filename="Geschäftsbericht.md", media_type="text/markdown", size_bytes=1_482_113, sha256="cd" * 32
        ),
        agents=(AGENT, "logic_consistency"),
        retry_of="7c9e6679-7425-40de-944b-e07fc1f90ae7",
    ),
    ("audit_created", 2): e.AuditCreated(
        name="Annual report 2025",
        document=e.Document(
            filename="Geschäftsbericht.md", media_type="text/markdown", size_bytes=1_482_113, sha256="cd" * 32
        ),
        agents=(AGENT, "logic_consistency"),
        retry_of="7c9e6679-7425-40de-944b-e07fc1f90ae7",
        idempotency=e.Idempotency(key_sha256="45" * 32, request_sha256="67" * 32),
    ),
}
"""What a golden text of an older version says in today's shape."""


def stored_text(event: e.AnyEvent) -> str:
    """The text that today's code stores of ``event``; the first event of an audit stands at its first place."""
    seq, prev = (1, None) if event.type == "audit_created" else (7, PREV)
    return place(AUDIT_ID, seq, prev, replace(draft(AUDIT_ID, event), timestamp=TIMESTAMP)).body
