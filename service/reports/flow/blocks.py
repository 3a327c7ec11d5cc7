"""A document as laid out on its pages: lines with their typography, tables with what is in their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from service.reports.figures.numbers import parse
from service.reports.limits import MAX_GRID_COLUMNS
from service.reports.model import Box, Fact
from service.reports.tables.raw import RawCell, RawTable

_WIDE_SPAN: Final = 60
"""Grid columns. A wider span is how careless programs write "to the end of the row"."""

_BULLET: Final = re.compile(
    r"[•▪·●○◦‣➢✓☐☒▪■□*†‡§–—-]{1,3}|\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,5})[.)]|\[\d{1,2}\]|\d{1,2}(?:\.\d{1,2})+\.?"
    r"|[⁰¹²³⁴-⁹⁽⁾ᵃ-ᶻʰⁱʲˡⁿʳˢʷˣʸ]+|(?:item|note|part|section)\s\d{1,2}[A-Z]?[.:]?",
    re.IGNORECASE,
)
"""What is before an item of a list, or before a footnote, in a cell of its own."""


PrintedWord = tuple[str, int, Box]
"""A word that has digits, its page, and where it is printed there."""


@dataclass(slots=True)
class Line:
    """A paragraph as printed, and how it is printed. ``level`` is set where the file itself says it is a heading."""

    text: str
    level: int | None = None
    is_title: bool = True
    """False where the file says that it is something else: an item of a list, a line of a table of contents."""
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    centred: bool = False
    size_pt: float = 0.0
    page: int = 0
    printed: list[PrintedWord] = field(default_factory=list[PrintedWord])
    """Its words that have digits, in order, where the format says where they are printed."""


@dataclass(slots=True)
class CellBlock:
    """A cell of the grid and what it holds, in order."""

    row: int
    column: int
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    content: list[Line | TableBlock] = field(default_factory=list["Line | TableBlock"])
    facts: list[Fact] = field(default_factory=list[Fact])
    stack: list[str] = field(default_factory=list[str])
    """The texts of its paragraphs, empty ones too, where the file has paragraphs."""
    box: Box | None = None
    """Where it is printed, on the page of its row."""

    @property
    def text(self) -> str:
        """Its lines as one; what a table inside it says belongs to that table."""
        return " ".join(item.text for item in self.content if isinstance(item, Line))


@dataclass(slots=True)
class TableBlock:
    """A table of the file, with the tables nested in it."""

    rows: int = 0
    cells: list[CellBlock] = field(default_factory=list[CellBlock])
    caption: list[Line | TableBlock] = field(default_factory=list["Line | TableBlock"])
    """What the file ties to it as its caption, or left between its cells."""
    hidden: bool = False
    page: int = 0
    page_breaks: list[int] = field(default_factory=list[int])
    """The rows with which each further page begins."""

    @property
    def width(self) -> int:
        """Grid columns, those counted that only a very wide span reaches left out."""
        return max((cell.column + cell.colspan for cell in self.cells if cell.colspan <= _WIDE_SPAN), default=1)

    def raw(self) -> RawTable:
        """The table as the builder takes it."""
        caption = " ".join(line.text for line in self.caption if isinstance(line, Line))
        return RawTable(self.rows, self._span_within(), tuple(self._raw_cells()), caption)

    def place_only(self) -> RawTable:
        """A table without cells that keeps the place of this one, so that those after it keep their index."""
        return RawTable(self.rows, self._span_within(), ())

    def nested(self) -> list[TableBlock]:
        """The tables inside its caption and cells, in document order."""
        held = [*self.caption, *(item for cell in self.cells for item in cell.content)]
        return [item for item in held if isinstance(item, TableBlock)]

    def is_layout(self) -> bool:
        """Whether it only puts text in place: no figure, and one text a row, or whole tables in its cells."""
        if self.hidden:
            return True
        rows = self._texts_by_row()
        if any(_has_figure(texts) for texts in rows):
            return False
        return bool(self.nested()) or all(len(texts) - _starts_with_bullet(texts) <= 1 for texts in rows)

    def _texts_by_row(self) -> list[list[str]]:
        rows: dict[int, list[str]] = {}
        for cell in self.cells:
            text = cell.text
            if text:
                rows.setdefault(cell.row, []).append(text)
        return list(rows.values())

    def _raw_cells(self) -> Iterator[RawCell]:
        width = self._span_within()
        for cell in self.cells:
            columns = min(cell.colspan, max(width - cell.column, 1))
            rows = max(min(cell.rowspan, self.rows - cell.row), 1)
            yield RawCell(
                cell.row, cell.column, cell.text, columns, rows, cell.header, facts=tuple(cell.facts), box=cell.box
            )

    def _span_within(self) -> int:
        return min(max(self.width, 1), MAX_GRID_COLUMNS)


def is_bullet(text: str) -> bool:
    """Whether a cell holds only what is before an item of a list."""
    return _BULLET.fullmatch(text) is not None


def _starts_with_bullet(texts: list[str]) -> bool:
    return len(texts) > 1 and is_bullet(texts[0])


def _has_figure(texts: list[str]) -> bool:
    own = texts[1:] if _starts_with_bullet(texts) else texts
    return any(parse(text).number is not None for text in own)
