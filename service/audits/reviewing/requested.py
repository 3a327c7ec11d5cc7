"""What a person wants to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import StrictInt

DecisionName = Literal["accept", "dismiss", "note", "reopen", "add", "withdraw", "sign_off", "rename"]
OF_A_FINDING: Sequence[DecisionName] = ("accept", "dismiss", "note", "reopen", "withdraw")
"""What is decided about a finding that is there; its id is named."""
TEXTS: Final[Mapping[DecisionName, Sequence[str]]] = {
    "accept": ("note",),
    "add": ("finding",),
    "dismiss": ("reason",),
    "note": ("note",),
    "rename": ("name",),
}
"""What is kept of a decision besides who made it, and of what."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A place of the report as a person chooses it: a cell or a paragraph, or characters ``start`` to ``end`` of one.

    All count from zero, as in the report. A request that says "2", 2.0 or true where it means a number is refused: it
    might not mean this place.
    """

    table: StrictInt | None = None
    row: StrictInt | None = None
    column: StrictInt | None = None
    paragraph: StrictInt | None = None
    start: StrictInt | None = None
    end: StrictInt | None = None


@dataclass(frozen=True, slots=True)
class NewFinding:
    """An error that a person has found; the first of its ``places`` is what it is about."""

    severity: Literal["high", "medium", "low"]
    title: str
    description: str = ""
    places: tuple[Chosen, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestedDecision:
    """What a person wants to decide. Which of the others it takes depends on the decision."""

    decision: DecisionName
    by: str
    finding_id: str | None = None
    reason: str | None = None
    note: str | None = None
    name: str | None = None
    finding: NewFinding | None = None
