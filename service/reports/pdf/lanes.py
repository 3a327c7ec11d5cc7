"""The columns of a table on a page: figures that end at one edge, and the texts between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from service.reports.pdf.pieces import Piece

_SAME_EDGE: Final = 0.5
"""Ems. Figures whose digits end this near to one another stand in one column."""

_NEAR: Final = 1.5
"""Ems. Edges this near to each other are one column where no line has figures at both."""


@dataclass(slots=True)
class Lane:
    """A column of figures."""

    left: float
    right: float
    edge: float
    """Where most of its digits end."""
    size: float
    rows: set[int] = field(default_factory=set[int])
    reach: float = float("inf")
    """Where the signs before its figures begin."""
    held: set[int] = field(default_factory=set[int])
    """Which figures stand in it, by identity."""
    edges: list[float] = field(default_factory=list[float])

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def add(self, row: int, piece: Piece) -> None:
        self.left, self.right = min(self.left, piece.left_of_figure), max(self.right, piece.right)
        self.reach = min(self.reach, piece.left)
        self.rows.add(row)
        self.held.add(id(piece))
        self.edges.append(piece.edge)

    def take(self, lane: Lane) -> None:
        """Add the figures of another one."""
        self.left, self.right = min(self.left, lane.left), max(self.right, lane.right)
        self.reach = min(self.reach, lane.reach)
        self.rows |= lane.rows
        self.held |= lane.held
        self.edges = sorted(self.edges + lane.edges)
        self.edge = self.edges[len(self.edges) // 2]


def ends_at(piece: Piece, edge: float) -> bool:
    """Whether the digits of a figure end at this edge."""
    return abs(piece.edge - edge) <= _SAME_EDGE * piece.size or abs(piece.right - edge) <= 0.25 * piece.size


def lanes_of(rows: Sequence[Iterable[Piece]]) -> list[Lane]:
    """The columns of figures, left to right. ``rows`` holds the figures of each line."""
    placed = sorted(((piece, row) for row, pieces in enumerate(rows) for piece in pieces), key=lambda one: one[0].edge)
    lanes: list[Lane] = []
    for piece, row in placed:
        lane = lanes[-1] if lanes else None
        if lane is None or piece.edge - lane.edge > _SAME_EDGE * piece.size or row in lane.rows:
            lane = Lane(piece.left_of_figure, piece.right, piece.edge, piece.size)
            lanes.append(lane)
        lane.add(row, piece)
        lane.edge = lane.edges[len(lane.edges) // 2]
    return _merged(lanes)


def _merged(lanes: list[Lane]) -> list[Lane]:
    """Join columns that stand over one another and that no line fills both of: figures set in the middle or left."""
    merged: list[Lane] = []
    for lane in sorted(lanes, key=lambda lane: (-len(lane.rows), lane.edge)):
        near = [one for one in merged if not one.rows & lane.rows and _are_one(one, lane)]
        if near:
            min(near, key=lambda one: _apart(one, lane)).take(lane)
        else:
            merged.append(lane)
    return sorted(merged, key=lambda lane: lane.edge)


def _apart(one: Lane, lane: Lane) -> float:
    return min(abs(one.edge - lane.edge), abs(one.reach - lane.reach))


def _are_one(before: Lane, lane: Lane) -> bool:
    if abs(lane.edge - before.edge) < _NEAR * lane.size:
        return True
    shared = min(before.right, lane.right) - max(before.reach, lane.reach)
    return shared > 0.5 * min(before.right - before.left, lane.right - lane.left)
