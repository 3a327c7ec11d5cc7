"""The arithmetic of a claim, done again: whether what the report prints is what its figures give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, DecimalException, localcontext

from service.checks.claims.claim import Sum
from service.checks.claims.expression import Unreadable, calculated
from service.checks.claims.figures import TextFigures
from service.checks.claims.folding import folded
from service.checks.claims.reading import one_line
from service.checks.claims.spread import Spread
from service.reports.figures.places import decimals

_EXACT = frozenset(map(Decimal, (1, 2, 4, 12, 100, 360, 365, 1_000, 1_000_000, 1_000_000_000)))
"""Numbers that belong to arithmetic and need not be printed: halves, quarters, months, days, per cent, scales."""
_POWERS = (0, 2, -2, 3, -3, 6, -6, 9, -9)
"""Per cent, and scales that a claim may mix: whether a scale is right is no matter of arithmetic."""
_PRECISION = 60
"""Digits: figures have at most 24, and what is lost beyond them is less than any tolerance."""
_STATED = re.compile(r"[$€£¥]?\(?(?P<figure>\d+(?:[.,']\d+| \d{3}(?!\d))*)\)?%?")
MOST_DIGITS = 24
"""Of a result: no report prints more."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A sum done again. ``value`` is its result, with no more decimals than its figures need."""

    expression: str
    stated: str
    value: Decimal
    fails: bool
    """What the report prints is something else, whatever rounding, signs and scales allow for."""
    nears: tuple[Decimal, ...]
    """Figures that the arithmetic gives and words may therefore name: its value, and by how much it differs."""

    @property
    def in_words(self) -> str:
        """As a relation that is broken, in figures."""
        return f"{self.expression} = {_grouped(self.value)}, and not {self.stated}"


def reckoned(claimed: Sum, shown: TextFigures) -> Reckoned | None:
    """The sum done again with figures that are ``shown``.

    None where it cannot be done, uses a figure that is not shown, or gives a result as the report's that is not.
    """
    with localcontext(prec=_PRECISION):
        try:
            return _reckoned(claimed.expression.partition("=")[0].strip(), claimed.stated.strip(), shown)
        except (Unreadable, DecimalException):
            return None


def _reckoned(expression: str, result: str, shown: TextFigures) -> Reckoned | None:
    ways = calculated(expression, lambda figure, is_term: _operand(figure, shown, is_term=is_term))
    if any(way.low == way.high or abs(way.value.adjusted()) > MOST_DIGITS for way in ways):
        return None  # made of numbers that no place prints, or no figure of accounts
    value = _rounded(ways[0], expression)
    stated = _STATED.search(folded(result))
    printed = shown.value(stated["figure"]) if stated else None
    if stated and printed is not None:
        fails = not any(_is(way, printed) for way in ways)
        return Reckoned(one_line(expression), stated.group(), value, fails, tuple(_named(ways, printed)))
    own_result = stated and any(_is(way, one) for way in ways for one in shown.readings(stated["figure"]))
    if result and not own_result:
        return None
    return Reckoned(one_line(expression), "", value, fails=False, nears=tuple(_named(ways, None)))


def rounds_to(value: Decimal, figure: Decimal) -> bool:
    """Whether ``value``, without its sign, is printed as ``figure`` with as many decimals as that has."""
    return abs(abs(value) - figure) <= Decimal(5).scaleb(-decimals(figure) - 1)


def _operand(figure: str, shown: TextFigures, *, is_term: bool) -> Spread | None:
    """A figure that is shown; as what another is multiplied or divided by also a number of arithmetic."""
    exact = next((value for value in shown.readings(figure) if value in _EXACT), None)
    if exact is not None and not is_term:
        return Spread.exactly(exact)
    value = shown.value(figure)
    return None if value is None else Spread.printed(value)


def _is(way: Spread, printed: Decimal) -> bool:
    """Whether the result can be what is printed, whatever its sign and scale."""
    stated = Spread.printed(printed).magnitude()
    return any(way.magnitude().scaled(power).meets(stated) for power in _POWERS)


def _named(ways: tuple[Spread, ...], printed: Decimal | None) -> Iterator[Decimal]:
    for way in ways:
        yield way.value
        yield way.value.scaleb(2)
        if printed is not None:
            yield abs(way.value) - abs(printed)
            yield abs(way.value.scaleb(2)) - abs(printed)


def _rounded(way: Spread, expression: str) -> Decimal:
    """Exact for sums; a quotient or product to the digits that its figures support."""
    if not set(expression) & set("*/%×÷·"):
        return way.value
    width = way.high - way.low
    places = 2 if not width else max(0, -width.adjusted())
    return round(way.value, places)


def _grouped(value: Decimal) -> str:
    return f"{value:,f}"
