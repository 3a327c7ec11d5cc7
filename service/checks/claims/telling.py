"""Claims that were kept and examined, as findings whose source is a model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service.checks.claims.alike import Agreed
from service.findings import Finding, Location, Severity, finding_id

PREFIX = "model_"
"""What the ids of their rules begin with; the lens follows."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A claim that somebody tried to refute in vain, and why it holds, in a sentence; empty where nobody said it."""

    agreed: Agreed
    reason: str


def findings(agent_id: str, examined: Iterable[Examined], passes: int) -> tuple[Finding, ...]:
    """A finding for each claim, of which each has an id of its own."""
    made: dict[str, Finding] = {}
    for one in examined:
        number = 0
        finding = _finding(agent_id, one, passes, "")
        while finding.id in made:
            number += 1
            finding = _finding(agent_id, one, passes, f" ({number})")
        made[finding.id] = finding
    return tuple(made.values())


def _finding(agent_id: str, one: Examined, passes: int, number: str) -> Finding:
    claim, check = one.agreed.claim, f"{PREFIX}{one.agreed.lens}"
    places = _places(one)
    broken = tuple(each.in_words for each in claim.sums if each.fails)
    detail = f"{claim.kind} {[(*quote.text_at, quote.location.column) for quote in claim.quotes]}{number}"
    return Finding(
        id=finding_id(agent_id, check, places[0], detail),
        agent_id=agent_id,
        check=check,
        severity=_severity(claim.severity, proven=bool(broken)),
        title=claim.title.rstrip("."),
        description=f"{claim.explanation} {one.reason}".strip(),
        locations=places,
        relations=broken,
        relations_total=len(broken),
        source="model",
        confidence=round(len(one.agreed.passes) / passes, 2),
    )


def _places(one: Examined) -> tuple[Location, ...]:
    return tuple(dict.fromkeys(quote.location for quote in one.agreed.claim.quotes))


def _severity(claimed: str, *, proven: bool) -> Severity:
    """As claimed; no more than medium where no arithmetic proves it."""
    if claimed == "high":
        return "high" if proven else "medium"
    return "medium" if claimed == "medium" else "low"
