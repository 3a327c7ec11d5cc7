"""From a place that a person has chosen in a report to its location, in the words of the report."""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.audits.reviewing.requested import Chosen
from service.checks.external.places import figure_place
from service.checks.unit_text import unit_text
from service.counting import counted
from service.findings import Location
from service.projections.figures.printed import Place, Printed, figures_in
from service.reports.model import Cell, Paragraph, Report

MOST_QUOTED = 1000
"""Characters of a passage that are quoted: a reader knows it again by its beginning."""
MOST_SENTENCE = 2000
"""Characters of a sentence that is quoted whole, by which its figure is found again: longer ones are lists and tables
that were read as text. With all places that a finding may have, an event holds them."""
MOST_NAMED = 300
"""Characters of a title or a label; a cell with a page of text can stand left of a figure."""
NAMES = ("table_title", "row_label", "column_label", "section")


class NoSuchPlace(LookupError):
    """The report has no such place; the text says what it has instead."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where it is, and the figure there if one is printed: as a decimal before scale, and what it counts."""

    location: Location
    reported: str | None = None
    unit: str | None = None


def placed(report: Report, chosen: Chosen) -> Placed:
    """The place that was ``chosen``.

    Raises:
        NoSuchPlace: the report has none such, or two places are named as one.
    """
    _refuse_two_in_one(chosen)
    if chosen.table is not None:
        return _kept(report, _in_table(report, chosen))
    if chosen.paragraph is None:
        raise NoSuchPlace("name neither a table nor a paragraph")
    if not 0 <= chosen.paragraph < len(report.paragraphs):
        raise NoSuchPlace(
            f"name a paragraph that is not there: the report has {counted(len(report.paragraphs), 'paragraph')}"
        )
    return _kept(report, _in_paragraph(report, report.paragraphs[chosen.paragraph], chosen))


def _refuse_two_in_one(chosen: Chosen) -> None:
    """Whoever names a place in two ways, or half of one, means another than the one that would be taken."""
    if chosen.paragraph is not None and (chosen.table, chosen.row, chosen.column) != (None, None, None):
        raise NoSuchPlace("name a table and a paragraph as one place; give each by itself")
    if (chosen.start is None) != (chosen.end is None):
        raise NoSuchPlace("name characters by only one of start and end; give both, or neither")


def _kept(report: Report, one: Placed) -> Placed:
    """With the number that is printed on its page, where that is another, and names as long as an event may hold."""
    location = one.location
    page = location.page
    label = report.shown[page - 1].label if page is not None and 0 < page <= len(report.shown) else ""
    names: dict[str, str | None] = {name: getattr(location, name) for name in NAMES}
    shorter = {name: words and words[:MOST_NAMED] for name, words in names.items()}
    return replace(one, location=location.model_copy(update=shorter | ({"page_label": label} if label else {})))


def _in_table(report: Report, chosen: Chosen) -> Placed:
    table = next((one for one in report.tables if one.index == chosen.table), None)
    if table is None:
        raise NoSuchPlace(f"name a table that is not there: the report has {counted(len(report.tables), 'table')}")
    row, column = chosen.row, chosen.column
    if row is None or column is None or not (0 <= row < table.rows and 0 <= column < table.width):
        raise NoSuchPlace(
            f"name a cell that is not there: the table has {counted(table.rows, 'row')} and "
            f"{counted(table.width, 'column')}"
        )
    cell = next((one for one in table.cells if (one.row, one.column) == (row, column)), Cell(row, column, "", "empty"))
    whole = figure_place(report, table, cell)
    if cell.number is not None:
        _refuse_beyond(cell.text, chosen)
        reported = format(cell.number.value, "f") if cell.kind == "number" else None
        return Placed(whole, reported, unit_text(cell.number.unit, cell.number.scale))
    return _stretch(report, whole, cell.text, Place(table.index, row, column), chosen)


def _in_paragraph(report: Report, paragraph: Paragraph, chosen: Chosen) -> Placed:
    section = report.sections[paragraph.section].title if paragraph.section is not None else None
    whole = Location(section=section, page=paragraph.page, paragraph=paragraph.index)
    return _stretch(report, whole, paragraph.text, Place(paragraph=paragraph.index), chosen)


def _stretch(report: Report, whole: Location, text: str, place: Place, chosen: Chosen) -> Placed:
    """A figure in a sentence, with that sentence as its quote; or the characters themselves; or all of the text."""
    _refuse_beyond(text, chosen)
    if chosen.start is None or chosen.end is None:
        return Placed(whole.model_copy(update={"quote": text[:MOST_QUOTED]}))
    figure = _figure(report, text, place, chosen)
    if figure is None:
        return Placed(whole.model_copy(update={"quote": text[chosen.start : chosen.end][:MOST_QUOTED]}))
    quote = figure.sentence or ""
    if len(quote) > MOST_SENTENCE:
        before = max(0, chosen.start - MOST_QUOTED // 2)
        quote = text[before : before + MOST_QUOTED]
    return Placed(whole.model_copy(update={"quote": quote}), format(figure.value, "f"))


def _refuse_beyond(text: str, chosen: Chosen) -> None:
    if chosen.start is None or chosen.end is None or 0 <= chosen.start < chosen.end <= len(text):
        return
    raise NoSuchPlace(f"name characters that are not there: the text has {counted(len(text), 'character')}")


def _figure(report: Report, text: str, place: Place, chosen: Chosen) -> Printed | None:
    printed = figures_in(report, text, place)
    return next((one for one in printed if (one.place.start, one.place.end) == (chosen.start, chosen.end)), None)
