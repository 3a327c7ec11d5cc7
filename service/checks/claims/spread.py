"""What a printed figure can stand for: every value that rounds to it, carried through arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, DivisionByZero

from service.reports.figures.places import exponent_of


@dataclass(frozen=True, slots=True)
class Spread:
    """A ``value``, and the ``low`` and ``high`` ends of what it may be once rounding is allowed for."""

    value: Decimal
    low: Decimal
    high: Decimal

    @staticmethod
    def exactly(value: Decimal) -> Spread:
        """A number that nobody has rounded."""
        return Spread(value, value, value)

    @staticmethod
    def printed(value: Decimal) -> Spread:
        """Half of the last printed digit to either side."""
        half = Decimal(5).scaleb(exponent_of(value) - 1)
        return Spread(value, value - half, value + half)

    def __neg__(self) -> Spread:
        return Spread(-self.value, -self.high, -self.low)

    def __add__(self, other: Spread) -> Spread:
        return Spread(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Spread) -> Spread:
        return self + -other

    def __mul__(self, other: Spread) -> Spread:
        ends = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
        return Spread(self.value * other.value, min(ends), max(ends))

    def __truediv__(self, other: Spread) -> Spread:
        """Raises:
        DivisionByZero: the divisor may be zero.
        """
        if other.low <= 0 <= other.high:
            raise DivisionByZero
        ends = [one / two for one in (self.low, self.high) for two in (other.low, other.high)]
        return Spread(self.value / other.value, min(ends), max(ends))

    def scaled(self, power: int) -> Spread:
        """The same in another scale."""
        return Spread(self.value.scaleb(power), self.low.scaleb(power), self.high.scaleb(power))

    def magnitude(self) -> Spread:
        """The same without its sign."""
        if self.low <= 0 <= self.high:
            return Spread(abs(self.value), Decimal(0), max(-self.low, self.high))
        return self if self.low > 0 else -self

    def meets(self, other: Spread) -> bool:
        """Whether one value can be both."""
        return self.low <= other.high and other.low <= self.high
