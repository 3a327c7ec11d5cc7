"""What checks say: findings, with their evidence, and the tests that every reader expects (docs/protocol.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Severity = Literal["high", "medium", "low", "info"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low", "info")
Source = Literal["computed", "model", "person"]
Said = TypeVar("Said")


class Location(BaseModel):
    """A place in a report: a cell, or a stretch of text.

    ``table``, ``row``, ``column`` are zero-based in document order, header rows counted; in HTML and Word ``column``
    counts the columns of the grid. ``paragraph`` is the zero-based index over the whole report. ``quote`` is the text
    as printed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: int | None = None
    row: int | None = None
    column: int | None = None
    table_title: str | None = None
    row_label: str | None = None
    column_label: str | None = None
    section: str | None = None
    page: int | None = None
    page_label: str | None = Field(default=None, exclude_if=lambda label: label is None)
    """The number that is printed on the page, where it is another than ``page``."""
    paragraph: int | None = None
    quote: str | None = None


class Alternative(BaseModel):
    """Another figure that may be the wrong one instead, and what would then be right; the fields are a finding's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    location: Location
    reported: str | None = None
    """None where the cell is left empty."""
    expected: str
    cause: str | None = None
    cause_text: str | None = None


class Finding(BaseModel):
    """A failed check, in parts. The first location is the figure it is about, the others those it was checked against.

    ``description`` is one sentence, and no part repeats another. Only in a log of an older version (``agent_completed``
    before version 5) it says the cause and the relations, too. ``reported``, ``expected``, ``difference``,
    ``tolerance`` and ``materiality`` are decimal strings as printed, before scale; ``unit`` names what they count.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    agent_id: str
    check: str
    severity: Severity
    title: str
    description: str
    locations: tuple[Location, ...] = ()
    reported: str | None = None
    expected: str | None = None
    difference: str | None = None
    unit: str | None = None
    tolerance: str | None = None
    materiality: str | None = None
    """What the severity was judged by; None where nothing of the report says what is material here."""
    cause: str | None = None
    """What probably happened ("transposed digits"). Not a closed list, so that logs of later versions can be read."""
    cause_text: str | None = None
    """The same of this very figure ("it is the figure of another period (2024)"); None where nothing is to be added."""
    relations: tuple[str, ...] = ()
    """The relations that the figure breaks, each in figures: the strongest."""
    relations_total: int | None = None
    """How many it breaks in all; None where nobody counted."""
    alternatives: tuple[Alternative, ...] = ()
    """Other figures that may be the wrong one instead, the likeliest first."""
    alternatives_total: int | None = Field(default=None, exclude_if=lambda total: total is None)
    """How many there are, where these are not all."""
    reference: str | None = None
    source: Source = "computed"
    confidence: float = 1.0


class NamedTest(BaseModel):
    """A test that every reader of accounts expects, with its state; ``reason`` says what was found, or why nothing was.

    ``locations`` are the figures that it is about: of a broken test those that break it. Neither ``test`` nor ``state``
    is a closed list, so that logs of later versions can be read.
    """

    model_config = ConfigDict(frozen=True)

    test: str
    state: str
    reason: str
    locations: tuple[Location, ...] = ()


def finding_id(agent_id: str, check: str, first: Location, detail: str = "") -> str:
    """The stable id of a finding: the same finding in a second run over the same report has the same one.

    ``detail`` tells apart two findings of one check about one place (for example the text of the relation).
    """
    place = (agent_id, check, first.table, first.row, first.column, first.paragraph, first.quote, detail)
    return hashlib.sha256(repr(place).encode()).hexdigest()[:16]


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by severity, those of one severity in the order of the report; the same whatever order they come in."""
    return tuple(in_one_order(findings, _gravity))


def _gravity(finding: Finding) -> tuple[Any, ...]:
    first = finding.locations[0] if finding.locations else Location()
    return SEVERITIES.index(finding.severity), place_order(first), finding.check, finding.id


def place_order(place: Location) -> tuple[tuple[bool, int], ...]:
    """What places are sorted by: table by table, each from its top to its foot, and the text after them."""
    return tuple((at is None, at or 0) for at in (place.table, place.row, place.column, place.paragraph))


def in_one_order(said: Iterable[Said], key: Callable[[Said], Any]) -> Iterator[Said]:
    """Sorted by ``key``, and what it does not tell apart by all that is said: no trace of the order it came in is left.

    Only values that are equal in all that they say may change places, so what is written down is always the same.
    """
    for _, alike in groupby(sorted(said, key=key), key):
        first, *others = alike
        yield from sorted((first, *others), key=repr) if others else (first,)


def count_by_severity(findings: tuple[Finding, ...]) -> dict[Severity, int]:
    """The number of findings of each severity; every severity is a key."""
    return {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
