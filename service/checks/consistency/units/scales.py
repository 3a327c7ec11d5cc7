"""Tables that say thousands where the same digits are in millions elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from service.checks.consistency.text.wording import Wording, cell_place
from service.checks.consistency.units.figures import Captioned, Found, by_table, elsewhere
from service.findings import Location
from service.reports.model import Report, Table

SCALES = {3: "thousands", 6: "millions", 9: "billions"}
_SAID = {
    3: re.compile(r"\bthousands?\b|[’'`]000s?\b|\b000s\b|\b000[’']s\b", re.IGNORECASE),
    6: re.compile(r"\bmillions?\b|\b[$£€]m\b", re.IGNORECASE),
    9: re.compile(r"\bbillions?\b|\b[$£€]bn\b", re.IGNORECASE),
}
_OF_SHARES = re.compile(r"\b(?:shares|units|options)\W+(?:\w+\W+)?in\W+(?:thousand|million|billion|000)", re.IGNORECASE)
"""A scale that is not of the amounts: "shares in thousands"."""
_ABOVE = 3
"""Paragraphs above a table in which its scale can be."""


@dataclass(frozen=True, slots=True)
class OtherScale:
    """A table whose figures have the same digits in tables of another scale."""

    table: Table
    stated: Location
    here: Captioned
    there: Captioned
    figures: int


def other_scales(report: Report, found: Found) -> Iterator[OtherScale]:
    """Every table that states a scale in which none of its figures is found again, if they are in another.

    Of two tables that contradict each other, the one with the less usual scale.
    """
    stated = {table.index: _stated(report, table) for table in report.tables if table.scale_stated}
    of_shares = {index for index, one in stated.items() if one is not None and _OF_SHARES.search(one.quote or "")}
    usual = Counter(table.scale for table in report.tables if table.scale)
    reported: set[int] = set()
    figures = by_table(found)
    for table in sorted(report.tables, key=lambda table: (usual[table.scale], table.index)):
        place = stated.get(table.index)
        if place is None or table.index in of_shares:
            continue
        pairs = [(one, other) for one in figures.get(table.index, ()) for other in elsewhere(one, found)]
        if any(other.entry.number.scale == one.entry.number.scale for one, other in pairs):
            continue
        against = [(one, other) for one, other in pairs if _contradict(one, other) and other.table not in of_shares]
        if against and not {other.table for _, other in against} & reported:
            reported.add(table.index)
            yield OtherScale(table, place, *against[0], len({one.key for one, _ in against}))


def _contradict(one: Captioned, other: Captioned) -> bool:
    scales = (one.entry.number.scale, other.entry.number.scale)
    return scales[0] != scales[1] and all(scale in SCALES for scale in scales)


def _stated(report: Report, table: Table) -> Location | None:
    """Where the table's scale is said: in its head, or in the lines above it."""
    pattern = _SAID.get(table.scale)
    if pattern is None:
        return None
    for cell in table.cells:
        if (cell.header or cell.row < table.header_rows) and pattern.search(cell.text):
            return cell_place(table, cell)
    for paragraph in reversed(report.paragraphs[max(0, table.paragraph - _ABOVE) : table.paragraph]):
        if stated := list(pattern.finditer(paragraph.text)):
            return Wording(paragraph.text, None, paragraph).location(*stated[-1].span())
    return None
