"""Notes among findings: what needs no action is not counted as a finding, and rounding is one line a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from service.counting import counted

SEVERITIES = ("high", "medium", "low", "info")


def needs_action(finding: dict[str, Any]) -> bool:
    """Whether a finding counts as one; those of severity info are notes."""
    return finding["severity"] != "info"


def is_rounding(finding: dict[str, Any]) -> bool:
    """Whether it only says that the sums of a table differ from its totals by rounding."""
    return not needs_action(finding) and finding.get("check") == "rounding"


def rounding_line(findings: Iterable[dict[str, Any]]) -> str | None:
    """All differences by rounding in one line; None where there are none."""
    tables = sum(map(is_rounding, findings))
    if not tables:
        return None
    return (
        f"sums in {counted(tables, 'table')} differ from the printed totals by no more than rounding; no action needed"
    )


def findings_of(event: dict[str, Any]) -> int:
    """How many findings an event of an agent or of the whole audit counts, notes left out."""
    return event["findings_total"] - notes_of(event)


def notes_of(event: dict[str, Any]) -> int:
    """How many notes it counts."""
    return event.get("by_severity", {}).get("info", 0)


def counts_text(findings: int, notes: int) -> str:
    """Findings, and notes where there are any: "1 finding, 2 notes"."""
    said = counted(findings, "finding")
    return f"{said}, {counted(notes, 'note')}" if notes else said


def usage_text(usage: dict[str, Any] | None) -> str:
    """What a model was asked: "12 questions to a model, 34,000 tokens"; empty where it was asked nothing."""
    if usage is None or not usage["questions"]:
        return ""
    about = "about " if usage["estimated"] else ""
    tokens = usage["input_tokens"] + usage["output_tokens"]
    return f"{counted(usage['questions'], 'question')} to a model, {about}{counted(tokens, 'token')}"


def summary(findings: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The counts of a result, for JSON: findings that need action, notes that need none, tables with rounding."""
    by_severity = {severity: sum(one["severity"] == severity for one in findings) for severity in SEVERITIES}
    return {
        "findings": sum(map(needs_action, findings)),
        "notes": by_severity["info"],
        "by_severity": by_severity,
        "tables_with_rounding": sum(map(is_rounding, findings)),
    }
