"""Figures that are together: the ends of a range, and several that share one unit."""

from __future__ import annotations

from dataclasses import replace

from service.reports.prose.figure import StatedFigure
from service.reports.prose.figure_forms import JOINED, LINK, MOVES, RANGE

_RATIOS = ("percent", "points", "basis_points")
_OF_TIME = ("date", "year")
_OPENING = 32
"""Characters before a figure that tell "between 3 and 5" from "3 and 5", and "from 3 to 5" from "3 to 5"."""


def ranged(text: str, found: list[StatedFigure]) -> tuple[StatedFigure, ...]:
    """Marks the ends of ranges, and gives the first end the unit and scale that only the second prints.

    Taken from the last pair to the first, so that what the last figure of a list prints is passed on to all before it.
    """
    figures = list(found)
    for at in reversed(range(len(figures) - 1)):
        figures[at : at + 2] = _together(text, figures[at], figures[at + 1])
    return tuple(figures)


def _together(text: str, first: StatedFigure, second: StatedFigure) -> tuple[StatedFigure, StatedFigure]:
    """Two neighbours with what one takes from the other, by what is between and before them."""
    between = text[first.end : second.start]
    if first.kind in _OF_TIME or second.kind in _OF_TIME or not LINK.fullmatch(between):
        return first, second
    opening = text[max(0, first.start - _OPENING) : first.start].lower()
    if JOINED.fullmatch(between) and "between" not in opening and _lacks_unit(first, second):
        return _like(first, second), second
    if not RANGE.fullmatch(between) or (between.strip() == "and" and "between" not in opening):
        return first, second
    like = _like(first, second)
    if like.kind != second.kind:
        return first, second
    is_range = between.strip() in ("-", "–", "—") or not MOVES.search(opening)
    return replace(like, in_range=is_range), replace(second, in_range=is_range)


def _lacks_unit(first: StatedFigure, second: StatedFigure) -> bool:
    """Whether the unit of both is printed once: "40 and 27 basis points"."""
    return first.kind == "count" and first.unit is None and not first.scaled and second.kind in _RATIOS


def _like(first: StatedFigure, second: StatedFigure) -> StatedFigure:
    """The first end of a range with what only the second prints: "5 to 7%", "$3 to $4 million"."""
    if first.kind == "count" and not first.scaled and second.kind in (*_RATIOS, "amount"):
        return replace(first, kind=second.kind, unit=second.unit, scale=second.scale, scaled=second.scaled)
    if first.kind == second.kind and second.scaled and not first.scaled and abs(first.value) < 1000:
        return replace(first, scale=second.scale, scaled=True)
    return first
