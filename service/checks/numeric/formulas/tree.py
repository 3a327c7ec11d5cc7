"""The tree of a formula. References are counted from the cell it stands in, so formulas of one shape are equal."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Place = tuple[int, int]


class NotCalculated(Exception):
    """A formula cannot be calculated here; the text says why, to follow "because"."""


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A row or column: so many from the cell the formula stands in, or counted from 0 where it is fixed."""

    number: int
    fixed: bool

    def at(self, own: int) -> int:
        """The row or column, for a formula in row or column ``own``."""
        return self.number if self.fixed else own + self.number


@dataclass(frozen=True, slots=True)
class Constant:
    value: Decimal | str | bool


@dataclass(frozen=True, slots=True)
class CellReference:
    """A cell, or the cells between two corners; None where a whole row or column is meant."""

    sheet: str
    top: Coordinate | None
    left: Coordinate | None
    bottom: Coordinate | None
    right: Coordinate | None
    single: bool

    @property
    def is_fixed(self) -> bool:
        """It means the same cells wherever the formula stands."""
        return all(end is None or end.fixed for end in (self.top, self.left, self.bottom, self.right))


@dataclass(frozen=True, slots=True)
class Operation:
    """Values joined by a sign; with one value, it is a sign before it, or "%" after it."""

    sign: str
    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Node | None, ...]
    """None for one that is left out."""


Node = Constant | CellReference | Operation | Call
