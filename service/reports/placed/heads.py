"""Which columns a head is above: one, or all those that it is set in the middle of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from service.reports.placed.lanes import PlacedLane, are_set_left
from service.reports.placed.pieces import Piece, is_year
from service.reports.placed.words import Word
from service.reports.tables.headers import says_when_or_what

_WIDER: Final = 1.5
"""A gap this many times the narrowest of its line parts two heads that are set close to each other."""
_WIDENED: Final = 1.15
"""A gap this many times the narrowest parts two heads where the second begins just where a column does."""
_BARE: Final = 0.6
"""Ems. A column without a head is as unlikely as one whose head is this much out of place."""
_OUTSIDE: Final = 8.0
"""Ems left of the first column. A head that begins there speaks of the names of rows; a year after it does not."""
_SAME_START: Final = 0.1
"""Ems. A word this near to where a column begins begins its head, where figures are set to the left."""
_NARROWEST: Final = 0.2
"""Ems. The space between two words is hardly less."""


def heads_apart(pieces: Sequence[Piece], lanes: Sequence[PlacedLane]) -> list[Piece]:
    """Heads set so close that they look like one, each by itself."""
    if _stand_apart(pieces, lanes):
        return list(pieces)
    words = [word for piece in pieces for word in piece.words]
    over = [word for word in words if word.right > lanes[0].reach - lanes[0].size]
    if len(over) == len(lanes) and len({_column(word, lanes) for word in over}) == len(lanes):
        before = [Piece(part) for piece in pieces if (part := [w for w in piece.words if not _is_in(w, over)])]
        return [*before, *(Piece([word]) for word in over)]
    gaps = [right.left - left.right for piece in pieces for left, right in pairwise(piece.words)]
    if not gaps:
        return list(pieces)
    narrowest = max(min(gaps), _NARROWEST * pieces[0].size)
    begin = _beginning(pieces, lanes, narrowest) if are_set_left(lanes) else set[int]()
    return [part for piece in pieces for part in _parted(piece, narrowest, lanes, begin)]


def _stand_apart(pieces: Sequence[Piece], lanes: Sequence[PlacedLane]) -> bool:
    """Whether each head is above a column of its own already; a year may be set close to the unit before it."""
    last = [piece.words[-1] for piece in pieces]
    return len(last) == len(lanes) == len({_column(word, lanes) for word in last} - {-1}) and not any(
        is_year([word]) for word in last
    )


def _beginning(pieces: Sequence[Piece], lanes: Sequence[PlacedLane], narrowest: float) -> set[int]:
    """The words, by identity, that begin a head where figures are set to the left: just where a column begins.

    A single one may be there by chance, if no wider gap is before it.
    """
    found = [
        (left, right)
        for piece in pieces
        for left, right in pairwise(piece.words)
        if any(abs(right.left - lane.reach) <= _SAME_START * piece.size for lane in lanes)
    ]
    sure = len(found) > 1
    return {id(right) for left, right in found if sure or right.left - left.right >= _WIDENED * narrowest}


def _is_in(word: Word, words: Sequence[Word]) -> bool:
    return any(word is one for one in words)


def _parted(piece: Piece, narrowest: float, lanes: Sequence[PlacedLane], begin: set[int]) -> list[Piece]:
    """``begin`` are words that begin a head, whatever the gap before them."""
    parts = [[piece.words[0]]]
    begins_outside = piece.left < lanes[0].reach - _OUTSIDE * piece.size
    for left, right in pairwise(piece.words):
        gap = right.left - left.right
        apart = gap >= _WIDER * narrowest or _ends(parts[-1], right)
        closed = is_year([right]) and (left.text.endswith(")") or begins_outside)
        if closed or id(right) in begin or (apart and _column(left, lanes) != _column(right, lanes)):
            parts.append([right])
        else:
            parts[-1].append(right)
    return [Piece(part) for part in parts]


def _ends(part: Sequence[Word], word: Word) -> bool:
    """Whether a head ends before a word, however near: after a year, or before a year that ends no date."""
    if is_year(part[-1:]):
        return True
    text = " ".join(one.text for one in part)
    return is_year([word]) and not says_when_or_what(text)


def _column(word: Word, lanes: Sequence[PlacedLane]) -> int:
    """The column nearest to a word; -1 beside all of them, where the names of rows are."""
    middle = (word.left + word.right) / 2
    if word.right < lanes[0].reach - lanes[0].size:
        return -1
    return min(range(len(lanes)), key=lambda at: abs(lanes[at].middle - middle))


def spans_of(pieces: Sequence[Piece], lanes: Sequence[PlacedLane]) -> list[tuple[int, int]]:
    """The first and last column under each head of one line, left to right, none twice.

    Of all ways to give each head some neighbouring columns, the one in which heads are least off the middle of
    theirs (or the edge, for one alone) and fewest columns are without a head. There are no more heads than columns.
    """
    if not pieces:
        return []
    least: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())]]
    for at in range(len(lanes)):  # without any head
        least[0].append((least[0][at][0] + _bare(pieces), ()))
    for number, piece in enumerate(pieces, start=1):
        row: list[tuple[float, tuple[tuple[int, int], ...]]] = [(float("inf"), ())]
        for end in range(1, len(lanes) + 1):
            best = (row[end - 1][0] + _bare(pieces), row[end - 1][1])
            for first in range(end):
                cost, spans = least[number - 1][first]
                cost += _cost(piece, lanes, first, end - 1)
                if cost < best[0]:
                    best = (cost, (*spans, (first, end - 1)))
            row.append(best)
        least.append(row)
    return list(least[-1][-1][1])


def _bare(pieces: Sequence[Piece]) -> float:
    """What a column without a head costs."""
    return _BARE * pieces[0].size


def _cost(piece: Piece, lanes: Sequence[PlacedLane], first: int, end: int) -> float:
    """How far a head is from standing in the middle of some columns, or from the edge of the only one."""
    left, right = lanes[first], lanes[end]
    middle = abs(piece.middle - (left.left + right.right) / 2)
    start = abs(piece.left - left.reach)
    if first < end:
        return min(middle, start) if piece.right > left.right + piece.size else middle
    before = lanes[first - 1].edge if first else float("-inf")
    after = lanes[end + 1].left if end + 1 < len(lanes) else float("inf")
    outside = max(0.0, before - piece.left) + max(0.0, piece.right - after)
    return min(abs(piece.right - right.edge), abs(piece.right - right.right), middle, start) + outside
