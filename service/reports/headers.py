"""Which rows of a table are headers: as the file marks them, or by what they print."""

from __future__ import annotations

import re

from service.reports.scales import states_scale
from service.reports.slots import Slot, Slots

_PERIOD = re.compile(
    r"\b(?:years?|months?|weeks?|quarters?|periods?|fiscal|as (?:of|at)|at|ended|ending|for the)\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)


def mark_headers(slots: Slots) -> int:
    """Mark the cells of header rows, and say how many header rows stand at the top.

    A year in a header is a label and no longer a figure. Header rows further down (a second year row starting
    again) are marked too, and not counted.
    """
    label = slots.label_column()
    first = next((row for row, cells in enumerate(slots.rows) if _has_figures(cells, label)), None)
    if first is None:
        top = _marked_rows(slots)
    else:
        heads = [row for row in range(first) if _is_marked(slots.rows[row]) or _names_columns(slots.rows[row], label)]
        top = heads[-1] + 1 if heads else 0
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
    figures = [slot for slot in cells if slot.figure and slot.raw.column != label]
    if _is_marked(cells):
        return any(not slot.year and not slot.soft and slot.kind == "number" for slot in figures)
    return any(not slot.year for slot in figures)


def _names_columns(cells: list[Slot], label: int) -> bool:
    """Something is printed beyond the label column, or the label column states a unit."""
    return any(slot.kind != "empty" and (slot.last > label or states_scale(slot.raw.text)) for slot in cells)


def _starts_again(cells: list[Slot], label: int) -> bool:
    """A row below the first figures that names columns anew: years or periods, and no figure among them."""
    beyond = [slot for slot in cells if slot.kind != "empty" and slot.raw.column > label]
    if not beyond or any(slot.figure and not slot.year for slot in beyond):
        return False
    name = next((slot.raw.text for slot in cells if slot.raw.column <= label and slot.kind != "empty"), "")
    years = sum(slot.year for slot in beyond)
    if years:
        return (not name and years > 1) or bool(_PERIOD.search(name)) or states_scale(name)
    return not name and all(slot.kind != "mark" or len(beyond) > 1 for slot in beyond) and _all_name(beyond)


def _all_name(cells: list[Slot]) -> bool:
    """Dates, periods, units or spans: short texts, none of them a sentence."""
    return all(len(slot.raw.text) <= 80 for slot in cells)
