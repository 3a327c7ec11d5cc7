"""A calculated number that knows how it depends on each cell: value and slopes are carried along together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from service.checks.numeric.formulas.workbook import Address

NO_SLOPES: Mapping[Address, Decimal] = {}


@dataclass(frozen=True, slots=True)
class Amount:
    """``slopes`` says by how much the value changes with each cell."""

    value: Decimal
    slopes: Mapping[Address, Decimal] = field(default_factory=lambda: NO_SLOPES)
    straight: bool = True
    """The slopes are the same whatever the cells hold: a sum, each cell with a factor."""
    rounding: Decimal = Decimal(0)
    """What rounding inside the formula may have taken away from the sum that the slopes describe."""

    def __add__(self, other: Amount) -> Amount:
        return combined(self.value + other.value, (self, Decimal(1)), (other, Decimal(1)))

    def __sub__(self, other: Amount) -> Amount:
        return combined(self.value - other.value, (self, Decimal(1)), (other, Decimal(-1)))

    def __mul__(self, other: Amount) -> Amount:
        bent = bool(self.slopes and other.slopes)
        return combined(self.value * other.value, (self, other.value), (other, self.value), bent=bent)

    def over(self, other: Amount) -> Amount:
        """The quotient; ``other`` is not zero."""
        slope = -self.value / other.value / other.value
        return combined(self.value / other.value, (self, 1 / other.value), (other, slope), bent=bool(other.slopes))

    def times(self, factor: Decimal) -> Amount:
        """The amount with a sign or a scale."""
        return combined(self.value * factor, (self, factor))

    def through(self, function: Callable[[Decimal], Decimal], rounding: Decimal) -> Amount:
        """The amount rounded by at most ``rounding``."""
        return Amount(function(self.value), self.slopes, self.straight, self.rounding + rounding)


def cell_amount(address: Address, value: Decimal) -> Amount:
    """What one cell holds."""
    return Amount(value, {address: Decimal(1)})


def total(amounts: list[Amount]) -> Amount:
    """The sum of many amounts."""
    value = sum((amount.value for amount in amounts), Decimal(0))
    return combined(value, *((amount, Decimal(1)) for amount in amounts))


def combined(value: Decimal, *parts: tuple[Amount, Decimal], bent: bool = False) -> Amount:
    """An amount of this value that depends on its parts by these factors."""
    slopes: dict[Address, Decimal] = {}
    for amount, factor in parts:
        for address, slope in amount.slopes.items():
            slopes[address] = slopes.get(address, Decimal(0)) + factor * slope
    straight = not bent and all(amount.straight for amount, _ in parts)
    rounding = sum((abs(factor) * amount.rounding for amount, factor in parts), Decimal(0))
    return Amount(value, slopes, straight, rounding)
