"""References to notes against the notes' headings, and the headings' numbers against one another."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from service.checks.consistency.notes.headings import NoteHeading, Notes, notes_in
from service.checks.consistency.notes.references import NoteReference, in_captions, in_texts
from service.checks.consistency.results.verdict import Verdict, fails, holds
from service.checks.consistency.results.worded import worded
from service.checks.consistency.text.wording import Wording
from service.findings import Finding, Location
from service.reports.model import Report
from service.ticks import Tick

REFERENCE = "note_reference"
NUMBERING = "note_numbering"


def judge_notes(report: Report, texts: tuple[Wording, ...]) -> Verdict:
    """A tick for each reference whose name is in the heading of its note, a finding for each that names another note.

    And a finding where two notes have one number and none has the next.
    """
    notes = notes_in(report)
    if not notes.headings:
        return Verdict()
    found = (*in_texts(texts, notes), *in_captions(report, notes))
    held = holds(*(_tick(one, notes) for one in found if one.other is None))
    wrong = fails(*(_wrong(one, notes) for one in found if one.other is not None))
    return held.plus(wrong).plus(fails(*(_doubled(notes) or _renumbered(notes))))


def _tick(one: NoteReference, notes: Notes) -> Tick:
    heading = notes.of(one.number)[0]
    return Tick(REFERENCE, f"“{one.name.strip()}” is in note {one.number}", (one.location, place_of(heading)))


def _wrong(one: NoteReference, notes: Notes) -> Finding:
    pointed, meant = notes.of(one.number)[0], one.other
    assert meant is not None
    name = one.name.strip()
    return worded(
        REFERENCE,
        "medium",
        (
            f"“{name}” points to note {one.number}, “{pointed.title}”; note {meant.number} is “{meant.title}”",
            f"The reference names note {one.number} for “{name}”, but note {one.number} is headed “{pointed.title}”,"
            f" and “{meant.title}” is the heading of note {meant.number}.",
        ),
        (one.location, place_of(meant), place_of(pointed)),
        f"note {one.number} {name}",
    )


def _doubled(notes: Notes) -> list[Finding]:
    """The one number that two notes have, if the number behind or before it is missing for one of the two."""
    by_number: dict[int, list[NoteHeading]] = defaultdict(list)
    for heading in notes.headings:
        by_number[heading.number].append(heading)
    doubled = [pair for pair in by_number.values() if len(pair) > 1]
    if len(doubled) != 1 or len(doubled[0]) != 2:
        return []
    first, second = doubled[0]
    if (first, second) not in set(pairwise(notes.headings)):
        return []
    if second.number + 1 not in by_number:
        return [_twice(second, first, second.number + 1)]
    if first.number - 1 not in by_number and first.number > 1:
        return [_twice(first, second, first.number - 1)]
    return []


def _renumbered(notes: Notes) -> list[Finding]:
    """The headings that have the number of another note here, and elsewhere, printed again, one of their own."""
    by_words: dict[tuple[str, ...], list[NoteHeading]] = defaultdict(list)
    for heading in notes.headings:
        by_words[heading.words].append(heading)
    found: list[Finding] = []
    for twins in by_words.values():
        taken = [one for one in twins if any(other.words != one.words for other in notes.of(one.number))]
        if len(twins) > 1 and len(taken) == 1:
            own = next(one for one in twins if one is not taken[0])
            other = next(one for one in notes.of(taken[0].number) if one.words != own.words)
            found.append(_other_number(taken[0], own, other))
    return found


def _other_number(wrong: NoteHeading, own: NoteHeading, other: NoteHeading) -> Finding:
    return worded(
        NUMBERING,
        "medium",
        (
            f"“{wrong.title}” is note {wrong.number} here and note {own.number} elsewhere",
            f"The heading “{wrong.title}” has the number {wrong.number}, which is that of “{other.title}”; elsewhere it"
            f" has the number {own.number}.",
        ),
        (place_of(wrong), place_of(own), place_of(other)),
    )


def _twice(wrong: NoteHeading, other: NoteHeading, missing: int) -> Finding:
    return worded(
        NUMBERING,
        "medium",
        (
            f"Two notes have the number {wrong.number}, and there is no note {missing}",
            f"“{wrong.title}” and “{other.title}” both have the number {wrong.number}, and no heading has the number"
            f" {missing}, which “{wrong.title}” would have by its place.",
        ),
        (place_of(wrong), place_of(other)),
    )


def place_of(heading: NoteHeading) -> Location:
    """Where the heading stands."""
    at = heading.paragraph
    return Location(page=at.page, paragraph=at.index, quote=heading.paragraph.text[:160])
