"""The rows and cells of a Word table: where each is on the grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from service.errors import ReportTooLarge
from service.reports.limits import MAX_GRID_COLUMNS
from service.reports.markup import Element
from service.reports.ooxml.elements import child, child_value, chosen, local, value

_WRAPPERS: Final = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_OFF: Final = frozenset({"0", "false", "off"})


def unwrapped(container: Element) -> Iterator[Element]:
    """What is directly inside a container, with content controls, accepted insertions and the like seen through."""
    waiting = list(reversed(list(container)))
    while waiting:
        element = waiting.pop()
        if local(element) in _WRAPPERS:
            waiting.extend(reversed(list(element)))
        elif local(element) == "AlternateContent":
            waiting.extend(reversed(chosen(element)))
        else:
            yield element


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell as the file has it."""

    element: Element
    column: int
    span: int
    merges: bool
    """It may be merged with cells below it."""
    goes_on: bool
    """It is the lower part of a cell above it."""


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row as the file has it. A deleted row keeps its number, so that those below it keep theirs."""

    cells: tuple[CellPlace, ...]
    header: bool
    deleted: bool


def rows_of(filename: str, table: Element) -> Iterator[WordRow]:
    """The rows of a table, top down.

    Raises:
        ReportTooLarge: it is wider than ``MAX_GRID_COLUMNS``.
    """
    for element in unwrapped(table):
        if local(element) == "tr":
            yield _row(filename, element)


def _row(filename: str, row: Element) -> WordRow:
    properties = child(row, "trPr")
    column = 0 if properties is None else _number(child_value(properties, "gridBefore"), 0)
    cells: list[CellPlace] = []
    for element in unwrapped(row):
        if local(element) != "tc":
            continue
        place = _place(element, column, cells[-1] if cells else None)
        if place is None:
            cells[-1] = _widened(cells[-1])
        else:
            cells.append(place)
        column = cells[-1].column + cells[-1].span
        if column > MAX_GRID_COLUMNS:
            raise ReportTooLarge(filename, f"one of its tables is wider than {MAX_GRID_COLUMNS:,} columns, the limit")
    return WordRow(
        tuple(cells), _is_on(properties, "tblHeader"), properties is not None and child(properties, "del") is not None
    )


def _place(cell: Element, column: int, left: CellPlace | None) -> CellPlace | None:
    """Where a cell is; None for one that is merged with the cell to its left in the way of old files."""
    properties = child(cell, "tcPr")
    if properties is None:
        return CellPlace(cell, column, 1, merges=False, goes_on=False)
    across = child(properties, "hMerge")
    if left is not None and across is not None and value(across, "val") in (None, "continue"):
        return None
    down = child(properties, "vMerge")
    goes_on = down is not None and value(down, "val") in (None, "continue")
    span = max(_number(child_value(properties, "gridSpan"), 1), 1)
    return CellPlace(cell, column, span, merges=down is not None, goes_on=goes_on)


def _widened(place: CellPlace) -> CellPlace:
    return CellPlace(place.element, place.column, place.span + 1, place.merges, place.goes_on)


def _is_on(properties: Element | None, name: str) -> bool:
    found = None if properties is None else child(properties, name)
    return found is not None and value(found, "val") not in _OFF


def _number(text: str | None, default: int) -> int:
    return int(text[:6]) if text and text.isascii() and text.isdecimal() else default
