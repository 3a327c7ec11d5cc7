"""References to notes that say what the note is about: "see Note 9, Debt", "Inventories (note 7)", the note column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.checks.consistency.notes.headings import NoteHeading, Notes
from service.checks.consistency.text.folding import stems_of, word_spans
from service.checks.consistency.text.titles import ends_title
from service.checks.consistency.text.wording import Wording, cell_place
from service.findings import Location
from service.reports.model import Cell, Report, Table

_IN_TEXT = re.compile(r"\bnote\s*(?P<number>\d{1,2})\s*(?:[.:,–—-]\s*)?[\"“‘]?(?=[A-Z])", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:\([\divxa-h]{1,4}\)\s*)?(?P<name>.*?\w.*?)[\s,–—-]*\(?(?:see\s+)?\bnote\s*(?P<number>\d{1,2})\)?\W*",
    re.IGNORECASE,
)
_ONE_NUMBER = re.compile(r"\s*(\d{1,2})\s*")
_ANOTHER_REPORT = re.compile(
    r"\b(?<!this )(?:(?:annual|interim|quarterly) report|(?:20\d\d )?form (?:10-[kq]|20-f|40-f)|10-[kq]|prospectus)\b",
    re.IGNORECASE,
)
_WINDOW = 110
"""Characters behind a number in which a title, or the name of another report, can be."""
_RUN_IN = 3
"""Words that a reference and a heading that runs on must share."""
_NAME_WORDS = 12
"""Words of a caption, at most."""
_OF_BALANCES = stems_of("due amounts balances owed")
"""Words of captions that headings of notes leave out: "amounts due to related parties"."""
_MORE = 2
"""Stems that a heading may have beside those of a caption."""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A reference to a note by number and name."""

    number: int
    name: str
    location: Location
    other: NoteHeading | None
    """The note whose heading the name is, where it is not the one that the number is of."""


def in_texts(texts: tuple[Wording, ...], notes: Notes) -> Iterator[NoteReference]:
    """The references of sentences whose names are headings."""
    for text in texts:
        for found in _IN_TEXT.finditer(text.text) if "ote" in text.text or "OTE" in text.text else ():
            if found.start() > 0:
                yield from _named(text, found, notes)


def _named(text: Wording, found: re.Match[str], notes: Notes) -> Iterator[NoteReference]:
    after = text.text[found.end() : found.end() + _WINDOW]
    own = notes.of(int(found["number"]))
    if not own or _ANOTHER_REPORT.search(text.quote(*found.span())) or _ANOTHER_REPORT.search(after):
        return
    spans = word_spans(after)
    words = tuple(word for word, _, _ in spans)
    held = max((length for heading in own if (length := _begins(words, heading, partly=True))), default=0)
    others = [(length, heading) for heading in notes.headings if (length := _begins(words, heading))]
    length, best = max(others, key=lambda one: one[0], default=(0, None))
    if not held and (
        best is None
        or not ends_title(after, spans[:length])
        or best in own
        or any(heading.stems & stems_of(best.title) for heading in own)
    ):
        return
    end = found.end() + spans[(held or length) - 1][2]
    name = text.text[found.end() : end]
    yield NoteReference(int(found["number"]), name, text.location(found.start(), end), None if held else best)


def _begins(words: tuple[str, ...], heading: NoteHeading, *, partly: bool = False) -> int:
    """How many words at the beginning are the heading, or of its own one perhaps a part of it; 0 if they are not."""
    shared = 0
    for one, other in zip(words, heading.words, strict=False):
        if one != other:
            break
        shared += 1
    whole = shared == len(heading.words) or (heading.run_in and shared >= _RUN_IN)
    return shared if whole or partly else 0


def in_captions(report: Report, notes: Notes) -> Iterator[NoteReference]:
    """The references of captions, in brackets and in columns of their own, that are the heading of one note."""
    for table in report.tables:
        labels = _labels(table)
        for cell in table.cells:
            if cell.number is None and (found := _CAPTION.fullmatch(cell.text)):
                yield from _captioned(table, cell, found["name"], int(found["number"]), notes)
            elif cell.reference and (single := _ONE_NUMBER.fullmatch(cell.text)) and cell.row in labels:
                yield from _captioned(table, cell, labels[cell.row], int(single[1]), notes)


def _labels(table: Table) -> dict[int, str]:
    """The first words of each row."""
    labels: dict[int, str] = {}
    for cell in table.cells:
        if cell.kind == "text" and not cell.reference and any(char.isalpha() for char in cell.text):
            labels.setdefault(cell.row, cell.text.strip())
    return labels


def _captioned(table: Table, cell: Cell, name: str, number: int, notes: Notes) -> Iterator[NoteReference]:
    stems, own = stems_of(name) - _OF_BALANCES, notes.of(number)
    if not stems or not own or len(name.split()) > _NAME_WORDS:
        return
    place = cell_place(table, cell)
    if any(stems & heading.stems for heading in own):
        yield NoteReference(number, name, place, None)
        return
    fitting = {heading.number: heading for heading in notes.headings if _fits(stems, heading)}
    if len(fitting) == 1:
        yield NoteReference(number, name, place, next(iter(fitting.values())))


def _fits(stems: frozenset[str], heading: NoteHeading) -> bool:
    """A caption is the heading, or two of its words and more are all in it and hardly anything else is."""
    if heading.run_in:
        return False
    return stems == heading.stems or (len(stems) > 1 and stems < heading.stems and len(heading.stems - stems) <= _MORE)
