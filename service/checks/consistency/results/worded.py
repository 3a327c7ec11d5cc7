"""Findings about words: a text that contradicts what is elsewhere, with the places that show it."""

from __future__ import annotations

from service.checks.consistency.results.evidence import AGENT_ID
from service.findings import Finding, Location, Severity, finding_id


def worded(
    check: str, severity: Severity, words: tuple[str, str], places: tuple[Location, ...], detail: str = ""
) -> Finding:
    """The finding that the first place says something wrong; the others show it.

    ``words`` are its title and its description, which is one sentence. ``detail`` tells apart two findings of one check
    about one place.
    """
    return Finding(
        id=finding_id(AGENT_ID, check, places[0], detail),
        agent_id=AGENT_ID,
        check=check,
        severity=severity,
        title=words[0],
        description=words[1],
        locations=places,
    )
