"""A report as passages that are searched: sentences, headings and rows of tables, each with what it is under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.checks.disclosures.search.folding import folded
from service.checks.disclosures.search.term import PassageKind
from service.findings import Location
from service.reports.model import Cell, Report, Section, Table
from service.reports.prose.sentences import Sentence, sentences

LONGEST_QUOTE = 160
"""Characters of a passage that are shown."""
LONGEST_RUN_IN = 6
"""Words of a heading that is in the line of its paragraph: "Credit risk."."""
_AMOUNT = re.compile(r"\d,\d{3}")


@dataclass(frozen=True, slots=True)
class Passage:
    """What is said at one place. ``words`` and ``around`` are folded, with a space at either end."""

    kind: PassageKind
    words: str
    around: str
    """The headings that it is under; of a row also the title and the heads of its table."""
    text: str
    """As printed."""
    place: Location
    prints: bool
    """Of a row: it prints a figure that is not zero, if only in one cell with its label."""

    @property
    def quote(self) -> str:
        """What is shown of it."""
        plain = " ".join(self.text.split())
        return plain if len(plain) <= LONGEST_QUOTE else f"{plain[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def passages(report: Report) -> tuple[Passage, ...]:
    """All passages: the text in its order, then the tables, each from its head to its foot."""
    return (*_of_text(report), *_of_tables(report))


def _of_text(report: Report) -> Iterator[Passage]:
    for paragraph in report.paragraphs:
        section = None if paragraph.section is None else report.sections[paragraph.section]
        place = Location(section=section and section.title, page=paragraph.page, paragraph=paragraph.index)
        if paragraph.heading:
            above = section.parent if section else None
            around = _headings(report, None if above is None else report.sections[above])
            yield Passage("heading", _padded(paragraph.text), around, paragraph.text, place, prints=False)
            continue
        parts = sentences(paragraph.text)
        around = _headings(report, section) + _run_in(parts)
        for sentence in parts:
            yield Passage("text", _padded(sentence.text), around, sentence.text, place, prints=False)


def _of_tables(report: Report) -> Iterator[Passage]:
    for table in report.tables:
        section = None if table.section is None else report.sections[table.section]
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        heads = " ".join(cell.text for cell in table.cells if cell.header)
        around = _padded(f"{table.title} {table.caption_text} {heads}") + _headings(report, section)
        for row, cells in rows.items():
            if (passage := _of_row(table, section, row, cells, around)) is not None:
                yield passage


def _of_row(table: Table, section: Section | None, row: int, cells: list[Cell], around: str) -> Passage | None:
    texts = [cell for cell in cells if cell.kind == "text" and cell.text.strip() and not cell.reference]
    if not texts or all(cell.header for cell in texts):
        return None
    first = texts[0]
    text = " ".join(cell.text for cell in texts)
    place = Location(
        table=table.index,
        row=row,
        column=first.column,
        table_title=table.title,
        row_label=first.text,
        section=section and section.title,
        page=table.page_of(row),
    )
    return Passage("row", _padded(text), around, text, place, _prints(cells) or _AMOUNT.search(text) is not None)


def _prints(cells: list[Cell]) -> bool:
    return any(cell.kind == "number" and cell.number is not None and cell.number.value for cell in cells)


def _run_in(parts: tuple[Sentence, ...]) -> str:
    """The heading that opens a paragraph and has no line of its own; empty where there is none."""
    first, *others = parts or (Sentence(0, ""),)
    return _padded(first.text) if others and len(first.text.split()) <= LONGEST_RUN_IN else ""


def _headings(report: Report, section: Section | None) -> str:
    titles: list[str] = []
    while section is not None:
        titles.append(section.title)
        section = None if section.parent is None else report.sections[section.parent]
    return _padded(" ".join(titles))


def _padded(text: str) -> str:
    return f" {folded(text)} "
