"""A review as lines for a person, and as one object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.commands.lines import place_text
from service.commands.one_place import at_one_place
from service.commands.printable import indented, on_one_line
from service.commands.review.scope_lines import covers_line, moment, scope_lines, since_lines
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
        | {"same_place": finding.get("same_place", [])}  # an older server does not say
        | OPEN
        | decided.get(finding["id"], {})
        for group in gravest_first(findings)
        for finding in group
    ]
    return review | {"findings": shown}


def gravest_first(findings: list[Said]) -> Iterator[list[Said]]:
    """The findings, those of one place together, by the gravest of each; those of one severity stay as they were."""
    return at_one_place(sorted(findings, key=lambda finding: SEVERITIES.index(finding["severity"])))


def review_lines(review: Said, findings: list[Said]) -> Iterator[str]:
    """How the review stands, then each finding with its state, gravest first; notes only if somebody decided."""
    yield on_one_line(f"{review['name']}  ({review['audit_id']})")
    yield on_one_line(f"{counted(review['undecided'], 'finding')} open; {_signed(review['signed_off'])}")
    yield from map(indented, _scope(review, findings))
    decided = {each["finding_id"]: each for each in review["findings"]}
    for group in gravest_first(findings):
        listed = [one for one in group if one["severity"] != "info" or one["id"] in decided]
        for finding in listed:
            yield from map(indented, _finding(finding, decided.get(finding["id"], OPEN), among=listed))


def _scope(review: Said, findings: list[Said]) -> Iterator[str]:
    """What the sign-off that there is covers, what came after it, and what one would be about now."""
    signed_off = review["signed_off"]
    if signed_off is not None:
        yield f"  {covers_line(signed_off)}"
        yield from (f"  {line}" for line in scope_lines(signed_off.get("scope") or {}))
    if signed_off is not None and not signed_off["whole"]:
        yield "  since then:"
        titles = {finding["id"]: f"“{finding['title']}”" for finding in findings}
        yield from (f"    {line}" for line in since_lines(signed_off.get("since", []), titles))
    if review.get("scope") and not (signed_off is not None and signed_off["whole"]):
        yield "  a sign-off now is about:"
        yield from (f"    {line}" for line in scope_lines(review["scope"]))


def decision_line(event: Said) -> str:
    """What a decision came to."""
    match event["type"]:
        case "review_signed_off":
            said = "review signed off"
        case "audit_renamed":
            said = f"audit renamed to {event['name']!r}"
        case kind:
            said = f"finding {event['finding_id']} {DONE[kind]}"
    return on_one_line(f"{said} by {event['by']}, decision {event['seq']}")


def _finding(finding: Said, decided: Said, among: list[Said]) -> Iterator[str]:
    """A finding; of several at one place, the first says where that is."""
    is_first = finding is among[0]
    whose = "" if is_first else f"same place, {finding['agent_id']}: "
    yield f"{finding['id']}  {decided['state']:<9}  {finding['severity']:<6}  {whose}{finding['title']}"
    if finding["locations"] and is_first:
        yield f"    {place_text(finding['locations'][0])}"
    added: Said = decided.get("added") or {}  # an older server knows of none
    if added:
        yield f"    added by {added['by']}, {moment(added['at'])}"
    if decided["by"] and decided["seq"] != added.get("seq"):
        reason = f": {decided['reason']}" if decided["reason"] else ""
        yield f"    {decided['state']} by {decided['by']}, {moment(decided['at'])}{reason}"
    for note in decided["notes"]:
        yield f"    {note['by']}, {moment(note['at'])}: {note['note']}"


def _signed(signed_off: Said | None) -> str:
    if signed_off is None:
        return "not signed off"
    since = "" if signed_off["whole"] else "; changed since, which that does not cover"
    return f"signed off by {signed_off['by']}, {moment(signed_off['at'])}{since}"
