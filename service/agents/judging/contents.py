"""Lines of a table of contents, or of an index: they name what is disclosed elsewhere, and disclose nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from service.checks.disclosures.search.folding import folded
from service.findings import Location
from service.reports.model import Cell, Report, Table

MOST_PAGES = 2_000
_LEADERS = re.compile(r"(?:[.…·_]{3,}|\t)\s*\d{1,4}\s*$")
_PAGE = re.compile(r"[\s.…·_]+\d{1,4}\s*$")
_NUMBER = re.compile(r"^[\s\d.()]+")
"""Of a note: "17. Trade receivables"."""


class Contents:
    """Which paragraphs and rows of a report are such lines."""

    def __init__(self, report: Report) -> None:
        self._titles = frozenset(name for section in report.sections if (name := _name(section.title)))
        self._rows = frozenset((table.index, row) for table in report.tables for row in self._rows_of(table))
        self._paragraphs = frozenset(
            paragraph.index
            for paragraph in report.paragraphs
            if not paragraph.heading and self._is_line(paragraph.text)
        )

    def has(self, place: Location) -> bool:
        """Whether the paragraph or row is one."""
        if place.table is not None:
            return (place.table, place.row) in self._rows
        return place.paragraph in self._paragraphs

    def _is_line(self, text: str) -> bool:
        """A line with dots up to its page, or the name of a section and nothing else, with a page or without."""
        return _LEADERS.search(text) is not None or _name(_PAGE.sub("", text)) in self._titles

    def _rows_of(self, table: Table) -> Iterator[int]:
        rows: dict[int, list[Cell]] = defaultdict(list)
        for cell in table.cells:
            rows[cell.row].append(cell)
        if _is_list(table.cells):
            yield from rows
            return
        yield from (row for row, cells in rows.items() if self._names_a_section(cells))

    def _names_a_section(self, cells: list[Cell]) -> bool:
        """One name and one whole number that can be a page."""
        numbers = [cell.number for cell in cells if cell.kind == "number"]
        names = [cell.text for cell in cells if cell.kind == "text" and not cell.reference]
        if len(numbers) != 1 or len(names) != 1 or numbers[0] is None:
            return False
        page = numbers[0].value
        return page == page.to_integral_value() and 0 < page <= MOST_PAGES and _name(names[0]) in self._titles


def _is_list(cells: tuple[Cell, ...]) -> bool:
    """Every number in it is the number of a page or a note."""
    return any(cell.reference for cell in cells) and not any(
        cell.kind == "number" and not cell.reference for cell in cells
    )


def _name(text: str) -> str:
    return folded(_NUMBER.sub("", text))
