"""Likely causes: what turned the figure that was meant into the one that is printed, as far as the report shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from service.checks.numeric.relations.equation import Equation, Sum
from service.checks.numeric.relations.evidence import LEAST_UNITS, is_weighty
from service.checks.numeric.relations.plausible import CERTAIN, Slip, slip_between, ways_of
from service.checks.numeric.table.period import ColumnPeriod, period_of
from service.checks.numeric.table.sheet import Figure, Line, Sheet

Cause = Slip | Literal["missing figure", "missing line", "counted twice"]
FARTHEST_STALE = 2
"""The figure of another period is at least within half of the right one."""
LEAST_STALE_WAYS, STALE_WAYS = 20.0, 100
"""A figure of another period can be any near the right one; but rows that print the same figure twice are few."""
WAYS_TO_LEAVE_OUT = 20
"""Nor is a figure that all other columns print, and that would be like them."""
WAYS_TO_LEAVE_EMPTY = 50
"""An empty cell could stand for any figure, but lines that the other columns fill in are rarely left empty."""
OUT_OF_LINE = 4.0
"""By so much a mark is rarer on a figure unlike the others in its row, where the one that is meant is like them."""
SIZE = 3
"""Times that the figures of one row differ at most, as a rule."""
SLIPS: Mapping[Slip, str] = {
    "sign": "the sign is the wrong way round",
    "factor of ten": "it is off by a power of ten",
    "transposed digits": "two digits have changed places",
    "one wrong digit": "one digit is wrong",
}


@dataclass(frozen=True, slots=True)
class Likely:
    """A cause that has left its mark. ``words`` say it of the figure."""

    cause: Cause
    ways: float
    """How many different values the cause could have made: the fewer, the less its mark is there by accident."""
    words: str
    line: Line | None = None
    """The line that is missing or counted twice."""


class Causes:
    """What a report shows of how its figures went wrong."""

    def __init__(self, sheets: Sequence[Sheet], equations: Sequence[Equation]) -> None:
        self._sheets = sheets
        self._sums: dict[tuple[int, int], list[Sum]] = defaultdict(list)
        for equation in equations:
            if isinstance(equation, Sum) and _runs_down(equation):
                self._sums[_total_line(equation)].append(equation)

    def of(self, figure: Figure, expected: Decimal, broken: Sequence[Equation]) -> Likely | None:
        """The cause that explains best why ``figure`` is not ``expected``; None if none has left a mark.

        ``broken`` are the relations that the correction mends.
        """
        if figure.left_empty:
            return Likely("missing figure", WAYS_TO_LEAVE_OUT, "it is left empty, where the others print a figure")
        totals = [e for e in broken if isinstance(e, Sum) and _runs_down(e) and e.figures[0].place == figure.place]
        found = (
            _slip(figure, expected, self._sheets[figure.table]),
            _other_period(figure, expected, self._sheets[figure.table]),
            *(likely for total in totals for likely in self._lines(total)),
        )
        return min((likely for likely in found if likely), key=lambda likely: likely.ways, default=None)

    def _lines(self, broken: Sum) -> Iterator[Likely]:
        sheet = self._sheets[broken.figures[0].table]
        gap = broken.difference({})
        if abs(gap) >= LEAST_UNITS * sheet.printed(Decimal(broken.figures[0].step)):
            yield from _printed_gap(broken, sheet, gap)
        if any(figure.left_empty for figure in broken.figures):
            return  # it is asked about itself
        empty = self._left_empty(broken, sheet)
        if len(empty) == 1:
            words = f"“{_label(empty[0])}” is left empty in this column"
            yield Likely("missing line", WAYS_TO_LEAVE_EMPTY, words, empty[0])

    def _left_empty(self, broken: Sum, sheet: Sheet) -> list[Line]:
        """Lines that the same total adds up in its other columns, and that are left empty in this one."""
        lane = broken.figures[0].lane
        filled = {
            term.line
            for other in self._sums[_total_line(broken)]
            if other.figures[0].lane != lane and other.holds({})
            for term in other.figures[1:]
            if term.amount
        }
        return [sheet.lines[line] for line in sorted(filled) if sheet.lines[line].figures[lane] is None]


def _runs_down(equation: Sum) -> bool:
    """It adds up figures of one column of one table."""
    places = {(figure.table, figure.lane) for figure in equation.figures}
    return len(equation.figures) > 2 and len(places) == 1


def _total_line(equation: Sum) -> tuple[int, int]:
    return equation.figures[0].table, equation.figures[0].line


def _slip(figure: Figure, expected: Decimal, sheet: Sheet) -> Likely | None:
    slip = slip_between(figure.value, expected)
    if slip is None or slip not in CERTAIN:
        return None
    ways = ways_of(slip, len(figure.value.as_tuple().digits)) * OUT_OF_LINE ** _better_in_line(
        figure, figure.value, expected, sheet
    )
    return Likely(slip, ways, SLIPS[slip])


def _better_in_line(figure: Figure, printed: Decimal, expected: Decimal, sheet: Sheet) -> int:
    """1 if of the two values only the printed one is like the others in its row, -1 if only the expected one is."""
    line = sheet.lines[figure.line]
    others = [f.value for f in line.figures if f and f.lane != figure.lane and f.kind == figure.kind and f.amount]
    return _in_line(printed, others) - _in_line(expected, others)


def _in_line(value: Decimal, others: Sequence[Decimal]) -> bool:
    """Whether it has the sign of one of the others, and about its size."""
    return any(abs(other) <= SIZE * abs(value) <= SIZE * SIZE * abs(other) and value * other > 0 for other in others)


def _other_period(figure: Figure, expected: Decimal, sheet: Sheet) -> Likely | None:
    """The same row prints this very figure for another period, from which it may have been left standing."""
    periods = [period_of(label) for label in sheet.lanes]
    twins = [
        other
        for other in sheet.lines[figure.line].figures
        if other is not None
        and (other.kind, other.amount) == (figure.kind, figure.amount)
        and _differ(periods[other.lane], periods[figure.lane])
    ]
    near = FARTHEST_STALE * abs(figure.value - expected) <= abs(expected)
    if not twins or not near or not is_weighty(figure):
        return None
    ways = max(LEAST_STALE_WAYS, abs(figure.amount) / figure.step / STALE_WAYS)
    return Likely("stale figure", ways, f"it is the figure of another period ({sheet.lanes[twins[0].lane]})")


def _differ(one: ColumnPeriod | None, other: ColumnPeriod | None) -> bool:
    """Of different years: what stands at the end of a quarter stands at the end of the half-year, too."""
    return one is not None and other is not None and one.year != other.year


def _printed_gap(broken: Sum, sheet: Sheet, gap: Decimal) -> Iterator[Likely]:
    """What the total has too much or too little is printed on a line of its column; the nearest one is meant."""
    total, *terms = broken.figures
    signs = {term.line: factor for term, factor in zip(terms, broken.factors, strict=True)}
    column = [figure for line in sheet.lines if (figure := line.figures[total.lane]) is not None]
    equal = [figure for figure in column if figure.line != total.line and abs(figure.value) == abs(gap)]
    if not equal:
        return
    nearest = min(equal, key=lambda figure: abs(figure.line - total.line))
    line = sheet.lines[nearest.line]
    shown, ways = f"“{_label(line)}” ({nearest.value:,f})", 2 * len(column)
    if nearest.line not in signs:
        yield Likely("missing line", ways, f"the difference is that of {shown}, which is not part of the sum", line)
    elif signs[nearest.line] * nearest.value == -gap:
        yield Likely("missing line", ways, f"{shown} seems to be left out of the total", line)
    else:
        yield Likely("counted twice", ways, f"{shown} seems to be counted twice", line)


def _label(line: Line) -> str:
    return line.label or line.heading or "a line without a label"
