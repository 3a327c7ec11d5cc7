"""Figures that are so close to the name of their row that no gap parts them: their column tells them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from service.reports.placed.lanes import PlacedLane, ends_at
from service.reports.placed.pieces import Piece, figure_at_end, is_year
from service.reports.placed.words import Word

_AMOUNT: Final = re.compile(r"[^\w\s]*\d{1,3}(?:[,. ’']\d{3})+[^\w\s]*")
_SEVERAL: Final = 3
"""Words in which two numbers may be."""
_AT_EDGE: Final = 0.2
"""Ems. Digits of one size that end in one column end this near to one another."""
_GROUP: Final = re.compile(r"[-–−(]?\d{1,3}\)?")
_NUMBER: Final = re.compile(r"[-–−(]?\d{1,3}(?: \d{3})*\)?")


def parted_at(pieces: Sequence[Piece], lanes: Sequence[PlacedLane]) -> list[Piece]:
    """Part a figure at the end of a text from it, where it is in a column that is empty otherwise."""
    parted: list[Piece] = []
    for at, piece in enumerate(pieces):
        numbers = _at_edges(piece.words, lanes)
        if len(numbers) > 1:
            parted += numbers
            continue
        start = figure_at_end(piece.words) if piece.kind == "text" else None
        if start and _is_named(piece.words[:start]) and not is_year(piece.words[start:]):
            figure = Piece(piece.words[start:])
            others = [one for place, one in enumerate(pieces) if place != at and one.figure]
            if any(_stands_in(figure, lane) and not _is_taken(lane, others) for lane in lanes):
                parted += [Piece(piece.words[:start]), figure]
                continue
        parted.append(piece)
    return parted


def _at_edges(words: Sequence[Word], lanes: Sequence[PlacedLane]) -> list[Piece]:
    """Numbers whose thousands are parted by spaces as wide as those between columns: each ends where a column does."""
    if len(words) < _SEVERAL or not all(_GROUP.fullmatch(word.text) for word in words):
        return []
    parts: list[list[Word]] = [[]]
    for word in words:
        parts[-1].append(word)
        if any(abs(word.right - lane.edge) <= _AT_EDGE * word.size for lane in lanes):
            parts.append([])
    found = [Piece(part) for part in parts if part]
    return found if not parts[-1] and all(_NUMBER.fullmatch(piece.text) for piece in found) else []


def runs_in(pieces: Sequence[Piece], lanes: Sequence[PlacedLane]) -> bool:
    """Whether a line of words is the name of a row and its amount, which ends just where a column does."""
    parted = parted_at(pieces, lanes)
    if len(pieces) != 1 or len(parted) != 2:
        return False
    figure = parted[1]
    printed = len(figure.words) > 1 or _AMOUNT.fullmatch(figure.text) is not None
    return printed and any(ends_at(figure, lane.edge) for lane in lanes)


def _is_named(words: Sequence[Word]) -> bool:
    return any(char.isalpha() for word in words for char in word.text)


def _stands_in(figure: Piece, lane: PlacedLane) -> bool:
    return ends_at(figure, lane.edge) or lane.reach < figure.middle < lane.right


def _is_taken(lane: PlacedLane, figures: Sequence[Piece]) -> bool:
    return any(figure.left_of_figure < lane.right and figure.right > lane.left for figure in figures)
