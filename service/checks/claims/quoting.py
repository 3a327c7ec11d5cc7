"""Finding what a claim quotes in the report: word for word, at the place that it names or near it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from service.checks.claims.claim import Quote
from service.checks.claims.figures import printed_figures
from service.checks.claims.folding import folded
from service.checks.claims.places import TextPlace, TextsByPlace, named
from service.checks.claims.rows import Row, Spot, printed
from service.findings import Location
from service.reports.model import Cell, Table

FEWEST_LETTERS = 2
"""Of a quote without a figure: a single letter is anywhere."""
_FILLING_WORDS = "a an and as at be by for from in is it of on or our that the their this to was were which with"
_FILLING = frozenset(_FILLING_WORDS.split())
"""Words that say nothing alone: two such quotes prove that the report is written in English."""
_LABEL = re.compile(r"^\s*\[[PT]\d+[^\]]{0,20}\]\s*")
"""The label of the line, which models copy with it."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote that is in the report: from ``start`` to ``end`` of the text of its place."""

    place: TextPlace
    start: int
    end: int
    location: Location

    @property
    def text_at(self) -> tuple[int, int, int]:
        """What tells places apart: the paragraph, or table and row."""
        return self.place.paragraph, self.place.table, self.place.row

    def overlaps(self, other: Quoted) -> bool:
        """Whether both quote some of the same words."""
        return self.text_at == other.text_at and self.start < other.end and other.start < self.end


def located(quote: Quote, places: TextsByPlace, mentioned: Collection[str] = ()) -> Quoted | None:
    """Where the quote is; None where it is not there.

    ``mentioned`` are the figures that the claim speaks of: of a row that is quoted whole, its place is their cell.
    """
    place = named(quote.place)
    words = folded(_LABEL.sub("", quote.text))
    if place is None or not _says_something(words):
        return None
    for near in places.near(place):
        text = places.folded(near)
        found = text.places_of(words) if text else []
        if found:
            start, end = found[0]
            return Quoted(near, start, end, _location(places, near, start, end, mentioned))
    return None


def _says_something(words: str) -> bool:
    """Whether it has a figure, a currency or a word."""
    if any(one.isdecimal() or unicodedata.category(one) == "Sc" for one in words):
        return True
    return sum(one.isalpha() for one in words) >= FEWEST_LETTERS and not _FILLING.issuperset(words.lower().split())


def _location(places: TextsByPlace, place: TextPlace, start: int, end: int, mentioned: Collection[str]) -> Location:
    report = places.report
    if place.table < 0:
        paragraph = report.paragraphs[place.paragraph]
        section = None if paragraph.section is None else report.sections[paragraph.section].title
        return Location(
            paragraph=paragraph.index, section=section, page=paragraph.page, quote=paragraph.text[start:end]
        )
    table = report.tables[place.table]
    section = None if table.section is None else report.sections[table.section].title
    over = Location(
        table=table.index, table_title=table.title or None, section=section, page=table.page_of(max(place.row, 0))
    )
    if place.row < 0:  # its first cell stands for what is above a table: no figure of the table is meant
        row = next(iter(places.rows(place.table).values()), None)
        first = {"row": row.row, "column": row.spots[0].cell.column} if row else {}
        return over.model_copy(update={**first, "quote": (places.text(place) or "")[start:end]})
    row = places.rows(place.table)[place.row]
    cell = _cell(row, start, end, mentioned)
    return over.model_copy(
        update={
            "row": place.row,
            "column": cell.column,
            "row_label": _label(row, cell),
            "column_label": _column_label(table, cell),
            "quote": printed(cell),
        }
    )


def _cell(row: Row, start: int, end: int, mentioned: Collection[str]) -> Cell:
    """The cell that is meant: a figure that the claim speaks of, else the first figure quoted, else the first words."""
    quoted = [spot for spot in row.spots if spot.start < end and start < spot.end] or list(row.spots)
    figures = [spot for spot in quoted if _is_figure(spot)]
    meant = [spot for spot in figures if any(one in mentioned for one in printed_figures(printed(spot.cell)))]
    return (meant or figures or quoted)[0].cell


def _is_figure(spot: Spot) -> bool:
    return spot.cell.kind in ("number", "nil") and not spot.cell.header and not spot.cell.reference


def _label(row: Row, cell: Cell) -> str | None:
    words = (spot.cell for spot in row.spots if spot.cell.kind == "text" and not spot.cell.reference)
    return next((printed(one) for one in words if one is not cell), None)


def _column_label(table: Table, cell: Cell) -> str | None:
    return next((lane.label for lane in table.columns if cell.column in lane.columns and lane.label), None)
