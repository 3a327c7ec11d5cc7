"""A report before it has a format: headings, paragraphs and tables, the cells already as printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["body", "lead", "unit", "footnote", "cover", "contents", "signature"]
RowKind = Literal["line", "section", "subtotal", "total"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the report."""

    level: int
    text: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    text: str
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Head:
    """A header cell over ``span`` columns of the grid."""

    text: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the body; the first cell is its label."""

    cells: tuple[str, ...]
    kind: RowKind = "line"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``name`` is how the planted errors speak of it and is not printed."""

    name: str
    header: tuple[tuple[Head, ...], ...]
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """Columns of the grid."""
        return sum(head.span for head in self.header[0])


Block = Heading | Paragraph | Table
Blocks = tuple[Block, ...]


def heads(*cells: str | tuple[str, int]) -> tuple[Head, ...]:
    """A header row from texts, or from (text, span)."""
    return tuple(Head(cell) if isinstance(cell, str) else Head(*cell) for cell in cells)


def tables(blocks: Blocks) -> tuple[Table, ...]:
    """The tables of a report, in document order."""
    return tuple(block for block in blocks if isinstance(block, Table))
