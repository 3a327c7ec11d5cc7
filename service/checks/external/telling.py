"""Findings about what a source says otherwise: each names its source, when it answered, and the digest of that."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.checks.external.source import SourceAnswer
from service.findings import Finding, Location, Severity, finding_id

AGENT_ID = "external_signal"
LONGEST = 200
"""Characters of a text from outside that are shown."""


def cleaned(text: object, longest: int = LONGEST) -> str:
    """A text from outside as it is shown: on one line, only what can be printed, and not too long.

    What is no text at all is none: sources are believed in nothing that they should not say.
    """
    if not isinstance(text, str):
        return ""
    spaced = " ".join(text[: longest * 4].split())
    plain = "".join(char for char in spaced if char == " " or unicodedata.category(char)[0] not in "CZ")
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def provenance(name: str, answer: SourceAnswer) -> str:
    """Where it was said, in a line."""
    digest = f"SHA-256 {answer.sha256[:16]}…"
    return f"{name}, {answer.url}, answered {answer.asked_at[:16].replace('T', ' ')} UTC ({digest})"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is printed and what the source says, both as printed, before scale; ``unit`` is what they count."""

    reported: Decimal
    expected: Decimal
    unit: str | None = None
    tolerance: Decimal | None = None


def finding(
    check: str,
    severity: Severity,
    words: tuple[str, str],
    places: Sequence[Location],
    rests_on: str | None = None,
    *,
    detail: str = "",
    figures: Figures | None = None,
    cause_text: str | None = None,
) -> Finding:
    """``words`` are title and description; ``detail`` tells apart two findings of one rule about one place."""
    return Finding(
        id=finding_id(AGENT_ID, check, places[0] if places else Location(), detail),
        agent_id=AGENT_ID,
        check=check,
        severity=severity,
        title=words[0],
        description=words[1],
        locations=tuple(places),
        reported=_plain(figures and figures.reported),
        expected=_plain(figures and figures.expected),
        difference=_plain(figures and figures.reported - figures.expected),
        unit=figures.unit if figures else None,
        tolerance=_plain(figures and figures.tolerance),
        cause_text=cause_text,
        reference=rests_on,
    )


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
