"""The evidence of a finding: where the figure is, what it should be, and the cells it was held against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_UP, Decimal

from service.checks.consistency.results.cause import cause_of
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.table.interval import Interval
from service.checks.consistency.table.matching import scales
from service.checks.consistency.table.rows import PeriodCell, PeriodRow
from service.checks.unit_text import unit_text
from service.findings import Finding, Location, Severity, finding_id
from service.reports.figures.numerals import read_numeral
from service.reports.figures.places import exponent_of
from service.reports.prose.figure import StatedFigure

AGENT_ID = "logic_consistency"
_NUMERAL = re.compile(r"\d(?:[\d.,'’\u00a0\u202f\u2009]*\d)?")
_COMMA_FOR_POINT = str.maketrans(",.", ".,")
_GRAVE = Decimal("0.05")
"""Share of the right value from which a wrong one is grave."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A figure of a sentence that is wrong, with what it should be and the cells that say so."""

    figure: StatedFigure
    expected: Interval | None = None
    """None where the figure is right and the words around it are wrong."""
    row: PeriodRow | None = None
    entries: tuple[PeriodCell, ...] = ()

    def scale(self) -> int:
        """The power of ten the text's figure is in: its own, or for a bare figure the one that brings it nearest."""
        if self.figure.kind == "basis_points":
            return -2
        if not self.entries or self.expected is None:
            return self.figure.scale
        middle = _middle(self.expected)
        choices = [
            self.figure.scale if scale is None else scale for scale in scales(self.figure, self.entries[0].number)
        ]
        return min(choices, key=lambda scale: abs(middle - abs(self.figure.value).scaleb(scale)))

    def right(self) -> Decimal | None:
        """What it should be, in the scale and with the decimals that are printed."""
        if self.expected is None:
            return None
        unit = Decimal(1).scaleb(exponent_of(self.figure.value))
        return _middle(self.expected).scaleb(-self.scale()).quantize(unit, ROUND_HALF_EVEN)

    def tolerance(self) -> Decimal | None:
        """By how much rounding alone can set it apart from ``right``."""
        if self.expected is None:
            return None
        exponent = exponent_of(self.figure.value)
        spread = (self.expected.high - self.expected.low).scaleb(-self.scale()) / 2
        return (spread + Decimal(5).scaleb(exponent - 1)).quantize(Decimal(1).scaleb(exponent - 2), ROUND_UP)


def _middle(interval: Interval) -> Decimal:
    return (interval.low + interval.high) / 2


def finding(passage: Passage, check: str, wrong: Wrong, *, title: str, description: str) -> Finding:
    """The finding that a figure of the passage is wrong."""
    first = passage.location()
    reported, right = abs(wrong.figure.value), wrong.right()
    cause = None if right is None else cause_of(wrong.figure, right, wrong.row, wrong.entries)
    return Finding(
        id=finding_id(AGENT_ID, check, first, f"{wrong.figure.text} at {wrong.figure.start}"),
        agent_id=AGENT_ID,
        check=check,
        severity=_severity(reported, right),
        title=title,
        description=description,
        locations=(first, *(cell_of(wrong.row, entry) for entry in wrong.entries if wrong.row)),
        reported=_plain(reported),
        expected=_plain(right),
        difference=None if right is None else _plain(reported - right),
        unit=unit_text(wrong.figure.unit, wrong.figure.scale),
        tolerance=_plain(wrong.tolerance()),
        cause=cause[0] if cause else None,
        cause_text=cause[1] if cause else None,
    )


def shown(wrong: Wrong) -> str:
    """What the figure should be, printed the way it is printed."""
    printed = _NUMERAL.search(wrong.figure.text)
    right = f"{wrong.right():,}"
    if printed and read_numeral(printed.group(), ".") != abs(wrong.figure.value):
        right = right.translate(_COMMA_FOR_POINT)
    return _NUMERAL.sub(right, wrong.figure.text, count=1)


def cell_of(row: PeriodRow, entry: PeriodCell) -> Location:
    """Where a figure of a row stands."""
    return Location(
        table=row.table.index,
        row=entry.cell.row,
        column=entry.cell.column,
        table_title=row.table.title or None,
        row_label=row.label or None,
        column_label=entry.label or None,
        page=row.table.page_of(entry.cell.row),
        quote=entry.cell.text,
    )


def _severity(reported: Decimal, right: Decimal | None) -> Severity:
    """High where the figure is far off, or all that is said about it is the wrong way round."""
    if right is None:
        return "high"
    return "high" if abs(reported - right) > _GRAVE * abs(right) else "medium"


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
