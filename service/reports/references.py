"""Numbers that are not figures: note references, years and ordinals in columns of their own."""

from __future__ import annotations

import re
from collections import defaultdict

from service.reports.slots import Slot, Slots

_NOTE = re.compile(r"\(?(?:notes?|refs?\.?|references?|note (?:no\.?|refs?\.?)|anm\.?|anhang)\)?", re.IGNORECASE)
_PERIOD = re.compile(r"(?:19|20)\d\d|\b(?:months?|year|quarter|period|ended)\b", re.IGNORECASE)


def set_references_aside(slots: Slots, header_rows: int) -> None:
    """Turn into text: the label column, columns headed "Note", columns that print nothing but years."""
    columns: dict[int, list[Slot]] = defaultdict(list)
    for slot in slots:
        if not slot.header and slot.kind != "empty":
            columns[slot.raw.column].append(slot)
    heads = _heads(slots, header_rows)
    label = slots.label_column()
    for column, cells in columns.items():
        figures = [slot for slot in cells if slot.figure]
        if not figures:
            continue
        if (
            (column == label and not _prints_figures(cells))
            or any(_NOTE.fullmatch(text) for text in heads.get(column, ()))
            or (len(figures) > 1 and all(s.year for s in figures) and not _is_period(heads.get(column, [])))
            or (column > label and not heads.get(column) and _counts_notes(column, figures, columns, heads))
        ):
            for slot in figures:
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


def _counts_notes(
    column: int, figures: list[Slot], columns: dict[int, list[Slot]], heads: dict[int, list[str]]
) -> bool:
    """An unheaded column of small numbers that only rise, left of columns that have headings."""
    values = [slot.number.value for slot in figures if slot.number]
    rising = all(one <= two for one, two in zip(values, values[1:], strict=False))
    headed = any(other > column and heads.get(other) for other in columns)
    return (
        len(values) > 2
        and rising
        and headed
        and all(slot.soft and 0 < v < 100 for slot, v in zip(figures, values, strict=True))
    )
