"""Which rows of a table are headers: as the file marks them, or by what they print."""

from __future__ import annotations

import re

from service.reports.figures.scales import states_scale
from service.reports.tables.slots import Slot, Slots

_PERIOD = re.compile(
    r"\b(?:years?|months?|weeks?|quarters?|periods?|fiscal|as (?:of|at)|at|ended|ending|for the)\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)

_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d(?:/\d\d)?")
_LONGEST_NAME = 80
"""Characters. What names a column is shorter."""


def mark_headers(slots: Slots) -> int:
    """Mark the cells of header rows, and say how many header rows are at the top.

    A year in a header is a label and no longer a figure. Header rows further down (a second year row starting
    again) are marked too, and not counted.
    """
    label = slots.label_column()
    first = next((row for row, cells in enumerate(slots.rows) if _has_figures(cells, label)), None)
    top = _marked_rows(slots) if first is None else _top(slots.rows[:first], label)
    for row in range(top):
        _mark(slots.rows[row])
    for row in range(top, len(slots.rows)):
        if _starts_again(slots.rows[row], label):
            _mark(slots.rows[row])
    return top


def _mark(cells: list[Slot]) -> None:
    for slot in cells:
        slot.header = True
        if slot.figure or slot.kind == "mark":
            slot.as_text()


def _is_marked(cells: list[Slot]) -> bool:
    printed = [slot for slot in cells if slot.kind != "empty"] or cells
    return bool(printed) and all(slot.raw.header for slot in printed)


def _marked_rows(slots: Slots) -> int:
    """The marked rows at the top of a table that prints no figures."""
    return next((row for row, cells in enumerate(slots.rows) if not _is_marked(cells)), len(slots.rows))


def _has_figures(cells: list[Slot], label: int) -> bool:
    """Whether a row prints figures of the table, and not years or levels that name its columns."""
    figures = [slot for slot in cells if slot.figure and slot.raw.column > label]
    if not _is_marked(cells):
        return any(not slot.year for slot in figures)
    if any(slot.kind == "nil" or not (slot.year or slot.soft) for slot in figures):
        return True
    name = _name(cells, label)
    return bool(name) and not says_when_or_what(name) and _is_data(cells, label)


def _is_data(cells: list[Slot], label: int) -> bool:
    """A row marked as a header only because the format asks for one: a name and numbers, neither years nor levels."""
    beyond = [slot for slot in cells if slot.raw.column > label and slot.kind != "empty"]
    values = [slot.number.value for slot in beyond if slot.number and not slot.year]
    return len(values) == len(beyond) > 0 and (len(values) == 1 or values != list(range(1, len(values) + 1)))


def _top(above: list[list[Slot]], label: int) -> int:
    """How many of the rows above the first figures are headers.

    One row may name the label column ("Segment"); the next row with a name there is the first of the table.
    """
    top, named = 0, False
    for at, cells in enumerate(above):
        if all(slot.kind == "empty" for slot in cells):
            top = at + 1 if _is_marked(cells) else top
        elif _names_columns(cells, label):
            name = _name(cells, label)
            if name and named and not _is_marked(cells):
                break
            named = named or bool(name and not says_when_or_what(name))
            top = at + 1
    return top


def _name(cells: list[Slot], label: int) -> str:
    return next((slot.raw.text for slot in cells if slot.raw.column <= label and slot.kind != "empty"), "")


def says_when_or_what(text: str) -> bool:
    """Whether a text names a period, a date or a unit, as heads of columns do."""
    return bool(_PERIOD.search(text) or _YEAR.fullmatch(text)) or states_scale(text)


def _names_columns(cells: list[Slot], label: int) -> bool:
    """Something is printed beyond the label column, or the label column states a unit."""
    return any(slot.kind != "empty" and (slot.raw.column > label or states_scale(slot.raw.text)) for slot in cells)


def _starts_again(cells: list[Slot], label: int) -> bool:
    """A row below the first figures that names columns anew: years or periods, and no figure among them."""
    beyond = [slot for slot in cells if slot.kind != "empty" and slot.raw.column > label]
    if not beyond or any(slot.figure and not slot.year for slot in beyond):
        return False
    name = _name(cells, label)
    years = sum(slot.year for slot in beyond)
    if years:
        return (not name and years > 1) or (bool(name) and says_when_or_what(name))
    return not name and all(_is_name(slot) for slot in beyond)


def _is_name(slot: Slot) -> bool:
    """A date, a period, a unit or a span: a short text with letters in it, or a sign."""
    text = slot.raw.text
    return len(text) <= _LONGEST_NAME and (slot.kind == "mark" or any(char.isalpha() for char in text) or "£" in text)
