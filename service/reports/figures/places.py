"""The decimal places that a number is written with."""

from __future__ import annotations

from decimal import Decimal


def exponent_of(value: Decimal) -> int:
    """The power of ten of its last digit: -2 for 6.10, 0 for 1,200; 0 for what is not finite."""
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def decimals(value: Decimal) -> int:
    """How many decimals it is written with: 2 for 6.10, none for 1,200."""
    return max(0, -exponent_of(value))


def last_place(value: Decimal) -> Decimal:
    """One unit of its last decimal, or 1 if it has none: 0.01 for 6.10, 1 for 1,200."""
    return Decimal(1).scaleb(-decimals(value))
