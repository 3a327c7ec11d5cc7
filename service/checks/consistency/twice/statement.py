"""What a place of the report states as a fact, and whether two of them can both be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from service.checks.consistency.text.wording import Wording
from service.findings import Location
from service.reports.figures.dates import PrintedDate
from service.reports.figures.places import exponent_of

_SCALES = {"thousand": 3, "million": 6, "billion": 9}
_THOUSANDS = (-6, -3, 3, 6)
"""Powers of ten by which a number of shares may be scaled without saying so."""
WORDS = {
    name: number
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}


class Value(Protocol):
    """What can be compared with another of its class."""

    def agrees(self, other: Value, /) -> bool:
        """Whether both can be right."""
        ...


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as far as it is printed."""

    date: PrintedDate

    def agrees(self, other: Value, /) -> bool:
        """Nothing that both print differs."""
        assert isinstance(other, StatedDate)
        one, two = self.date, other.date
        pairs = ((one.year, two.year), (one.month, two.month), (one.day, two.day))
        return all(a is None or b is None or a == b for a, b in pairs)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or those of several dates of which one is meant. ``half`` is what rounding may have taken away."""

    values: tuple[Decimal, ...]
    half: Decimal = Decimal(0)
    scaled: bool = True
    """False where the number may be in thousands or millions without saying so."""

    def agrees(self, other: Value, /) -> bool:
        """One of the numbers is that of the other, to what rounding and scale leave open."""
        assert isinstance(other, Quantity)
        half = max(self.half, other.half)
        powers = (0,) if self.scaled and other.scaled else (0, *_THOUSANDS)
        return any(
            abs(one.scaleb(power) - two) <= half for one in self.values for two in other.values for power in powers
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """``what`` says which fact it is, of what and when: two with the same one are about the same."""

    what: tuple[str, ...]
    value: Value
    shown: str
    location: Location


def quantity(text: str, scale: str | None = None, *, about: bool = False, scaled: bool = True) -> Quantity:
    """The number that is printed; with a scale, or "about", it may be rounded to its printed digits."""
    if text.lower() in WORDS:
        return Quantity((Decimal(WORDS[text.lower()]),))
    value = Decimal(text.replace(",", "")).scaleb(_SCALES[scale.lower()] if scale else 0)
    unit = exponent_of(value)
    if about:
        digits = str(int(value))
        unit = max(unit, len(digits) - len(digits.rstrip("0")))
    return Quantity((value,), Decimal(5).scaleb(unit - 1) if about or scale else Decimal(0), scaled)


def stated(what: Sequence[str], value: Value, text: Wording, span: tuple[int, int], shown: str) -> Statement:
    """The statement that is there, its words in one spelling."""
    return Statement(tuple(" ".join(one.lower().split()) for one in what), value, shown.strip(), text.location(*span))
