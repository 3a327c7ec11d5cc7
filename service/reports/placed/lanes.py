"""The columns of a table on a page: figures that end at one edge, and the texts between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from service.reports.placed.pieces import Piece

_SAME_EDGE: Final = 0.5
"""Ems. Figures whose digits end this near to one another are in one column."""

_SAME_START: Final = 0.25
"""Ems. Figures of one column that are set to the left begin this near to one another."""
_PLACES: Final = (
    (attrgetter("edge"), _SAME_EDGE),
    (attrgetter("left"), _SAME_START),
    (attrgetter("left_of_figure"), _SAME_START),
)
_NEAR: Final = 1.5
"""Ems. Edges this near to each other are one column where no line has figures at both."""
_Placed = tuple[Piece, int]
"""A figure and its line."""


@dataclass(slots=True)
class PlacedLane:
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
    """Which figures are in it, by identity."""
    edges: list[float] = field(default_factory=list[float])
    starts: list[float] = field(default_factory=list[float])
    """Where its figures, or the signs before them, begin."""

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def add(self, row: int, piece: Piece) -> None:
        self.left, self.right = min(self.left, piece.left_of_figure), max(self.right, piece.right)
        self.reach = min(self.reach, piece.left)
        self.rows.add(row)
        self.held.add(id(piece))
        self.edges.append(piece.edge)
        self.starts.append(piece.left)

    def take(self, lane: PlacedLane) -> None:
        """Add the figures of another one."""
        self.left, self.right = min(self.left, lane.left), max(self.right, lane.right)
        self.reach = min(self.reach, lane.reach)
        self.rows |= lane.rows
        self.held |= lane.held
        self.edges = sorted(self.edges + lane.edges)
        self.starts += lane.starts
        self.edge = self.edges[len(self.edges) // 2]


def ends_at(piece: Piece, edge: float) -> bool:
    """Whether the digits of a figure end at this edge."""
    return abs(piece.edge - edge) <= _SAME_EDGE * piece.size or abs(piece.right - edge) <= 0.25 * piece.size


def starts_at(piece: Piece, lane: PlacedLane) -> bool:
    """Whether a figure, or the sign before it, begins where a column does: figures may be set to the left."""
    return abs(piece.left - lane.reach) <= _SAME_START * piece.size


def are_set_left(lanes: Sequence[PlacedLane]) -> bool:
    """Whether figures begin at common places and end at different ones, in more columns than the other way round."""
    begin = sum(_agree(lane.starts, lane) and not _agree(lane.edges, lane) for lane in lanes)
    end = sum(_agree(lane.edges, lane) and not _agree(lane.starts, lane) for lane in lanes)
    return begin > end


def _agree(places: Sequence[float], lane: PlacedLane) -> bool:
    return max(places) - min(places) <= _SAME_START * lane.size


def lanes_of(rows: Sequence[Iterable[Piece]]) -> list[PlacedLane]:
    """The columns of figures, left to right. ``rows`` holds the figures of each line.

    Figures are set to the right, or else to the left: the edge on which they make fewer columns is the one they share.
    """
    placed = [(piece, row) for row, pieces in enumerate(rows) for piece in pieces]
    ways = (_lined_up(placed, place, near) for place, near in _PLACES)
    return _merged([_lane(column) for column in min(ways, key=len)])


def _lined_up(placed: Sequence[_Placed], place: Callable[[Piece], float], near: float) -> list[list[_Placed]]:
    """The columns that figures make which are near to one another at this place, and of which no line has two."""
    columns: list[list[_Placed]] = []
    places = [place(piece) for piece, _ in placed]
    stands: list[float] = []
    taken: set[int] = set()
    for at in sorted(range(len(placed)), key=places.__getitem__):
        piece, row = placed[at]
        if stands and row not in taken and places[at] - stands[len(stands) // 2] <= near * piece.size:
            columns[-1].append(placed[at])
            stands.append(places[at])
            taken.add(row)
        else:
            columns.append([placed[at]])
            stands = [places[at]]
            taken = {row}
    return columns


def _lane(column: Sequence[_Placed]) -> PlacedLane:
    first = column[0][0]
    lane = PlacedLane(first.left_of_figure, first.right, first.edge, first.size)
    for piece, row in column:
        lane.add(row, piece)
    lane.edges.sort()
    lane.edge = lane.edges[len(lane.edges) // 2]
    return lane


def _merged(lanes: list[PlacedLane]) -> list[PlacedLane]:
    """Join columns that are above one another and that no line fills both of: figures set in the middle or left."""
    merged: list[PlacedLane] = []
    for lane in sorted(lanes, key=lambda lane: (-len(lane.rows), lane.edge)):
        near = [one for one in merged if not one.rows & lane.rows and _are_one(one, lane)]
        if near:
            min(near, key=lambda one: _apart(one, lane)).take(lane)
        else:
            merged.append(lane)
    return sorted(merged, key=lambda lane: lane.edge)


def _apart(one: PlacedLane, lane: PlacedLane) -> float:
    return min(abs(one.edge - lane.edge), abs(one.reach - lane.reach))


def _are_one(before: PlacedLane, lane: PlacedLane) -> bool:
    if abs(lane.edge - before.edge) < _NEAR * lane.size:
        return True
    shared = min(before.right, lane.right) - max(before.reach, lane.reach)
    return shared > 0.5 * min(before.right - before.left, lane.right - lane.left)
