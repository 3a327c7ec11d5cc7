"""A figure in running text, with all that was printed with it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from service.reports.figures.dates import PrintedDate
from service.reports.figures.places import exponent_of

FigureKind = Literal["amount", "percent", "points", "basis_points", "year", "date", "count"]
Hedge = Literal["about", "at_least", "at_most", "nearly"]


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure in running text. ``value`` carries the sign and is not scaled: "$(1.2) million" is -1.2, scale 6."""

    kind: FigureKind
    start: int
    end: int
    text: str
    """What was printed, from currency sign to scale word."""
    value: Decimal
    """With the printed decimals: "6.10" is Decimal("6.10"). The year of a year or dated figure; 0 where it has none."""
    unit: str | None = None
    """ISO 4217 code, "%", "pp", "bp", "shares", "x", or None."""
    scale: int = 0
    """Power of ten of a scale word; -2 for pence and cents."""
    scaled: bool = False
    """A scale word was printed with it, or with the other end of its range."""
    hedge: Hedge | None = None
    in_range: bool = False
    """One end of a range: "5% to 7%", "between $3 and $4 million"."""
    per_share: bool = False
    date: PrintedDate | None = None

    @property
    def amount(self) -> Decimal:
        """The value with its scale: "$1.2 million" is 1200000."""
        return self.value.scaleb(self.scale)

    @property
    def half_unit(self) -> Decimal:
        """Half of the last printed digit's unit: what rounding alone can have taken away."""
        return Decimal(5).scaleb(exponent_of(self.value) + self.scale - 1)
