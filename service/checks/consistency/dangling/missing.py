"""References to a note behind the last one, to a page behind the last one, to an item that the report leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.checks.consistency.dangling.own import is_own
from service.checks.consistency.notes.headings import Notes
from service.checks.consistency.text.wording import Wording
from service.reports.model import Report

_NOTE = re.compile(r"\bnotes?\s+(?P<number>\d{1,2})(?![\w%]|[.,/-]\w)", re.IGNORECASE)
_PAGE = re.compile(r"\b(?:see|on|refer to|at) (?:the )?pages?\s+(?P<number>\d{1,3})(?!\d|[.,]\d)", re.IGNORECASE)
_ITEM = re.compile(r"\bItem\s+(?P<number>\d{1,2}[A-C]?)(?![\w(%]|\.\d)")
_ITEM_HEADING = re.compile(
    r"\W{0,3}(?:PART\s+I+V?\W{1,4})?ITEM\s+(?P<number>\d{1,2}[A-C]?)\W{0,3}(?:\s|$)", re.IGNORECASE
)
_CLOSES = re.compile(
    r"\b(?:subsequent|events? after|after the (?:reporting|balance sheet)|post balance sheet|approval"
    r"|authori[sz]ation"
    r"|controlling part|ultimate parent|list of subsidiaries)",
    re.IGNORECASE,
)
"""Titles of notes that are at the end."""
_ANOTHER_PART = re.compile(
    r"\W*(?:part i|item \d|(?:independent )?auditor|report of|signatures?\b|glossary|schedule|five[- ]year"
    r"|management[’']s discussion"
    r"|(?:parent )?company (?:balance|statement|financial)|responsibility|shareholder information|contacts?\b|annex)",
    re.IGNORECASE,
)
"""Headings of what can follow the notes."""
_FEWEST_NOTES, _FEWEST_ITEMS, _FEWEST_PAGES = 5, 8, 10
"""Headings of notes, of items, and numbered pages, at least, before one is said to be missing."""
_LAST_ITEM = 16
"""Of an annual report; higher numbers are of other laws."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A reference to ``what`` ("note 31"), and what there is instead, as the end of a sentence."""

    text: Wording
    span: tuple[int, int]
    what: str
    there_is: str


def missing_notes(texts: Sequence[Wording], report: Report, notes: Notes) -> Iterator[Missing]:
    """Every reference to a number behind that of the last note, where all notes from 1 up to it were found.

    Where several different numbers are referred to so, or one is at the beginning of a paragraph, headings of notes
    were missed; and a report that breaks off behind the notes that it has may be a part of one with more.
    """
    numbers = {heading.number for heading in notes.headings}
    last = max(numbers, default=0)
    if last < _FEWEST_NOTES or numbers != set(range(1, last + 1)) or not _all_there(report, notes):
        return
    found = [
        Missing(text, one.span(), f"note {one['number']}", f"the last note is note {last}")
        for text in texts
        if "ote" in text.text or "OTE" in text.text
        for one in _NOTE.finditer(text.text)
        if int(one["number"]) > last and is_own(text.text, *one.span())
    ]
    if len({one.what for one in found}) == 1 and all(one.span[0] > 0 for one in found):
        yield from found


def _all_there(report: Report, notes: Notes) -> bool:
    """The last note is one that is at the end, or another part of the report follows it."""
    last = max(notes.headings, key=lambda heading: heading.number)
    behind = (one.text for one in report.paragraphs[last.paragraph.index + 1 :] if one.heading)
    return bool(_CLOSES.search(last.title)) or any(map(_ANOTHER_PART.match, behind))


def missing_pages(texts: Sequence[Wording], report: Report) -> Iterator[Missing]:
    """Every reference to a page behind the last one, by the numbers that are printed on the pages."""
    labels = [int(page.label) for page in report.shown if page.label.isdigit()]
    if len(labels) < _FEWEST_PAGES or labels != sorted(set(labels)):
        return
    last = max(labels[-1], len(report.shown))
    for text in texts:
        for one in _PAGE.finditer(text.text):
            if int(one["number"]) > last and is_own(text.text, *one.span()):
                yield Missing(text, one.span(), f"page {one['number']}", f"the last page is page {labels[-1]}")


def missing_items(texts: Sequence[Wording]) -> Iterator[Missing]:
    """Every reference to an item of an annual report on Form 10-K that has no heading, though its neighbours have."""
    headed = {one["number"].upper() for text in texts if (one := _ITEM_HEADING.match(text.text))}
    if not {"1", "7", "8", "9", "15"} <= headed or len(headed) < _FEWEST_ITEMS:
        return
    for text in texts:
        for one in _ITEM.finditer(text.text) if "Item" in text.text else ():
            number = one["number"].upper()
            known = number in headed or int(number.rstrip("ABC")) > _LAST_ITEM
            if not known and is_own(text.text, *one.span()):
                yield Missing(text, one.span(), f"Item {number}", f"no heading of the report is Item {number}")
