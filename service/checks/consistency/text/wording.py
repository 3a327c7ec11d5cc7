"""Every text of a report that people read, paragraph or cell, and where a stretch of it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.findings import Location
from service.reports.model import Cell, Paragraph, Report, Table

_LETTERS = re.compile(r"[^\W\d_]{2}")
_AROUND = 120
"""Characters on each side of a stretch that its quote repeats; the sentence may end before."""
_ENDS = re.compile(r"[.!?;](?=\s+[\"“(]?[A-Z])|\n")


@dataclass(frozen=True, slots=True)
class Wording:
    """One paragraph, or one cell of words. ``section`` is the title of the section that it is in."""

    text: str
    section: str | None
    paragraph: Paragraph | None = None
    table: Table | None = None
    cell: Cell | None = None

    def location(self, start: int, end: int) -> Location:
        """Where the stretch is, quoted with what is around it."""
        return self._place(self.quote(start, end))

    def quote(self, start: int, end: int) -> str:
        """The stretch with the rest of its sentence, cut between words where that is long."""
        first = max((end_.end() for end_ in _ENDS.finditer(self.text, 0, start)), default=0)
        last = next((end_.end() for end_ in _ENDS.finditer(self.text, end)), len(self.text))
        if start - first > _AROUND:
            first = self.text.rfind(" ", 0, start - _AROUND) + 1
        if last - end > _AROUND:
            after = self.text.find(" ", end + _AROUND)
            last = after if after >= 0 else last
        return self.text[first:last].strip()

    def _place(self, quote: str) -> Location:
        if self.table is None or self.cell is None:
            at = self.paragraph
            assert at is not None
            return Location(section=self.section, page=at.page, paragraph=at.index, quote=quote)
        return cell_place(self.table, self.cell, quote=quote, section=self.section)


def cell_place(table: Table, cell: Cell, *, quote: str = "", section: str | None = None) -> Location:
    """Where a cell is; it is quoted whole where no ``quote`` is given."""
    return Location(
        table=table.index,
        row=cell.row,
        column=cell.column,
        table_title=table.title or None,
        section=section,
        page=table.page_of(cell.row),
        quote=quote or cell.text,
    )


def wordings(report: Report) -> Iterator[Wording]:
    """Every paragraph and heading, and then every cell with a word in it, in the order of the report."""
    titles = {section.index: section.title for section in report.sections}
    for paragraph in report.paragraphs:
        if _LETTERS.search(paragraph.text):
            yield Wording(paragraph.text, titles.get(_of(paragraph.section)), paragraph)
    for table in report.tables:
        title = titles.get(_of(table.section))
        for cell in table.cells:
            if cell.number is None and _LETTERS.search(cell.text):
                yield Wording(cell.text, title, table=table, cell=cell)


def _of(section: int | None) -> int:
    return -1 if section is None else section
