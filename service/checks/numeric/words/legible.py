"""Numbers without end as a person writes them. What is compared is never rounded, only what is shown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

from service.checks.numeric.table.sheet import Figure
from service.reports.figures.places import decimals

LONGEST_EXACT = 9
"""Decimals of a number that is shown as it is: so many has a whole number in billions. One with more has no end."""
MORE = 2
"""Decimals of a number without end beyond those of the figures that it comes from."""
_WIDE = Context(prec=60)


def legible(value: Decimal, figures: Iterable[Figure]) -> Decimal:
    """``value``, which comes from ``figures``; if it has no end, to two decimals more than they have."""
    if decimals(value) <= LONGEST_EXACT:
        return value
    finest = max((decimals(figure.value) for figure in figures), default=0)
    return value.quantize(Decimal(1).scaleb(-finest - MORE), context=_WIDE)


def written(value: Decimal) -> str:
    """A number as it is written in a sentence: thousands set apart, and a minus that is no hyphen."""
    return format(value, ",f").replace("-", "−")
