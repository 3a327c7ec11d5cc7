"""Tables whose arithmetic is known: every figure that is worked out from others remembers from which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

Place = tuple[int, int, int]
"""Table, line and column of a figure."""


@dataclass(frozen=True)
class Relation:
    """A figure that is the signed sum of others; of one other, where it is the same figure printed twice."""

    target: Place
    terms: tuple[tuple[int, Place], ...]

    @property
    def places(self) -> frozenset[Place]:
        return frozenset((self.target, *(place for _, place in self.terms)))

    @property
    def shape(self) -> tuple[object, ...]:
        """The same for relations that are one rule, printed in several columns of one table."""
        ends = [(sign, table, line) for sign, (table, line, _) in self.terms]
        return (self.target[:2], tuple(ends))


@dataclass(frozen=True)
class Line:
    """A line of a table: a figure or nothing for each column. A line of nothing is a heading."""

    label: str
    amounts: tuple[int | None, ...]


@dataclass
class Grid:
    """A table while it is put together."""

    index: int
    title: str
    heads: tuple[str, ...]
    lines: list[Line] = field(default_factory=list[Line])
    relations: list[Relation] = field(default_factory=list[Relation])
    notes: dict[int, int] = field(default_factory=dict[int, int])
    """Lines that name the note in which they are explained; a table with such lines has a column for it."""

    @property
    def width(self) -> int:
        return len(self.heads)

    def heading(self, label: str) -> None:
        """A line without figures."""
        self.lines.append(Line(label, (None,) * self.width))

    def line(self, label: str, amounts: Sequence[int | None]) -> int:
        """A line of figures that follow from nothing in this table."""
        self.lines.append(Line(label, tuple(amounts)[: self.width]))
        return len(self.lines) - 1

    def total(self, label: str, terms: Sequence[int]) -> int:
        """The sum of other lines, in every column."""
        return self.signed(label, [(1, term) for term in terms])

    def signed(self, label: str, terms: Sequence[tuple[int, int]]) -> int:
        """The sum of other lines, each with its sign, in every column."""
        at = self.line(label, [sum(s * self.amount(line, c) for s, line in terms) for c in range(self.width)])
        for column in range(self.width):
            parts = tuple((sign, self.place(line, column)) for sign, line in terms)
            self.relations.append(Relation(self.place(at, column), parts))
        return at

    def across(self, target: int, terms: Sequence[int]) -> None:
        """Say that one column is the sum of others, in every line of figures."""
        for at, line in enumerate(self.lines):
            if line.amounts[target] is not None:
                parts = tuple((1, self.place(at, column)) for column in terms)
                self.relations.append(Relation(self.place(at, target), parts))

    def amount(self, line: int, column: int) -> int:
        return self.lines[line].amounts[column] or 0

    def place(self, line: int, column: int) -> Place:
        return (self.index, line, column)


@dataclass(frozen=True)
class Books:
    """A report by construction: its tables, and everything that holds between their figures."""

    grids: tuple[Grid, ...]
    relations: tuple[Relation, ...]

    def amount(self, place: Place) -> int:
        table, line, column = place
        return self.grids[table].amount(line, column)

    def about(self, place: Place) -> tuple[Relation, ...]:
        """The relations that a figure takes part in."""
        return tuple(relation for relation in self.relations if place in relation.places)

    def with_amount(self, place: Place, amount: int) -> Books:
        """The same report with one figure printed wrong."""
        table, at, column = place
        grid = self.grids[table]
        line = grid.lines[at]
        amounts = (*line.amounts[:column], amount, *line.amounts[column + 1 :])
        lines = [*grid.lines[:at], replace(line, amounts=amounts), *grid.lines[at + 1 :]]
        grids = (*self.grids[:table], replace(grid, lines=lines), *self.grids[table + 1 :])
        return replace(self, grids=grids)

    def broken(self, relation: Relation) -> int:
        """By how much a relation misses."""
        return self.amount(relation.target) - sum(sign * self.amount(place) for sign, place in relation.terms)
