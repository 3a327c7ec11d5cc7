"""The grid of a table on a page: which column each of its cells is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from service.reports.placed.lanes import PlacedLane
from service.reports.placed.pieces import Piece
from service.reports.placed.rows import PlacedRow

_SAME_START: Final = 1.5
"""Ems. Texts that begin this near to one another are in one column."""
_RUNS_IN: Final = 4.0
"""Ems. A text that begins this far left of the figures is a name, however far it runs."""

_Span = tuple[float, float]


@dataclass(slots=True)
class Columns:
    """Texts left of the figures by where they begin, then figures and the texts between them."""

    lanes: Sequence[PlacedLane]
    labels: list[float]
    """Where each column of texts begins; the first takes all that begins before the second."""
    between: list[_Span]
    """Left and right of columns of texts that are among the figures."""
    lane_at: dict[int, int] = field(default_factory=dict[int, int])
    """The column of the grid of each column of figures."""
    text_at: dict[int, int] = field(default_factory=dict[int, int])

    @classmethod
    def of(cls, body: Sequence[PlacedRow], lanes: Sequence[PlacedLane]) -> Columns:
        """The grid of these lines, whose figures are in these lanes."""
        starts: list[float] = []
        texts: list[_Span] = []
        for row in body:
            left = [piece for piece in row.pieces if _is_left(piece, lanes)]
            starts += [piece.left for piece in left[1:]]
            among = [piece for piece in row.pieces if piece.kind == "text" and not _is_left(piece, lanes)]
            texts += [(piece.left, piece.right) for piece in among if not _under(piece, lanes)]
        columns = cls(lanes, [float("-inf"), *_clusters(starts, _SAME_START * body[0].size)], _joined(texts))
        order = [(lane.edge, 0, at) for at, lane in enumerate(lanes)]
        order += [(right, 1, at) for at, (_, right) in enumerate(columns.between)]
        for place, (_, is_text, at) in enumerate(sorted(order), start=len(columns.labels)):
            (columns.text_at if is_text else columns.lane_at)[at] = place
        return columns

    def place(self, piece: Piece, *, figure: bool) -> int:
        """The column of the grid in which a cell below the heads stands."""
        if figure:
            return self.lane_at[self._lane(piece)]
        if piece.figure or _is_left(piece, self.lanes):
            return self.label(piece)
        under = _under(piece, self.lanes)
        if under:
            return self.lane_at[min(under, key=lambda at: abs(self.lanes[at].middle - piece.middle))]
        text = self.text(piece)
        return self.lane_at[self._lane(piece)] if text is None else text

    def label(self, piece: Piece) -> int:
        """The column of names of rows in which a text begins."""
        return max(at for at, start in enumerate(self.labels) if start <= piece.left)

    def text(self, piece: Piece) -> int | None:
        """The column of texts among the figures in whose middle a text stands."""
        found = (at for at, (left, right) in enumerate(self.between) if left <= piece.middle <= right)
        return next((self.text_at[at] for at in found), None)

    def _lane(self, piece: Piece) -> int:
        held = next((at for at, lane in enumerate(self.lanes) if id(piece) in lane.held), None)
        return held if held is not None else min(range(len(self.lanes)), key=lambda at: _off(piece, self.lanes[at]))


def _off(piece: Piece, lane: PlacedLane) -> float:
    """How far a figure is from the edge or the middle of a lane."""
    return min(abs(lane.edge - piece.edge), abs(lane.middle - (piece.left_of_figure + piece.right) / 2))


def _is_left(piece: Piece, lanes: Sequence[PlacedLane]) -> bool:
    first = min(lane.left for lane in lanes)
    return not piece.figure and (piece.right <= first or piece.left < first - _RUNS_IN * piece.size)


def _under(piece: Piece, lanes: Sequence[PlacedLane]) -> list[int]:
    return [at for at, lane in enumerate(lanes) if piece.left < lane.right and piece.right > lane.left]


def _clusters(starts: Sequence[float], near: float) -> list[float]:
    """Where each group of starts that are near to each other begins."""
    found: list[float] = []
    last = float("-inf")
    for start in sorted(starts):
        if start - last > near:
            found.append(start - 0.1)
        last = start
    return found


def _joined(spans: Sequence[_Span]) -> list[_Span]:
    """Spans that overlap, as one."""
    found: list[_Span] = []
    for left, right in sorted(spans):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found
