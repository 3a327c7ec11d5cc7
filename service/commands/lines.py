"""Events and findings as lines for a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from service.commands.finding_parts import judged_text
from service.commands.notes import counts_text, findings_of, notes_of
from service.commands.printable import indented, on_one_line
from service.counting import counted

GRAVITY_STYLE = {"high": "bold red", "medium": "yellow", "low": "cyan", "info": "dim"}


def event_line(event: dict[str, Any]) -> str:
    """One event in a line: when, which, and what it says."""
    said = _SAID.get(event["type"], lambda e: str(e["type"]))  # a newer server may know more types
    agent = f"{event['agent_id']}: " if "agent_id" in event else ""
    return on_one_line(f"{event['timestamp'][11:23]}  {event['seq']:>4}  {agent}{said(event)}")


def error_text(event: dict[str, Any]) -> str:
    """What became of an attempt that failed: another one, and when, or none."""
    if not event["will_retry"]:
        return f"could not check: {event['error']}"
    after_ms = event.get("retry_after_ms")  # events of schema version 1 do not say
    when = "" if after_ms is None else f" in {after_ms / 1000:g} s"
    return f"attempt {event['attempt']} failed, tries again{when}: {event['error']}"


_SAID: dict[str, Callable[[dict[str, Any]], str]] = {
    "audit_created": lambda e: f"{e['document']['filename']} accepted, {counted(e['document']['size_bytes'], 'byte')}",
    "audit_started": lambda _: "audit started",
    "audit_resumed": lambda e: f"audit resumed: {e['reason']}",
    "extraction_progress": lambda e: f"page {e['completed']:,} of {e['total']:,} read",
    "document_extracted": lambda e: "; ".join(
        [
            f"read: {counted(e['tables'], 'table')}, {counted(e['paragraphs'], 'paragraph')}",
            *e.get("notes", ()),  # version 1 has none
        ]
    ),
    "agent_started": lambda e: f"started (attempt {e['attempt']})",
    "agent_progress": lambda e: f"{e['completed']}/{e['total']} {e['message']}",
    "source_asked": lambda e: f"{e['source']} {e['error'] or 'has answered'}: {e['url']}",
    "agent_completed": lambda e: f"{counts_text(findings_of(e), notes_of(e))}; {checks_text(e['checks'])}",
    "agent_skipped": lambda e: f"not run: {e['reason']}",
    "agent_error": error_text,
    "model_answered": lambda e: f"{e['model']} answered: {e['purpose']}",
    "model_failed": lambda e: f"{e['model']} did not answer: {e['purpose']}: {e['error']}",
    "audit_complete": lambda e: f"audit complete: {counts_text(findings_of(e), notes_of(e))}",
    "audit_failed": lambda e: f"audit failed: {e['error']}",
    "audit_cancelled": lambda e: f"audit cancelled: {e['reason']}",
    "finding_accepted": lambda e: _decided(e, "accepted", e.get("note")),
    "finding_dismissed": lambda e: _decided(e, "dismissed", e["reason"]),
    "finding_noted": lambda e: _decided(e, "noted", e["note"]),
    "finding_reopened": lambda e: _decided(e, "open again", None),
    "finding_added": lambda e: _decided(e, "added", e["title"]),
    "finding_withdrawn": lambda e: _decided(e, "withdrawn", None),
    "review_signed_off": lambda e: f"{e['by']}: review signed off",
    "audit_renamed": lambda e: f"{e['by']}: audit renamed to {e['name']!r}",
}


def _decided(event: dict[str, Any], state: str, why: str | None) -> str:
    said = f"{event['by']}: finding {event['finding_id']} {state}"
    return said if why is None else f"{said}: {why}"


def checks_text(checks: dict[str, int]) -> str:
    """What was checked, in words; no checks at all is not the same as all passed."""
    if not any(checks[key] for key in ("passed", "failed", "not_possible")):
        return "nothing to check"
    passed, failed, not_possible = checks["passed"], checks["failed"], checks["not_possible"]
    return f"{counted(passed, 'check')} passed, {failed:,} failed, {not_possible:,} not possible"


def test_line(test: dict[str, Any]) -> str:
    """A test that every reader expects: its name, its state, and what was found or why nothing was."""
    name = test["test"].replace("_", " ")
    return f"{name[:1].upper()}{name[1:]}: {test['state'].replace('_', ' ')}: {test['reason']}"


def finding_lines(finding: dict[str, Any]) -> list[str]:
    """A finding: its title, where it is, and the figures."""
    lines = [f"{finding['severity']:<6}  {finding['title']}"]
    if finding["locations"]:
        lines.append(f"        {place_text(finding['locations'][0])}")
    figures = [f"{key} {finding[key]}" for key in ("reported", "expected", "difference") if finding[key] is not None]
    if figures:
        lines.append(f"        {', '.join(figures)}{' ' + finding['unit'] if finding['unit'] else ''}")
    if cause := finding.get("cause_text") or finding.get("cause"):  # an older server does not say
        lines.append(f"        likely cause: {cause}")
    if judged := judged_text(finding):
        lines.append(f"        {judged}")
    return [indented(line, by=8) for line in lines]


def place_text(location: dict[str, Any]) -> str:
    """Where a location is, from the outside in."""
    parts = [location["section"], location["table_title"], location["row_label"], location["column_label"]]
    named = list(dict.fromkeys(part for part in parts if part))
    if location["table"] is None and location["quote"]:
        named.append(f"“{location['quote'][:160]}”")
    where = " › ".join(named) or "in the report"
    page = page_text(location["page"], location.get("page_label"))
    return f"{where}, {page}" if page else where


def page_text(page: int | None, label: str | None) -> str:
    """A page by the number that is printed on it, with its place in the file where that is another."""
    if page is None:
        return ""
    return f"page {label} (file {page})" if label else f"page {page}"
