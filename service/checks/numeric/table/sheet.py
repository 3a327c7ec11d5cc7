"""A table as lines and lanes: what the searches for arithmetic look at, without headers, marks and blank rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from service.checks.numeric.table.lanes import lanes_of
from service.reports.figures.places import decimals, last_place
from service.reports.model import Cell, Number, Table

Kind = Literal["amount", "percent", "per_share"]
"""Figures of different kinds are never added to one another."""

KINDS: tuple[Kind, ...] = ("amount", "percent", "per_share")
MOST_DECIMALS = 8
"""More printed decimals than this are not money, shares or percentages; such figures are left out."""
LARGEST_RATE = 1000
"""Per cent that are printed in a column whose first and last line alone say so."""
MOST_DIGITS = 24
"""Longer digit strings are identifiers, not amounts."""
_RATE = re.compile(r"(?<!\d)(?<!\d[ \u00a0\u202f])(%|\bper ?cent\b)|\bpercentage\b", re.IGNORECASE)
"""The line or column is of percentages; "5.25% notes" and "tax at 25%" are amounts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sheet. ``amount`` is its value in units of the sheet's finest printed decimal, an exact integer."""

    table: int
    line: int
    """Index among the lines of the sheet."""
    lane: int
    """Index among the lanes of the sheet."""
    cell: Cell
    number: Number
    kind: Kind
    amount: int
    step: int
    """One unit of its last printed place, in the same units as ``amount``."""
    printed_nil: bool = False
    left_empty: bool = False
    """Nothing is printed where it should stand; it counts as zero."""

    @property
    def value(self) -> Decimal:
        """The figure as printed, before scale."""
        return self.number.value

    @property
    def scaled(self) -> Decimal:
        """Its value in whole units: 1234 in millions is 1,234,000,000."""
        return self.to_whole_units(self.value)

    def to_whole_units(self, value: Decimal) -> Decimal:
        """A value that would be printed in its place, in whole units."""
        return value.scaleb(self.number.scale)

    def as_printed_here(self, amount: Decimal) -> Decimal:
        """An amount of whole units as it would be printed in its place: in millions, say."""
        return amount.scaleb(-self.number.scale)

    def units_of(self, other: Figure) -> Decimal:
        """How many of its printed units one printed unit of another figure is: 1000 for millions beside thousands."""
        return Decimal(1).scaleb(other.number.scale - self.number.scale)

    @property
    def last_place(self) -> Decimal:
        """One unit of its last printed place, before scale."""
        return last_place(self.value)

    @property
    def place(self) -> tuple[int, int, int]:
        """What identifies it in the report: table, row and column of its cell."""
        return self.table, self.cell.row, self.cell.column


@dataclass(frozen=True, slots=True)
class Line:
    """A row that carries figures. ``heading`` is the last row of mere text above it."""

    row: int
    label: str
    heading: str
    gap_above: bool
    """A blank row, a row of mere text or the top of the table stands directly above."""
    figures: tuple[Figure | None, ...]
    """One place for each lane."""
    empty: frozenset[int] = frozenset()
    """The lanes in which nothing at all is printed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The figures of one table. ``decimals`` is how many decimals the unit of ``Figure.amount`` has."""

    table: Table
    lines: tuple[Line, ...]
    lanes: tuple[str, ...]
    """The label of each lane."""
    decimals: int

    def printed(self, amount: Decimal) -> Decimal:
        """An amount in units of the sheet as a printed value, before scale."""
        return amount.scaleb(-self.decimals)

    def figures(self) -> Iterator[Figure]:
        """Every figure, line by line."""
        for line in self.lines:
            for figure in line.figures:
                if figure is not None:
                    yield figure

    def left_empty(self, line: int, lane: int) -> Figure:
        """The figure that is not printed in an empty place: as its column prints figures, and zero."""
        printed = [figure for other in self.lines if (figure := other.figures[lane]) is not None]
        beside = [figure for figure in self.lines[line].figures if figure is not None]
        like = next((f for f in beside if f.lane == lane - 1), (beside or printed)[0])
        column = Counter(figure.cell.column for figure in printed or beside).most_common(1)[0][0]
        row = self.lines[line].row
        covering = (c for c in self.table.cells if c.row == row and c.column <= column < c.column + c.colspan)
        cell = next(covering, Cell(row, column, "", "empty"))
        number = replace(like.number, value=like.number.value * 0, text="")
        return Figure(self.table.index, line, lane, cell, number, like.kind, 0, like.step, left_empty=True)


def sheet_of(table: Table) -> Sheet:
    """The sheet of a table; without lines if it carries no figures."""
    cells_by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows and not cell.header:
            cells_by_row.setdefault(cell.row, []).append(cell)
    lanes = lanes_of(table, {row: [c for c in cells if _is_figure(c)] for row, cells in cells_by_row.items()})
    lane_of = {column: number for number, lane in enumerate(lanes) for column in lane.columns}
    labels = tuple(lane.label for lane in lanes)
    numbers = [c.number for row in cells_by_row.values() for c in row if c.column in lane_of and _is_figure(c)]
    finest = max((decimals(n.value) for n in numbers if n is not None), default=0)
    lines: list[Line] = []
    tall = [cell for cell in table.cells if cell.rowspan > 1]
    heading, gap, below = "", True, -1
    for row in range(table.header_rows, table.rows):
        cells = cells_by_row.get(row, [])
        placed = {lane_of[c.column]: c for c in cells if c.column in lane_of and _is_figure(c)}
        if not placed:
            words = _words(cells)
            heading, gap = (words or heading), True
            continue
        first = min(c.column for c in placed.values())
        label = _words([c for c in cells if c.column < first])
        at = _Row(table, len(lines), label, labels, finest)
        figures = tuple(at.figure(lane, placed[lane]) if lane in placed else None for lane in range(len(lanes)))
        empty = frozenset(range(len(lanes))).difference(_covered([*cells, *_reaching(tall, row)], lane_of))
        lines.append(Line(row, label, heading, gap or below < 0, figures, empty))
        gap, below = False, row
    rates = _lanes_of_rates(lines, len(lanes))
    return Sheet(table, tuple(_with_rates(line, rates) for line in lines), labels, finest)


def _lanes_of_rates(lines: Sequence[Line], lanes: int) -> frozenset[int]:
    """The lanes that print the sign of per cent in their first and last line only, as ruled tables do."""
    found: set[int] = set()
    for lane in range(lanes):
        printed = [f for line in lines if (f := line.figures[lane]) is not None and not f.printed_nil]
        ends = len(printed) > 2 and all("%" in printed[at].number.text for at in (0, -1))
        if ends and all("%" in f.number.text or _may_be_rate(f) for f in printed):
            found.add(lane)
    return frozenset(found)


def _may_be_rate(figure: Figure) -> bool:
    return abs(figure.value) < LARGEST_RATE and not any(sign in figure.number.text for sign in "$€£¥")


def _with_rates(line: Line, lanes: frozenset[int]) -> Line:
    if not lanes:
        return line
    figures = (replace(f, kind="percent") if f is not None and f.lane in lanes else f for f in line.figures)
    return replace(line, figures=tuple(figures))


def _covered(cells: list[Cell], lane_of: Mapping[int, int]) -> Iterator[int]:
    """The lanes in which a row prints something; a currency sign alone is nothing."""
    for cell in cells:
        if cell.kind not in ("empty", "mark") and cell.text.strip():
            yield from (lane_of[at] for at in range(cell.column, cell.column + cell.colspan) if at in lane_of)


def _reaching(tall: list[Cell], row: int) -> list[Cell]:
    """The cells that begin above a row and reach into it."""
    return [cell for cell in tall if cell.row < row < cell.row + cell.rowspan]


def _is_figure(cell: Cell) -> bool:
    number = cell.number
    if number is None or cell.kind not in ("number", "nil"):
        return False
    return (
        number.value.is_finite()
        and decimals(number.value) <= MOST_DECIMALS
        and len(number.value.as_tuple().digits) <= MOST_DIGITS
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """What the figures of one row have in common."""

    table: Table
    line: int
    label: str
    lanes: tuple[str, ...]
    decimals: int

    def figure(self, lane: int, cell: Cell) -> Figure:
        number = cell.number
        assert number is not None
        nil = cell.kind == "nil"
        places = self.decimals if nil else decimals(number.value)
        amount, step = int(number.value.scaleb(self.decimals)), 10 ** (self.decimals - places)
        return Figure(self.table.index, self.line, lane, cell, number, self._kind(number, lane), amount, step, nil)

    def _kind(self, number: Number, lane: int) -> Kind:
        if "%" in number.text:
            return "percent"
        if number.per_share and self.decimals and decimals(number.value):
            return "per_share"
        words = f"{self.label} {self.lanes[lane]}"
        if number.unit in ("%", "pp", "bp", None) and _RATE.search(words):
            return "percent"
        return "amount"


def _words(cells: list[Cell]) -> str:
    named = (c for c in cells if c.kind in ("text", "number") and not c.reference)
    return " ".join(c.text.strip() for c in named if c.text.strip())
