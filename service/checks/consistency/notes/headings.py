"""The numbered headings of a report's notes, as far as they are certain: "Note 9 — Debt", or a run of "1. Basis".

A heading that a reader missed leaves a gap; a number is never made up for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from service.checks.consistency.text.folding import stems_of, words_of
from service.reports.model import Paragraph, Report

_CALLED = re.compile(
    r"\W{0,3}notes?\s*(?:no\.?\s*)?(?P<number>\d{1,2})\s*[.:)–—-]+\s*(?P<title>[^\W\d].*)", re.IGNORECASE
)
_BARE = re.compile(r"(?P<number>\d{1,2})\s*(?:[.:)–—-]\s*)?(?P<title>[^\W\d].*)")
_CONTINUED = re.compile(r"\W*\(?\b(?:continued|cont[’']?d|cont\.)\)?\W*$", re.IGNORECASE)
_LONGEST = 120
"""Characters of a heading; a longer paragraph begins with one and runs on."""
_FEWEST_HEADED, _FEWEST_CALLED = 2, 3
_FEWEST_BARE = 5
"""Headings, at least, before they are taken for those of notes: of such as call themselves notes and are all marked as
headings, of others that call themselves notes, and of numbered ones."""
_WIDEST_GAP = 6
"""Notes in a row whose headings may have been missed, at most, less one."""
_MOST_NUMBERS = 2
"""Of one title: the right one and a wrong one."""
_RUN_IN = 14
"""Words at the beginning of a paragraph that can be the heading it begins with."""


@dataclass(frozen=True, slots=True)
class NoteHeading:
    """The heading of a note; its words without the number, and its stems."""

    number: int
    title: str
    paragraph: Paragraph
    words: tuple[str, ...]
    stems: frozenset[str]
    run_in: bool = False
    """The paragraph runs on behind it, and nothing says where the title ends."""


@dataclass(frozen=True, slots=True)
class Notes:
    """All headings of notes in the order of the report, without those that say "continued"."""

    headings: tuple[NoteHeading, ...]

    def of(self, number: int) -> tuple[NoteHeading, ...]:
        """The headings with a number: one, or one for each set of statements."""
        return tuple(heading for heading in self.headings if heading.number == number)


def notes_in(report: Report) -> Notes:
    """The headings that call themselves notes, or else the longest run of numbered headings."""
    called = [_heading(found, one) for one in report.paragraphs if (found := _CALLED.fullmatch(one.text))]
    if len(called) >= (_FEWEST_HEADED if all(one.paragraph.heading for one in called) else _FEWEST_CALLED):
        return Notes(_once(called))
    bare = (one for one in report.paragraphs if one.heading and len(one.text) <= _LONGEST)
    return Notes(_longest_run(_once([_heading(found, one) for one in bare if (found := _BARE.fullmatch(one.text))])))


def _heading(found: re.Match[str], paragraph: Paragraph) -> NoteHeading:
    title = _CONTINUED.sub("", found["title"]).strip()
    run_in = len(paragraph.text) > _LONGEST
    if run_in:
        title = " ".join(title.split()[:_RUN_IN])
    words = words_of(title)
    return NoteHeading(int(found["number"]), title, paragraph, words, stems_of(title), run_in)


def _once(headings: Iterable[NoteHeading]) -> tuple[NoteHeading, ...]:
    """Each number and title once; a title under more than two numbers is the head or foot of pages."""
    first = {(heading.number, heading.words): heading for heading in reversed(list(headings))}
    numbers: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, words in first:
        numbers[words].add(number)
    kept = [heading for heading in first.values() if len(numbers[heading.words]) <= _MOST_NUMBERS]
    return tuple(sorted(kept, key=lambda heading: heading.paragraph.index))


def _longest_run(headings: tuple[NoteHeading, ...]) -> tuple[NoteHeading, ...]:
    """The longest sequence from 1 upwards, one by one but for headings that were missed or are doubled."""
    best: list[NoteHeading] = []
    for at, first in enumerate(headings):
        if first.number != 1:
            continue
        run = [first]
        for heading in headings[at + 1 :]:
            if run[-1].number <= heading.number < run[-1].number + _WIDEST_GAP and heading.number > 1:
                run.append(heading)
        best = max(best, run, key=len)
    return tuple(best) if len(best) >= _FEWEST_BARE else ()
