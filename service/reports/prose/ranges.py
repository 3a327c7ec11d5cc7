"""Figures that stand together: the ends of a range, and several that share one unit."""

from __future__ import annotations

from dataclasses import replace

from service.reports.prose.figure import StatedFigure
from service.reports.prose.figure_forms import JOINED, LINK, MOVES, RANGE

_RATIOS = ("percent", "points", "basis_points")


def ranged(text: str, found: list[StatedFigure]) -> tuple[StatedFigure, ...]:
    """Marks the ends of ranges, and gives the first end the unit and scale that only the second prints."""
    for at in reversed(range(len(found) - 1)):
        first, second = found[at], found[at + 1]
        between = text[first.end : second.start]
        if first.kind in ("date", "year") or second.kind in ("date", "year") or not LINK.fullmatch(between):
            continue
        opening = text[max(0, first.start - 32) : first.start].lower()
        if JOINED.fullmatch(between) and "between" not in opening and _lacks_unit(first, second):
            found[at] = _like(first, second)
            continue
        if not RANGE.fullmatch(between) or (between.strip() == "and" and "between" not in opening):
            continue
        first = _like(first, second)
        if first.kind != second.kind:
            continue
        is_range = between.strip() in ("-", "–", "—") or not MOVES.search(opening)
        found[at] = replace(first, in_range=is_range)
        found[at + 1] = replace(second, in_range=is_range)
    return tuple(found)


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
