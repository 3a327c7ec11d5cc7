"""The text of a formula becomes its tree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from service.checks.numeric.formulas.tree import (
    Call,
    CellReference,
    Constant,
    Coordinate,
    Node,
    NotCalculated,
    Operation,
    Place,
)
from service.reports.xlsx.formula_tokens import FormulaToken, tokens_of
from service.reports.xlsx.places import column_of

MOST_NESTED: Final = 24
"""Brackets within brackets. People write fewer than ten; each costs stack."""
MOST_SIGNS: Final = 120
"""Signs in one formula; each can be a level of its tree."""
_END: Final = re.compile(r"(\$?)([A-Z]{1,3})?(?:(\$?)(\d{1,7}))?")
_LEVELS: Final[tuple[tuple[str, ...], ...]] = (
    ("=", "<>", "<", ">", "<=", ">="),
    ("&",),
    ("+", "-"),
    ("*", "/"),
    ("^",),
)
"""Signs between two values, those that bind least first."""

NO_NAMES: Final[Mapping[str, str]] = {}


def parsed(formula: str, at: Place, names: Mapping[str, str] = NO_NAMES) -> Node:
    """The formula of the cell ``at``. ``names`` are those of the workbook, in lower case, with what they stand for.

    Raises:
        NotCalculated: it holds something that is not read.
    """
    tokens: list[FormulaToken] = []
    for token in tokens_of(formula.removeprefix("=")):
        if token is None:
            raise NotCalculated("it is written in a way that is not read")
        tokens.append(token)
    if sum(token.kind == "operator" and token.text not in "()," for token in tokens) > MOST_SIGNS:
        raise NotCalculated(f"it has more than {MOST_SIGNS} signs")
    return _Parser(tokens, at, names).whole()


class _Parser:
    def __init__(self, tokens: Sequence[FormulaToken], at: Place, names: Mapping[str, str]) -> None:
        self._tokens = tokens
        self._next = 0
        self._at = at
        self._names = names
        self._depth = 0

    def whole(self) -> Node:
        node = self._level(0)
        if self._next < len(self._tokens):
            raise NotCalculated("it is written in a way that is not read")
        return node

    def _level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._percent()
        node = self._level(level + 1)
        while sign := self._sign(_LEVELS[level]):
            node = Operation(sign, (node, self._level(level + 1)))
        return node

    def _percent(self) -> Node:
        node = self._prefixed()
        while self._sign(("%",)):
            node = Operation("%", (node,))
        return node

    def _prefixed(self) -> Node:
        signs: list[str] = []
        while sign := self._sign(("-", "+")):
            signs.append(sign)
        node = self._atom()
        return Operation("-", (node,)) if signs.count("-") % 2 else node

    def _atom(self) -> Node:
        token = self._take()
        match token.kind:
            case "number":
                return Constant(Decimal(token.text))
            case "text":
                return Constant(token.text[1:-1].replace('""', '"'))
            case "reference":
                return _reference(token, self._at)
            case "function":
                return Call(token.text.upper().removeprefix("_XLFN."), self._arguments())
            case "operator" if token.text == "(":
                node = self._inside()
                self._expect(")")
                return node
            case "name" if token.text.upper() in ("TRUE", "FALSE"):
                return Constant(token.text.upper() == "TRUE")
            case "name":
                return self._named(token.text)
            case _:
                raise NotCalculated("it is written in a way that is not read")

    def _named(self, name: str) -> Node:
        """What a name stands for, where that is the same from every cell."""
        meaning = self._names.get(name.casefold())
        try:
            node = parsed(meaning, self._at) if meaning else None
        except NotCalculated:
            node = None
        if node is not None and _is_fixed(node):
            return node
        raise NotCalculated(f"it uses the name {name}, which is not followed")

    def _arguments(self) -> tuple[Node | None, ...]:
        found: list[Node | None] = []
        if self._sign((")",)):
            return ()
        while True:
            found.append(None if self._peek() in (",", ")") else self._inside())
            if not self._sign((",",)):
                self._expect(")")
                return tuple(found)

    def _inside(self) -> Node:
        self._depth += 1
        if self._depth > MOST_NESTED:
            raise NotCalculated(f"it nests more than {MOST_NESTED} brackets")
        node = self._level(0)
        self._depth -= 1
        return node

    def _peek(self) -> str:
        token = self._tokens[self._next] if self._next < len(self._tokens) else None
        return token.text if token and token.kind == "operator" else ""

    def _sign(self, signs: tuple[str, ...]) -> str:
        sign = self._peek()
        if not sign or sign not in signs:
            return ""
        self._next += 1
        return sign

    def _expect(self, sign: str) -> None:
        if not self._sign((sign,)):
            raise NotCalculated("it is written in a way that is not read")

    def _take(self) -> FormulaToken:
        if self._next >= len(self._tokens):
            raise NotCalculated("it is written in a way that is not read")
        self._next += 1
        return self._tokens[self._next - 1]


def _is_fixed(node: Node) -> bool:
    """It is made of numbers, and of cells that it fixes on a sheet that it names."""
    match node:
        case Constant():
            return True
        case CellReference():
            return bool(node.sheet) and node.is_fixed
        case Operation(_, values):
            return all(map(_is_fixed, values))
        case Call(_, arguments):
            return all(one is None or _is_fixed(one) for one in arguments)


def _reference(token: FormulaToken, at: Place) -> CellReference:
    first, colon, last = token.text.partition(":")
    top, left = _corner(first, at)
    bottom, right = _corner(last, at) if colon else (top, left)
    return CellReference(token.sheet.casefold(), top, left, bottom, right, not colon)


def _corner(text: str, at: Place) -> tuple[Coordinate | None, Coordinate | None]:
    match = _END.fullmatch(text)
    if match is None:
        raise NotCalculated("it is written in a way that is not read")
    fixed_column, letters, fixed_row, digits = match.groups()
    if letters is None:
        # A whole row is written as its number alone, so its "$" stands where that of the column would.
        fixed_row = fixed_column or fixed_row
    row = None if digits is None else _coordinate(int(digits) - 1, bool(fixed_row), at[0])
    column = None if letters is None else _coordinate(column_of(letters), bool(fixed_column), at[1])
    return row, column


def _coordinate(number: int, fixed: bool, own: int) -> Coordinate:
    return Coordinate(number if fixed else number - own, fixed)
