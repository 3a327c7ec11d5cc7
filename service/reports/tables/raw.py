"""What a format reader hands over: the cells of a table as they stand in the file, nothing understood yet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from service.reports.model import Box, Fact


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell that exists in the file, at the grid coordinates of its top left corner (spans to its left counted)."""

    row: int
    column: int
    text: str
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    """The file marks it as a header (th, a Word header row, the row above the line of dashes in Markdown)."""
    formula: str | None = None
    stored: Decimal | None = None
    facts: tuple[Fact, ...] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table of the file. ``cells`` are in any order; empty cells are given too, where the file has them."""

    rows: int
    width: int
    """Grid columns."""
    cells: tuple[RawCell, ...]
    caption: str = ""
    """The caption that the file itself ties to the table, if any."""
    page: int | None = None
    page_breaks: tuple[int, ...] = ()
    """The rows with which each further page begins."""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class RawHeading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class RawParagraph:
    text: str


RawBlock = RawHeading | RawParagraph | RawTable
