"""A character with its place and its type, whichever format says where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """How the characters of one stretch of text are set. ``size`` is in points."""

    size: float
    bold: bool = False
    italic: bool = False
    drawn: bool = True
    turn: int = 0
    """Quarter turns by which they were turned to run from left to right."""


Glyph = tuple[str, float, float, float, Face]
"""A character, its left and right, its baseline, and how it is set. A bare tuple, since a long report has a million.

Coordinates are points with y downwards, turned so that the text runs from left to right.
"""
