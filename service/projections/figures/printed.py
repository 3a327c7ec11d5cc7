"""The figures that a report prints, in tables and in sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from service.checks.consistency.sentence.masked import Masked
from service.checks.consistency.sentence.passages import holds_sentence, mark_of
from service.reports.figures.numerals import DecimalMark
from service.reports.model import Cell, Report
from service.reports.prose.sentences import sentences

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, or the characters ``start`` to ``end`` of a paragraph's or a cell's text."""

    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed; ``value`` is not scaled. ``sentence`` is the one that it stands in, None in a cell."""

    place: Place
    text: str
    value: Decimal
    sentence: str | None = None


def printed_figures(report: Report) -> Iterator[Printed]:
    """Every figure of the report: those of the tables in document order, then those of the text.

    Dashes, heads, references to notes, and years and dates in sentences are no figures.
    """
    mark = mark_of(report)
    for table in report.tables:
        for cell in table.cells:
            yield from _in_cell(cell, table.index, mark)
    for paragraph in report.paragraphs:
        if not paragraph.heading:
            yield from _in_text(paragraph.text, Place(paragraph=paragraph.index), mark)


def figures_in(report: Report, text: str, place: Place) -> Iterator[Printed]:
    """The figures in one text of the report, which stands at ``place``."""
    return _in_text(text, place, mark_of(report))


def _in_cell(cell: Cell, table: int, mark: DecimalMark) -> Iterator[Printed]:
    place = Place(table, cell.row, cell.column)
    if is_figure(cell) and cell.number is not None:
        yield Printed(place, cell.number.text or cell.text, cell.number.value)
    elif holds_sentence(cell):
        yield from _in_text(cell.text, place, mark)


def is_figure(cell: Cell) -> bool:
    """Whether a cell prints a figure, and not a head, a reference or a dash."""
    return cell.kind == "number" and not cell.header and not cell.reference


def _in_text(text: str, place: Place, mark: DecimalMark) -> Iterator[Printed]:
    if not _DIGIT.search(text):
        return
    for sentence in sentences(text):
        if not _DIGIT.search(sentence.text):
            continue
        for token in Masked(sentence.text, mark).tokens:
            if token.figure is not None:
                start, end = sentence.start + token.start, sentence.start + token.end
                where = Place(place.table, place.row, place.column, place.paragraph, start, end)
                yield Printed(where, token.figure.text, token.figure.value, sentence.text)
