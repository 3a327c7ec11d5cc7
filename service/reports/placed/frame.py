"""A page as it is shown, and where on it the words are that were read from it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from service.reports.model import Box, Page
from service.reports.placed.words import Word

_WHOLE: Final = 1000
_ABOVE: Final = 0.8
_BELOW: Final = 0.2
"""Ems above and below the baseline that digits and brackets take, with a little air."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What of a page is shown: its sides in the coordinates of the file (points, y upwards), and how far it is turned.

    ``turns`` are quarter turns, clockwise.
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def page(self) -> Page:
        """The page that is shown."""
        width, height = max(1, round(self.right - self.left)), max(1, round(self.top - self.bottom))
        return Page(height, width) if self.turns % 2 else Page(width, height)

    def box(self, first: Word, last: Word, left: float, right: float) -> Box | None:
        """Where a text is whose first and last word these are; None where nothing of the page shows it."""
        top, bottom = first.y - _ABOVE * first.face.size, last.y + _BELOW * last.face.size
        turn = first.face.turn
        sides = (left, -bottom, right, -top) if turn == 0 else _as_in_the_file(left, top, right, bottom, turn)
        x, y, other_x, other_y = self._shown(*sides)
        if x > other_x:
            x, other_x = other_x, x
        if y > other_y:
            y, other_y = other_y, y
        box = (max(0, floor(x)), max(0, floor(y)), min(_WHOLE, ceil(other_x)), min(_WHOLE, ceil(other_y)))
        return box if box[0] < box[2] and box[1] < box[3] else None

    def _shown(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Two opposite corners of an area, in thousandths of the page that is shown."""
        wide, high = (self.right - self.left) or 1.0, (self.top - self.bottom) or 1.0
        x, other_x = _WHOLE * (left - self.left) / wide, _WHOLE * (right - self.left) / wide
        y, other_y = _WHOLE * (bottom - self.bottom) / high, _WHOLE * (top - self.bottom) / high
        if self.turns == 0:
            return x, _WHOLE - y, other_x, _WHOLE - other_y
        if self.turns == 1:
            return y, x, other_y, other_x
        if self.turns == 2:
            return _WHOLE - x, y, _WHOLE - other_x, other_y
        return _WHOLE - y, _WHOLE - x, _WHOLE - other_y, _WHOLE - other_x


def _as_in_the_file(
    left: float, top: float, right: float, bottom: float, turn: int
) -> tuple[float, float, float, float]:
    """Left, bottom, right and top in the file of an area on the page as it was turned to be read (y downwards)."""
    if turn == 1:
        return top, left, bottom, right
    if turn == 2:
        return -right, top, -left, bottom
    return -bottom, -right, -top, -left
