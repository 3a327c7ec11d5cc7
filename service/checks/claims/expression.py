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
_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "‑": "-", "[": "(", "]": ")"})
_CURRENCY = re.compile(r"[$€£¥]|\b(?:EUR|USD|GBP|CHF|SEK)\b")
_FIGURE = r"\d+(?:[.,']\d+| \d{3}(?!\d))*"
_TOKEN = re.compile(rf"\s*(?:(?P<figure>{_FIGURE})|(?P<sign>[-+*/%()]))")
_IN_SCALE = re.compile(rf"({_FIGURE}) ?(thousand|million|billion|bn|m|k)\b", re.IGNORECASE)
_SCALES = {"thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9}

ReadFigure = Callable[[str, bool], Spread | None]
"""What a figure can stand for; None where it may not be used. The second is whether it is a term of a sum, and not
multiplied or divided by."""


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
        sign = self._peek()
        self.at += sign in ("+", "-")
        value = self._percent()
        return -value if sign == "-" else value

    def _percent(self) -> Spread:
        value = self._single()
        if self._peek() != "%":
            return value
        self.at += 1
        return value / Spread.exactly(Decimal(100))

    def _single(self) -> Spread:
        at = self._peek()
        self.at += 1
        if at == "(":
            return self._bracket()
        value = self.read(at, self._is_term(self.at - 1)) if at[:1].isdigit() else None
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

    def _is_term(self, at: int) -> bool:
        """Whether the figure there is added or subtracted. What is taken from 1 or 100, or they from a quotient, is
        the other part of a whole, or growth: there they are no terms.
        """
        before = self.tokens[at - 1] if at else "("
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else ")"
        if {before, after} & {"*", "/", "%"}:
            return False
        whole = self.tokens[at] in ("1", "100")
        return not (whole and ((before == "(" and after == "-") or "/" in self.tokens or "%" in self.tokens))

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""


def calculated(text: str, read: ReadFigure) -> tuple[Spread, ...]:
    """What ``text`` gives, in each way that it can be read.

    Raises:
        Unreadable: it is no arithmetic, is too long, or has a figure that ``read`` refuses.
        DivisionByZero: it divides by what may be zero.
    """
    tokens = _tokens(text)
    return tuple(dict.fromkeys(_Reader(tokens, read, negative).whole() for negative in (True, False)))


def _tokens(text: str) -> list[str]:
    if len(text) > LONGEST:
        raise Unreadable
    plain = _IN_SCALE.sub(_scaled, _CURRENCY.sub("", text.translate(_SIGNS)).strip())
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


def _scaled(match: re.Match[str]) -> str:
    return f"({match[1]}*{_SCALES[match[2].lower()]})"
