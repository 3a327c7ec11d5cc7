"""A table while it is being understood: each cell with what its text says so far, by row and by column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from service.reports.figures.numbers import parse
from service.reports.figures.numerals import DecimalMark
from service.reports.model import CellKind, Number
from service.reports.tables.raw import RawCell, RawTable

_YEAR = re.compile(
    r"(?:19|20)\d\d(?:\s*(?:\*+|\((?:[a-z]|\d{1,2})\)|[AEFBP]|[¹²³†]"
    r"|(?:[A-Z]{0,3}[£$€¥]|[A-Z]{3})\s?(?:'?000s?|mm?|mn|bn|k|millions?|thousands?|billions?)?))?"
)
_SMALL = re.compile(r"\(?\d{1,3}\)?")


@dataclass(slots=True)
class Slot:
    """A cell of the file and what it turned out to be."""

    raw: RawCell
    kind: CellKind
    number: Number | None
    header: bool = False
    reference: bool = False
    """It names the note or page where its row is explained."""
    year: bool = field(init=False)
    """A bare year: a label in a header, perhaps a figure elsewhere."""
    soft: bool = field(init=False)
    """A number of one to three digits with no sign, unit or decimals: as likely a reference as a figure."""
    left: int = field(init=False)
    right: int = field(init=False)
    """First and last grid column, the marks joined to it included."""

    def __post_init__(self) -> None:
        text = self.raw.text.strip()
        self.year = self.kind == "number" and bool(_YEAR.fullmatch(text))
        self.soft = self.kind == "number" and bool(_SMALL.fullmatch(text))
        self.left = self.raw.column
        self.right = self.raw.column + self.raw.colspan - 1

    @property
    def figure(self) -> bool:
        return self.number is not None

    @property
    def last(self) -> int:
        """The last grid column of the cell itself."""
        return self.raw.column + self.raw.colspan - 1

    def as_text(self) -> None:
        """It is a label, a reference or a year after all."""
        self.kind, self.number = "text", None


@dataclass(slots=True)
class Slots:
    """All cells of a table; ``rows`` holds one list per row, left to right."""

    raw: RawTable
    rows: list[list[Slot]]

    @classmethod
    def of(cls, raw: RawTable, mark: DecimalMark) -> Slots:
        rows: list[list[Slot]] = [[] for _ in range(raw.rows)]
        for cell in sorted(raw.cells, key=lambda cell: (cell.row, cell.column)):
            reading = parse(cell.text, mark)
            rows[cell.row].append(Slot(cell, reading.kind, reading.number))
        return cls(raw, rows)

    def __iter__(self) -> Iterator[Slot]:
        for row in self.rows:
            yield from row

    def label_column(self) -> int:
        """The first grid column that prints anything: where the names of the rows are."""
        return min((slot.raw.column for slot in self if slot.kind != "empty"), default=0)

    def lowest_heads(self) -> dict[int, Slot]:
        """Per grid column, the lowest header cell that prints something above the first figures."""
        heads: dict[int, Slot] = {}
        for row in self.rows:
            if any(slot.figure and not slot.header for slot in row):
                break
            for slot in row:
                if slot.header and slot.kind != "empty":
                    heads.update(dict.fromkeys(range(slot.raw.column, slot.last + 1), slot))
        return heads
