"""References to the columns of a sheet's named tables, as in "SUM(Income[Amount])", told as the cells they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from service.reports.markup import Element
from service.reports.ooxml.elements import whole
from service.reports.ooxml.package import Package
from service.reports.xlsx.places import column_of, letters_of

_REFERENCE: Final = re.compile(
    r"(?<![\w.'\"!])(?P<table>[^\W\d][\w.]{0,254})\[(?:(?P<column>[^\[\]@#']{1,255})|\[#Data\],\[(?P<data>[^\[\]#']{1,255})\])\]"
)
_AREA: Final = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_MOST_COLUMNS: Final = 16_384
_PLAIN: Final = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table of a sheet: its columns, and the rows in which its figures are."""

    sheet: str
    columns: dict[str, str]
    """The letters of each column, by its name in lower case."""
    first: int
    last: int


@dataclass(slots=True)
class NamedTables:
    """The named tables of a workbook, by their names in lower case."""

    found: dict[str, NamedTable] = field(default_factory=dict[str, NamedTable])

    def add(self, package: Package, title: str, part: str) -> None:
        """The tables of the sheet in this part of the file."""
        for kind, target in package.related(part):
            root = package.part(target) if kind == "table" else None
            if root is not None:
                self._define(title, root)

    def _define(self, title: str, root: Element) -> None:
        area = _AREA.fullmatch(root.get("ref") or "")
        name = root.get("displayName") or root.get("name") or ""
        if not area or not name:
            return
        left = column_of(area[1])
        names = [one.get("name") or "" for one in root.iter("{*}tableColumn")][:_MOST_COLUMNS]
        columns = {column.lower(): letters_of(left + at) for at, column in enumerate(names)}
        headers, totals = whole(root.get("headerRowCount")), whole(root.get("totalsRowCount")) or 0
        first = int(area[2]) + (1 if headers is None else headers)
        self.found[name.lower()] = NamedTable(title, columns, first, int(area[4]) - totals)

    def told(self, formula: str) -> str:
        """A formula with every column of a known table as an area of cells; anything else in it as it is."""
        return _REFERENCE.sub(self._area, formula) if self.found and "[" in formula else formula

    def _area(self, match: re.Match[str]) -> str:
        table = self.found.get(match["table"].lower())
        column = table.columns.get((match["column"] or match["data"]).strip().lower()) if table else None
        if table is None or column is None or table.first > table.last:
            return match.group()
        sheet = table.sheet if _PLAIN.fullmatch(table.sheet) else "'" + table.sheet.replace("'", "''") + "'"
        return f"{sheet}!${column}${table.first}:${column}${table.last}"


def tables_of(package: Package, sheets: Iterable[tuple[str, str]]) -> NamedTables:
    """The named tables of these sheets, each a title and a part of the file."""
    tables = NamedTables()
    for title, part in sheets:
        tables.add(package, title, part)
    return tables
