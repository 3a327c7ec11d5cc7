"""Whether a figure in a sentence can be a figure in a table."""

from __future__ import annotations

import re

from service.checks.consistency.table.interval import Interval, digits, of_figure
from service.reports.figures.units import CURRENCY_CODE, CURRENCY_SIGN
from service.reports.model import Number
from service.reports.prose.figure import StatedFigure

_MONEY = re.compile(rf"{CURRENCY_SIGN}|{CURRENCY_CODE}")


def scales(figure: StatedFigure, number: Number) -> tuple[int | None, ...]:
    """The powers of ten under which the two can be compared, besides those they print.

    A bare "$237" may be in the scale of the tables; a table that names no scale may be in thousands or millions.
    """
    if figure.kind not in ("amount", "count") or figure.per_share:
        return (None,)
    if figure.scaled:
        return (
            (None, *(figure.scale - less for less in (3, 6) if less <= figure.scale)) if not number.scale else (None,)
        )
    return (None, number.scale) if number.scale else (None,)


def comparable(figure: StatedFigure, number: Number) -> bool:
    """Whether the two can count the same thing."""
    if figure.kind == "percent":
        return number.unit == "%"
    if figure.kind not in ("amount", "count") or number.unit in ("%", "pp", "bp"):
        return False
    if figure.kind == "count" and _MONEY.search(number.text):
        return False
    if figure.per_share != number.per_share and (figure.per_share or number.per_share):
        return False
    if figure.unit == "shares" and not _MONEY.search(number.text):
        return True  # shares that are in a column of money
    return not (figure.unit and number.unit and figure.unit != number.unit)


def fits(figure: StatedFigure, value: Interval, number: Number) -> bool:
    """Whether the figure can be the value, printed to its own precision; signs are not compared."""
    return any(of_figure(figure, scale).meets(value) for scale in scales(figure, number))


def agrees(figure: StatedFigure, value: Interval, number: Number) -> bool:
    """Whether the figure is the value as printed, hedges apart: what counts as evidence."""
    return any(of_figure(figure, scale, loose=False).shares(value) for scale in scales(figure, number))


def telling(figure: StatedFigure, number: Number) -> int:
    """How many digits agree: as many as the less exact of the two prints; a zero tells as much as one digit."""
    return max(1, min(digits(figure.value), digits(number.value)))
