"""What is at the head and foot of every page: page numbers and running lines, which belong to no table or text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from service.reports.figures.scales import states_scale
from service.reports.placed.lanes import ends_at
from service.reports.placed.pieces import pieces_of
from service.reports.placed.words import Strip

_EDGE: Final = 3
"""Lines at the top and at the foot of a page among which running lines are looked for."""
_FEWEST: Final = 3
_SHARE: Final = 0.15
"""Of the pages. Left and right pages may differ, and chapters have heads of their own."""
_LONGEST: Final = 150
"""Characters."""
_SAME_PLACE: Final = 4.0
"""Points. Running lines are at the same height on all their pages."""
_NUMBER: Final = re.compile(
    r"(?:page\s+)?[-–|]?\s*(?:\d{1,4}|[ivxlc]{1,7}|F-\d{1,3})\s*[-–|]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
_APART: Final = 1.8
"""Ems between a page number and the text of its page, at least."""
_DATE: Final = re.compile(r"(?:\d{1,2}\s)?(?:[^\W\d]+\.?\s)?(?:\d{1,2},?\s)?(?:19|20)\d\d")
_DIGITS: Final = re.compile(r"\d+")


def without_margins(pages: Sequence[list[Strip]]) -> list[list[Strip]]:
    """The lines of each page without page numbers and running lines.

    A running line that states a unit is kept where it comes first, since it may speak of every figure.
    """
    places: dict[tuple[str, int], list[tuple[int, Strip]]] = defaultdict(list)
    for page, strips in enumerate(pages):
        for strip, below in _edges(strips):
            text = strip.text
            if len(text) <= _LONGEST and not _heads_columns(strip, below):
                masked = _DIGITS.sub("#", text)
                places[masked, round(strip.y / _SAME_PLACE)].append((page, strip))
    needed = max(_FEWEST, _SHARE * len(pages))
    running: set[int] = set()
    for (masked, height), found in places.items():
        beside = [*found, *places.get((masked, height + 1), ()), *places.get((masked, height - 1), ())]
        if len({page for page, _ in beside}) >= needed and _is_running(masked, beside):
            kept = 1 if states_scale(found[0][1].text) else 0
            running |= {id(strip) for _, strip in found[kept:]}
    return [_inner([strip for strip in strips if id(strip) not in running]) for strips in pages]


def _heads_columns(strip: Strip, below: Strip | None) -> bool:
    """Whether a line names columns by their dates, which statements print at the same height on page after page.

    A date alone does where the line below it ends with a figure just under it.
    """
    pieces = pieces_of(strip)
    if sum(_DATE.fullmatch(piece.text) is not None for piece in pieces) > 1:
        return True
    if not pieces or not _DATE.fullmatch(pieces[-1].text):
        return False
    figures = [piece for piece in (pieces_of(below) if below else ())[1:] if piece.figure]
    return bool(figures) and ends_at(figures[-1], pieces[-1].edge)


def _is_running(masked: str, found: Sequence[tuple[int, Strip]]) -> bool:
    """Whether a line is the same on its pages, or differs only in a number that goes up with them."""
    if "#" not in masked or len({strip.text for _, strip in found}) == 1:
        return True
    held = [(page, [int(digits[:6]) for digits in _DIGITS.findall(strip.text)]) for page, strip in found]
    for place in range(min(len(numbers) for _, numbers in held)):
        ahead = Counter(numbers[place] - page for page, numbers in held)
        if 2 * ahead.most_common(1)[0][1] > len(held):
            return True
    return False


def _edges(strips: Sequence[Strip]) -> list[tuple[Strip, Strip | None]]:
    """The lines at the top and at the foot, each with the line below it."""
    paired = list(zip(strips, (*strips[1:], None), strict=True)) if strips else []
    return [*paired[:_EDGE], *paired[max(_EDGE, len(paired) - _EDGE) :]]


def _inner(strips: list[Strip]) -> list[Strip]:
    """The lines between the page number at the top or the foot, which is by itself."""
    if len(strips) > 2 and is_page_number(strips[-1]) and strips[-1].y - strips[-2].y > _APART * strips[-1].size:
        strips = strips[:-1]
    if len(strips) > 2 and is_page_number(strips[0]) and strips[1].y - strips[0].y > _APART * strips[0].size:
        strips = strips[1:]
    return strips


def is_page_number(strip: Strip) -> bool:
    """Whether a line is nothing but the number of its page."""
    return _NUMBER.fullmatch(strip.text) is not None
