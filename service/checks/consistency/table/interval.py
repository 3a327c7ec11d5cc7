"""What a printed figure can stand for: every value that rounds to it, carried through differences and ratios."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from service.reports.figures.places import exponent_of
from service.reports.model import Number
from service.reports.prose.figure import StatedFigure

_NEARLY = Decimal("0.05")
_HUNDRED = Decimal(100)
_INFINITY = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether one value can be in both."""
        return self.low <= other.high and other.low <= self.high

    def shares(self, other: Interval) -> bool:
        """Whether they have more than an end in common, so that agreeing says something."""
        return self.low < other.high and other.low < self.high

    def minus(self, other: Interval) -> Interval:
        """Every difference of a value here and one in ``other``."""
        return Interval(self.low - other.high, self.high - other.low)

    def plus(self, other: Interval) -> Interval:
        """Every sum of a value here and one in ``other``."""
        return Interval(self.low + other.low, self.high + other.high)

    def percent_of(self, base: Interval) -> Interval | None:
        """Every value here as a percentage of one in ``base``; None where the base may be zero."""
        if base.low <= 0 <= base.high:
            return None
        ends = [_HUNDRED * part / whole for part in (self.low, self.high) for whole in (base.low, base.high)]
        return Interval(min(ends), max(ends))

    def magnitude(self) -> Interval:
        """The same without the sign."""
        if self.low <= 0 <= self.high:
            return Interval(Decimal(0), max(-self.low, self.high))
        return self if self.low > 0 else Interval(-self.high, -self.low)

    def widened(self, by: Decimal) -> Interval:
        """The same with ``by`` more at both ends."""
        return Interval(self.low - by, self.high + by)


def around(value: Decimal, half: Decimal) -> Interval:
    """From ``half`` below the value to ``half`` above it."""
    return Interval(value - half, value + half)


def of_number(number: Number) -> Interval:
    """What a cell's figure can stand for, with its scale, without its sign; a dash is zero and nothing else."""
    if not number.value and not any(char.isdigit() for char in number.text):
        return Interval(Decimal(0), Decimal(0))
    exponent = exponent_of(number.value)
    return around(abs(number.value).scaleb(number.scale), Decimal(5).scaleb(exponent + number.scale - 1))


def of_figure(figure: StatedFigure, scale: int | None = None, loose: bool = True) -> Interval:
    """What a figure in a sentence can stand for, without its sign; ``scale`` where the sentence leaves it out.

    "About" lets the zeros at its end be rounded ones, "nearly" and "almost" reach down, "more than" has no upper end,
    "less than" no lower one, unless not ``loose``.
    """
    shift = 0 if scale is None else scale - figure.scale
    value, half = abs(figure.amount).scaleb(shift), figure.half_unit.scaleb(shift)
    match figure.hedge if loose else None:
        case "about":
            return around(value, max(half, _last_digit(value) / 2))
        case "nearly":
            return Interval(value * (1 - _NEARLY) - half, value + half)
        case "at_least":
            return Interval(value - half, _INFINITY)
        case "at_most":
            return Interval(Decimal(0), value + half)
        case None:
            return around(value, half)


def _last_digit(value: Decimal) -> Decimal:
    """The unit of the last digit that is not zero: 10 for "120", 0.1 for "189.8"."""
    return Decimal(1).scaleb(exponent_of(value.normalize())) if value else Decimal(0)


def digits(value: Decimal) -> int:
    """How many digits of a printed figure tell something: "1,200" has two, "12.0" three, "0.5" one."""
    shown = value.as_tuple()
    text = "".join(map(str, shown.digits)).lstrip("0")
    if exponent_of(value) >= 0:
        text = text.rstrip("0")
    return len(text)
