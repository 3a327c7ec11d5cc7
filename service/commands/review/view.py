"""A review as lines for a person, and as one object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.commands.lines import place_text
from service.commands.printable import printable
from service.counting import counted
from service.findings import SEVERITIES

Said = dict[str, Any]
OPEN: Said = {"state": "open", "reason": None, "by": None, "at": None, "seq": None, "notes": [], "added": None}
DONE = {
    "finding_accepted": "accepted",
    "finding_dismissed": "dismissed",
    "finding_noted": "noted",
    "finding_reopened": "open again",
    "finding_added": "added",
    "finding_withdrawn": "withdrawn",
}


def with_findings(review: Said, findings: list[Said]) -> Said:
    """The review with all findings of the audit, open ones as well, each with what it says and what was decided."""
    decided = {each["finding_id"]: each for each in review["findings"]}
    shown = [
        {"finding_id": finding["id"], **{key: finding[key] for key in ("agent_id", "check", "severity", "title")}}
        | OPEN
        | decided.get(finding["id"], {})
        for finding in gravest_first(findings)
    ]
    return review | {"findings": shown}


def gravest_first(findings: list[Said]) -> list[Said]:
    """The findings of all agents together; those of one severity stay as they were."""
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding["severity"]))


def review_lines(review: Said, findings: list[Said]) -> Iterator[str]:
    """How the review stands, then each finding with its state, gravest first; notes only if somebody decided."""
    yield printable(f"{review['name']}  ({review['audit_id']})")
    yield printable(f"{counted(review['undecided'], 'finding')} open; {_signed(review['signed_off'])}")
    decided = {each["finding_id"]: each for each in review["findings"]}
    for finding in gravest_first(findings):
        if finding["severity"] != "info" or finding["id"] in decided:
            yield from map(printable, _finding(finding, decided.get(finding["id"], OPEN)))


def decision_line(event: Said) -> str:
    """What a decision came to."""
    match event["type"]:
        case "review_signed_off":
            said = "review signed off"
        case "audit_renamed":
            said = f"audit renamed to {event['name']!r}"
        case kind:
            said = f"finding {event['finding_id']} {DONE[kind]}"
    return printable(f"{said} by {event['by']}, decision {event['seq']}")


def _finding(finding: Said, decided: Said) -> Iterator[str]:
    yield f"{finding['id']}  {decided['state']:<9}  {finding['severity']:<6}  {finding['title']}"
    if finding["locations"]:
        yield f"    {place_text(finding['locations'][0])}"
    added: Said = decided.get("added") or {}  # an older server knows of none
    if added:
        yield f"    added by {added['by']}, {_when(added['at'])}"
    if decided["by"] and decided["seq"] != added.get("seq"):
        reason = f": {decided['reason']}" if decided["reason"] else ""
        yield f"    {decided['state']} by {decided['by']}, {_when(decided['at'])}{reason}"
    for note in decided["notes"]:
        yield f"    {note['by']}, {_when(note['at'])}: {note['note']}"


def _signed(signed_off: Said | None) -> str:
    if signed_off is None:
        return "not signed off"
    since = "" if signed_off["whole"] else "; more was decided since, which that does not cover"
    return f"signed off by {signed_off['by']}, {_when(signed_off['at'])}{since}"


def _when(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC"
