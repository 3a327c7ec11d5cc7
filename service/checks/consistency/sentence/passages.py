"""The sentences of a report that print figures, each knowing where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from service.checks.consistency.sentence.masked import Masked
from service.checks.consistency.sentence.scopes import Scopes
from service.findings import Location
from service.reports.figures.numerals import DecimalMark, decimal_mark
from service.reports.model import Cell, Report, Table
from service.reports.prose.sentences import sentences

_NUMERAL = re.compile(r"\d[\d.,]*[.,]\d+")
_WORDS_OF_A_SENTENCE = 8
"""A cell with fewer words is a caption or a label, not a sentence."""
_LONGEST_SENTENCE = 1500
"""Characters; beyond this it is a list without marks, in which no subject can be told from another."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence with a figure in it."""

    masked: Masked
    paragraph: int | None
    section: int | None
    """Index of the section."""
    section_title: str | None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    named: frozenset[str] = frozenset()
    """The words of the titles of its section and those around it."""
    scope: frozenset[str] = frozenset()
    """Of the section that it is in: a segment, a part of the group."""
    opens: bool = False
    """It is the first sentence of its paragraph."""

    def location(self) -> Location:
        """Where the sentence is, with the sentence as its quote."""
        return Location(
            table=self.table,
            row=self.row,
            column=self.column,
            section=self.section_title,
            page=self.page,
            paragraph=self.paragraph,
            quote=self.masked.text,
        )


def passages(report: Report) -> tuple[Passage, ...]:
    """Every sentence with a digit: those of paragraphs, then those of table cells that hold sentences."""
    titles = {section.index: section.title for section in report.sections}
    scopes = Scopes(report)
    mark = mark_of(report)
    found: list[Passage] = []
    for paragraph in report.paragraphs:
        if not paragraph.heading:
            title = titles.get(paragraph.section) if paragraph.section is not None else None
            found.extend(
                Passage(
                    masked,
                    paragraph.index,
                    paragraph.section,
                    title,
                    page=paragraph.page,
                    named=scopes.titles(paragraph.section),
                    scope=scopes.of(paragraph.section),
                    opens=paragraph.text.lstrip().startswith(masked.text),
                )
                for masked in _masked(paragraph.text, mark)
            )
    for table in report.tables:
        found.extend(_in_cells(table, titles, scopes.of(table.section), mark))
    return tuple(found)


def _in_cells(table: Table, titles: dict[int, str], scope: frozenset[str], mark: DecimalMark) -> Iterable[Passage]:
    title = titles.get(table.section) if table.section is not None else None
    for cell in table.cells:
        if holds_sentence(cell):
            for masked in _masked(cell.text, mark):
                page = table.page_of(cell.row)
                yield Passage(masked, None, table.section, title, table.index, cell.row, cell.column, page, scope)


def holds_sentence(cell: Cell) -> bool:
    """Whether a cell holds a sentence, and not a caption or a figure."""
    return cell.kind == "text" and len(re.findall(r"[A-Za-z]{2,}", cell.text)) >= _WORDS_OF_A_SENTENCE


def mark_of(report: Report) -> DecimalMark:
    """The mark that the figures of the tables speak for, or those of the paragraphs where there are none."""
    cells = [cell.text for table in report.tables for cell in table.cells if cell.number]
    return decimal_mark(cells or (text for one in report.paragraphs for text in _NUMERAL.findall(one.text)))


def _masked(text: str, mark: DecimalMark) -> Iterable[Masked]:
    if not any(char.isdigit() for char in text):
        return
    for sentence in sentences(text):
        if len(sentence.text) <= _LONGEST_SENTENCE and any(char.isdigit() for char in sentence.text):
            yield Masked(sentence.text, mark)
