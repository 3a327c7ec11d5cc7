"""From a place that a person has chosen in a report to its location, in the words of the report."""

from __future__ import annotations

from dataclasses import dataclass

from service.audits.reviewing.requested import Chosen
from service.checks.external.places import figure_place
from service.checks.unit_text import unit_text
from service.counting import counted
from service.findings import Location
from service.projections.figures.printed import Place, Printed, figures_in
from service.reports.model import Cell, Paragraph, Report

MOST_QUOTED = 1000
"""Characters of a passage that are quoted: a reader knows it again by its beginning."""


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
        NoSuchPlace: the report has none such.
    """
    if chosen.table is not None:
        return _labelled(report, _in_table(report, chosen))
    if chosen.paragraph is None:
        raise NoSuchPlace("name neither a table nor a paragraph")
    if not 0 <= chosen.paragraph < len(report.paragraphs):
        raise NoSuchPlace(
            f"name a paragraph that is not there: the report has {counted(len(report.paragraphs), 'paragraph')}"
        )
    return _labelled(report, _in_paragraph(report, report.paragraphs[chosen.paragraph], chosen))


def _labelled(report: Report, one: Placed) -> Placed:
    """With the number that is printed on its page, where that is another."""
    page = one.location.page
    label = report.shown[page - 1].label if page is not None and 0 < page <= len(report.shown) else ""
    if not label:
        return one
    return Placed(one.location.model_copy(update={"page_label": label}), one.reported, one.unit)


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
        reported = format(cell.number.value, "f") if cell.kind == "number" else None
        return Placed(whole, reported, unit_text(cell.number.unit, cell.number.scale))
    return _stretch(report, whole, cell.text, Place(table.index, row, column), chosen)


def _in_paragraph(report: Report, paragraph: Paragraph, chosen: Chosen) -> Placed:
    section = report.sections[paragraph.section].title if paragraph.section is not None else None
    whole = Location(section=section, page=paragraph.page, paragraph=paragraph.index)
    return _stretch(report, whole, paragraph.text, Place(paragraph=paragraph.index), chosen)


def _stretch(report: Report, whole: Location, text: str, place: Place, chosen: Chosen) -> Placed:
    """A figure in a sentence, with that sentence as its quote; or the characters themselves; or all of the text."""
    if chosen.start is None or chosen.end is None:
        return Placed(whole.model_copy(update={"quote": text[:MOST_QUOTED]}))
    if not 0 <= chosen.start < chosen.end <= len(text):
        raise NoSuchPlace(f"name characters that are not there: the text has {counted(len(text), 'character')}")
    figure = _figure(report, text, place, chosen)
    if figure is None:
        return Placed(whole.model_copy(update={"quote": text[chosen.start : chosen.end][:MOST_QUOTED]}))
    return Placed(whole.model_copy(update={"quote": figure.sentence}), format(figure.value, "f"))


def _figure(report: Report, text: str, place: Place, chosen: Chosen) -> Printed | None:
    printed = figures_in(report, text, place)
    return next((one for one in printed if (one.place.start, one.place.end) == (chosen.start, chosen.end)), None)
