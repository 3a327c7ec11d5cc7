"""Which columns a head stands over: one, or all those that it is set in the middle of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from service.reports.pdf.lanes import Lane
from service.reports.pdf.pieces import Piece

_WIDER: Final = 1.5
"""A gap this many times the narrowest of its line parts two heads that are set close to each other."""
_NARROWEST: Final = 0.2
"""Ems. The space between two words is hardly less."""


def heads_apart(pieces: Sequence[Piece], lanes: Sequence[Lane]) -> list[Piece]:
    """Heads set so close that they look like one, each by itself."""
    gaps = [right.left - left.right for piece in pieces for left, right in pairwise(piece.words)]
    if not gaps:
        return list(pieces)
    wide = _WIDER * max(min(gaps), _NARROWEST * pieces[0].size)
    return [part for piece in pieces for part in _parted(piece, wide, lanes)]


def _parted(piece: Piece, wide: float, lanes: Sequence[Lane]) -> list[Piece]:
    parts = [[piece.words[0]]]
    for left, right in pairwise(piece.words):
        same = _column(left.left, left.right, lanes) == _column(right.left, right.right, lanes)
        if right.left - left.right >= wide and not same:
            parts.append([right])
        else:
            parts[-1].append(right)
    return [Piece(part) for part in parts]


def _column(left: float, right: float, lanes: Sequence[Lane]) -> int:
    return min(range(len(lanes)), key=lambda at: abs(lanes[at].middle - (left + right) / 2))


def spans_of(pieces: Sequence[Piece], lanes: Sequence[Lane]) -> list[tuple[int, int]]:
    """The first and last column under each head of one line, left to right, none twice."""
    spans: list[tuple[int, int]] = []
    free = 0
    for at, piece in enumerate(pieces):
        left_over = len(pieces) - at - 1
        most = len(lanes) - left_over - 1
        reach = pieces[at + 1].left if at + 1 < len(pieces) else float("inf")
        span = _span(piece, lanes, min(free, len(lanes) - 1), max(most, free), reach)
        spans.append(span)
        free = span[1] + 1
    return spans


def _span(piece: Piece, lanes: Sequence[Lane], free: int, most: int, reach: float) -> tuple[int, int]:
    """The columns from ``free`` to ``most`` over which a head stands best."""
    last = min(most, len(lanes) - 1)
    best, least = (free, free), float("inf")
    for first in range(free, last + 1):
        for end in range(first, last + 1):
            if end > first and lanes[end].left > reach:
                break
            cost = _cost(piece, lanes[first], lanes[end], end - first)
            if cost < least:
                best, least = (first, end), cost
    return best


def _cost(piece: Piece, first: Lane, end: Lane, more: int) -> float:
    """How far a head is from standing in the middle of some columns, or from ending where one column ends."""
    middle = abs(piece.middle - (first.left + end.right) / 2)
    if not more:
        right = min(abs(piece.right - end.edge), abs(piece.right - end.right))
        return min(right, middle, abs(piece.left - first.left))
    outside = max(0.0, piece.left - first.right) + max(0.0, end.left - piece.right)
    return middle + 0.35 * piece.size * more + 0.1 * outside
