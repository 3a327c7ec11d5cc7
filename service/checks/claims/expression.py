"""Arithmetic as a model writes it, calculated exactly: figures with + - * / % and brackets, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from service.checks.claims.spread import Spread

LONGEST = 400
"""Characters; a column of thirty figures has fewer."""
DEEPEST = 20
"""Brackets within brackets."""
_TOKEN = re.compile(r"\s*(?:(?P<figure>\d+(?:[.,']\d+| \d{3}(?!\d))*)|(?P<sign>[-+*/%()]))")
_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "‑": "-", "[": "(", "]": ")"})
_CURRENCY = re.compile(r"[$€£¥]|\b(?:EUR|USD|GBP|CHF|SEK)\b")

ReadFigure = Callable[[str], Spread | None]
"""What a figure can stand for; None where it may not be used."""


class Unreadable(Exception):
    """The text is no arithmetic that can be calculated."""


@dataclass(slots=True)
class _Reader:
    """One way to read an expression: a figure alone in brackets is negative, as in accounts, or is not."""

    tokens: list[str]
    read: ReadFigure
    negative: bool
    at: int = 0
    depth: int = 0

    def whole(self) -> Spread:
        value = self._sum()
        if self.at < len(self.tokens):
            raise Unreadable
        return value

    def _sum(self) -> Spread:
        value = self._product()
        while (sign := self._peek()) in ("+", "-"):
            self.at += 1
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> Spread:
        value = self._signed()
        while (sign := self._peek()) in ("*", "/"):
            self.at += 1
            other = self._signed()
            value = value * other if sign == "*" else value / other
        return value

    def _signed(self) -> Spread:
        signs = 0
        while self._peek() in ("+", "-"):
            signs += self.tokens[self.at] == "-"
            self.at += 1
        value = self._percent()
        return -value if signs % 2 else value

    def _percent(self) -> Spread:
        value = self._single()
        while self._peek() == "%":
            self.at += 1
            value = value / Spread.exactly(Decimal(100))
        return value

    def _single(self) -> Spread:
        at = self._peek()
        self.at += 1
        if at == "(":
            return self._bracket()
        value = self.read(at) if at[:1].isdigit() else None
        if value is None:
            raise Unreadable
        return value

    def _bracket(self) -> Spread:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable
        alone = self.tokens[self.at : self.at + 2]
        value = self._sum()
        if self._peek() != ")":
            raise Unreadable
        self.at += 1
        self.depth -= 1
        in_accounts = len(alone) == 2 and alone[0][0].isdigit() and alone[1] == ")"
        return -value if in_accounts and self.negative else value

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""


def calculated(text: str, read: ReadFigure) -> tuple[Spread, ...]:
    """What ``text`` comes to, in each way that it can be read.

    Raises:
        Unreadable: it is no arithmetic, is too long, or has a figure that ``read`` refuses.
        DivisionByZero: it divides by what may be zero.
    """
    tokens = _tokens(text)
    return tuple(dict.fromkeys(_Reader(tokens, read, negative).whole() for negative in (True, False)))


def _tokens(text: str) -> list[str]:
    if len(text) > LONGEST:
        raise Unreadable
    plain = _CURRENCY.sub("", text.translate(_SIGNS)).strip()
    tokens: list[str] = []
    at = 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            raise Unreadable
        tokens.append(match["figure"] or match["sign"])
        at = match.end()
    if not tokens:
        raise Unreadable
    return tokens
