"""What probably happened to a figure of a sentence that is not the one it should be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from service.checks.consistency.table.interval import digits
from service.checks.consistency.table.matching import fits
from service.checks.consistency.table.rows import PeriodCell, PeriodRow
from service.checks.numeric.blame.cause import SLIPS, Cause
from service.checks.numeric.relations.plausible import CERTAIN, slip_between
from service.reports.prose.figure import StatedFigure

_FEWEST = 2
"""Digits that a figure must print for a slip to show."""
_TELLING = 3
"""Digits that it must print to be that of another period, and not one like it by chance."""


def cause_of(
    figure: StatedFigure, right: Decimal, row: PeriodRow | None, entries: Sequence[PeriodCell]
) -> tuple[Cause, str] | None:
    """The cause that has left a mark, and what it says in words. ``right`` is printed as the figure is.

    ``entries`` are the cells of ``row`` that the figure was held against.
    """
    reported = abs(figure.value)
    if digits(reported) >= _TELLING and row is not None and len(entries) > 0:
        stale = _of_another_period(figure, row, entries[0])
        if stale is not None:
            return "stale figure", f"it is the figure of another period ({stale.label})"
    slip = slip_between(reported, right)
    if slip is None or slip not in CERTAIN or digits(reported) < _FEWEST:
        return None
    return slip, SLIPS[slip]


def _of_another_period(figure: StatedFigure, row: PeriodRow, against: PeriodCell) -> PeriodCell | None:
    others = (entry for entry in row.entries if entry.column != against.column and entry.period != against.period)
    return next((entry for entry in others if fits(figure, entry.value, entry.number)), None)
