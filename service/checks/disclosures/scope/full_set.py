"""Whether a report is a set of statements that a checklist is for, and of which kind."""

from __future__ import annotations

from dataclasses import dataclass

from service.checks.disclosures.lists.schema import Kind
from service.checks.disclosures.search.index import Index
from service.checks.disclosures.search.passages import Passage

_STATEMENTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("statement of financial position", ("row: total asset", "row: net asset", "row: total equity and liability")),
    (
        "statement of profit or loss",
        (
            "row: profit for",
            "row: loss for",
            "row: net income",
            "row: net loss",
            "row: net profit",
            "row: profit before",
        ),
    ),
    ("statement of cash flows", ("row: operating activity", "row: generated from operation", "row: net cash")),
)
"""What a full set has, by rows that print figures; the one of changes in equity is often without a caption."""
_NOTES = ("basis of preparation", "accounting policy", "accounting principle", "heading: note", "basis of accounting")
_INTERIM = (
    "heading: condensed + interim",
    "heading: interim + financial statement",
    "heading: interim report",
    "heading: half year + report",
    "text: condensed interim financial statement",
    "text: condensed consolidated interim financial statement",
    "text: interim condensed consolidated financial statement",
    "text: condensed consolidated financial statement + ias 34",
    "text: interim financial statement + ias 34",
)
LEAST_WORDS = 1_500
"""Words in sentences. The notes of the smallest groups have more; a page of a report has a few hundred."""
_ENGLISH = frozenset({"the", "of", "and", "in", "to", "for", "is", "are", "at", "on", "by", "with", "as"})
LEAST_ENGLISH = 0.15
"""Share of these words in English prose; it is about 0.3, and 0.03 in other languages."""


@dataclass(frozen=True, slots=True)
class FullSet:
    """The kind of a report that checklists apply to."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class NotFull:
    """Why checklists do not apply to a report."""

    reason: str


def full_set(index: Index, spoken: tuple[Passage, ...]) -> FullSet | NotFull:
    """The kind of the report; why not, where it is in another language, or lacks statements or notes."""
    words = [word for one in spoken if one.kind == "text" for word in one.words.split()]
    if len(words) < LEAST_WORDS or index.first(_NOTES) is None:
        return NotFull(
            f"the report is no full set of financial statements: its notes were not found ({len(words):,} words of "
            f"text; the notes of a full set have more than {LEAST_WORDS:,})"
        )
    if sum(word in _ENGLISH for word in words) < LEAST_ENGLISH * len(words):
        return NotFull("the report is not in English, and the checklists search for English words")
    missing = [name for name, rows in _STATEMENTS if index.shows(rows) is None]
    if missing:
        return NotFull(f"the report is no full set of financial statements: no {' and no '.join(missing)} was found")
    return FullSet("interim" if index.first(_INTERIM) else "annual")
