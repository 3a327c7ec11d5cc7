"""What is known of one item of a checklist: where it is told, that it was not found, or why that cannot be decided."""

from __future__ import annotations

from dataclasses import dataclass

from service.checks.disclosures.lists.schema import Item
from service.checks.disclosures.scope.applied import Applied, in_force
from service.checks.disclosures.scope.reporting_year import ReportingYear
from service.checks.disclosures.search.index import Index
from service.checks.disclosures.search.passages import Passage
from service.findings import Location


@dataclass(frozen=True, slots=True)
class FoundBySearch:
    """The report tells it."""

    item: Item
    passage: Passage


@dataclass(frozen=True, slots=True)
class NotFound:
    """It is required and nothing of what was searched for is there. ``shown`` is what shows that it is required."""

    item: Item
    shown: Passage | None
    looked_for: bool = False
    """A model has looked for it, twice, in the passages that come nearest, and not found it either. Only what may hide
    in other words (an item that is not ``plain``) is looked for."""
    missing: str = ""
    """The words of the item that name what a model does not find of it, where it has quoted the rest."""


@dataclass(frozen=True, slots=True)
class FoundByModel:
    """The report tells it in words that were not searched for: a model has quoted them."""

    item: Item
    place: Location
    """With the quote, as printed."""


@dataclass(frozen=True, slots=True)
class NotDecidable:
    """Whether it is told, or required, cannot be decided by searching."""

    item: Item
    reason: str


Judged = FoundBySearch | FoundByModel | NotFound | NotDecidable


def judged(applied: Applied, year: ReportingYear | None, index: Index) -> tuple[Judged, ...]:
    """Each item of the standard that is in force, in the order of the checklist."""
    return tuple(_judge(item, applied, index) for item in applied.standard.items if in_force(item, year))


def _judge(item: Item, applied: Applied, index: Index) -> Judged:
    if item.undecidable:
        return NotDecidable(item, item.undecidable)
    passage = index.first(item.evidence)
    if passage is not None:
        return FoundBySearch(item, passage)
    if item.where is None:
        return NotFound(item, applied.shown)
    shown = index.shows(item.shown_by)
    if shown is None:
        return NotDecidable(item, f"it is required {item.where}, and the report does not show whether that is so")
    return NotFound(item, shown)
