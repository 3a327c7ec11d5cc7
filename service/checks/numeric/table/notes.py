"""Numbered notes: which note a table stands in, and which notes a line of a statement refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.reports.model import Report, Table

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
_NUMBERED = re.compile(
    rf"^\W*(?:notes?\s+)?(\d{{1,2}})(?![\d.]*\d)\s*[.):–—-]?\s*(?!{_MONTH})(?=[^\W\d])", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\d.])\d{1,2}(?![\d.]*\d)")
NoteNumbers = frozenset[str]


def notes_of(report: Report) -> tuple[str, ...]:
    """For each table the number of the note that it stands in; "" before the first one."""
    headings = [(section.paragraph, number) for section in report.sections if (number := number_of(section.title))]
    return tuple(number_of(table.title) or _last(headings, table.paragraph) for table in report.tables)


def number_of(title: str) -> str:
    """The number that a note's title begins with: "17" of "17. Cash", "" of "2.14 Leases" and of "Cash"."""
    found = _NUMBERED.match(title)
    return found.group(1) if found else ""


def references_of(table: Table) -> dict[int, NoteNumbers]:
    """For each row of a table the notes that its note column names."""
    named = {row: frozenset(_NUMBER.findall(text)) for row, text in _referring(table)}
    return {row: numbers for row, numbers in named.items() if numbers}


def _last(headings: Sequence[tuple[int, str]], paragraph: int) -> str:
    before = [number for at, number in headings if at < paragraph]
    return before[-1] if before else ""


def _referring(table: Table) -> Iterator[tuple[int, str]]:
    return ((cell.row, cell.text) for cell in table.cells if cell.reference)
