"""Numbers that are not figures: note references, years and ordinals in columns of their own, and ruled lines."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from service.reports.figures.scales import states_scale
from service.reports.tables.slots import Slot, Slots

_REFERENCE = re.compile(
    r"\(?(?:notes?|refs?\.?|references?|note (?:no\.?|refs?\.?|number)|pages?|page (?:no\.?|number)|anm\.?|anhang)\)?"
    r"|exhibit(?: no\.?| number)?",
    re.IGNORECASE,
)
_FEWEST_PAGES = 4
"""Entries of a table of contents, at least, before a column of rising numbers is taken for its pages."""
_PERIOD = re.compile(r"(?:19|20)\d\d|\b(?:months?|year|quarter|period|ended)\b", re.IGNORECASE)
_MOST_NOTES = 99
_MARKS = 2
"""Grid columns that a currency sign before a range and a percent sign after it may take."""
_TELLING = 10
"""How many times larger than a note number the figures beside it are, at least, where no heading tells."""


def set_references_aside(slots: Slots, header_rows: int) -> None:
    """Turn into text: the label column, note references, columns of nothing but years, rows of nothing but dashes.

    Also ranges that are printed over three cells ("3.5", "–", "4.4") below one header.
    """
    label = slots.label_column()
    columns: dict[int, list[Slot]] = defaultdict(list)
    for row in slots.rows:
        printed = [slot for slot in row if slot.kind != "empty" and not slot.header]
        if printed and all(slot.kind == "nil" for slot in printed) and printed[0].raw.column > label:
            _as_text(printed)
        for slot in printed:
            columns[slot.raw.column].append(slot)
    _as_text([slot for slot in columns.get(label, ()) if slot.kind == "mark" and _is_word(slot.raw.text)])
    _set_ranges_aside(slots, {at for at, cells in columns.items() if all(slot.kind == "nil" for slot in cells)})
    heads = _heads(slots, header_rows)
    for column, cells in columns.items():
        figures = [slot for slot in cells if slot.figure]
        if column > label and any(_REFERENCE.fullmatch(text) for text in heads.get(column, ())):
            _as_references(cells)
        elif figures and column > label and not heads.get(column) and _refers_to_notes(column, figures, columns):
            _as_references(figures)
        elif figures and (
            (column == label and not _prints_figures(cells))
            or any(_REFERENCE.fullmatch(text) for text in heads.get(column, ()))
            or (len(figures) > 1 and all(s.year for s in figures) and not _is_period(heads.get(column, [])))
        ):
            _as_text(figures)


def _is_word(text: str) -> bool:
    """A code or letter that names a row ("CHF", "(a)"), and no sign that belongs to a figure."""
    return any(char.isalpha() for char in text)


def _set_ranges_aside(slots: Slots, dashes: set[int]) -> None:
    """Look for ranges around the columns that print nothing but dashes."""
    spans = slots.lowest_heads() if dashes else {}
    for row in slots.rows if dashes else ():
        printed = [slot for slot in row if slot.kind != "empty" and not slot.header]
        for at in range(1, len(printed) - 1):
            if printed[at].raw.column in dashes:
                _set_range_aside(printed[at - 1 : at + 2], spans)


def _set_range_aside(three: list[Slot], spans: dict[int, Slot]) -> None:
    """Turn two figures with a dash between them into text where one header spans these three and no more.

    A line such as "(in thousands)" spans figures that have nothing else in common.
    """
    head = spans.get(three[0].raw.column)
    if (
        [slot.kind for slot in three] == ["number", "nil", "number"]
        and head is not None
        and all(spans.get(slot.last) is head for slot in three)
        and head.last - head.raw.column <= three[-1].last - three[0].raw.column + _MARKS
        and not states_scale(head.raw.text)
    ):
        _as_text(three)


def _as_text(cells: list[Slot]) -> None:
    for slot in cells:
        slot.as_text()


def _as_references(cells: list[Slot]) -> None:
    for slot in cells:
        slot.reference = True
        if slot.figure:
            slot.as_text()


def _heads(slots: Slots, header_rows: int) -> dict[int, list[str]]:
    heads: dict[int, list[str]] = defaultdict(list)
    for row in slots.rows[:header_rows]:
        for slot in row:
            if slot.kind != "empty":
                for column in range(slot.raw.column, slot.last + 1):
                    heads[column].append(slot.raw.text.strip())
    return heads


def _is_period(heads: list[str]) -> bool:
    return any(_PERIOD.search(text) for text in heads)


def _prints_figures(cells: list[Slot]) -> bool:
    """A first column of figures: no words in it, and forms that no label has."""
    return all(slot.kind != "text" for slot in cells) and any(
        slot.kind == "number" and not slot.year and not slot.soft for slot in cells
    )


def _refers_to_notes(column: int, figures: list[Slot], columns: dict[int, list[Slot]]) -> bool:
    """An unheaded first column of small whole numbers: beside figures of quite another size, or pages of contents."""
    if any(other < column and any(slot.figure for slot in cells) for other, cells in columns.items()):
        return False
    values = [slot.number.value for slot in figures if slot.number and slot.soft]
    if len(values) < len(figures) or not all(0 < value <= _MOST_NOTES for value in values):
        return False
    if len(columns) <= 2 and len(values) >= _FEWEST_PAGES and all(one < two for one, two in pairwise(values)):
        return True
    rows = {slot.raw.row for slot in figures}
    beside = [
        abs(slot.number.value)
        for other, cells in columns.items()
        for slot in cells
        if other > column and slot.number and slot.raw.row in rows
    ]
    return bool(beside) and max(beside) >= _TELLING * max(values) and rows <= _filled(column, columns)


def _filled(column: int, columns: dict[int, list[Slot]]) -> set[int]:
    """Rows that print a figure to the right of a column: a note number is never alone."""
    return {slot.raw.row for other, cells in columns.items() if other > column for slot in cells if slot.figure}
