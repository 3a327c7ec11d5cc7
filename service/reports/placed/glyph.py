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


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character. Coordinates are points with y downwards, turned so that the text runs from left to right."""

    text: str
    left: float
    right: float
    y: float
    """Of the baseline."""
    face: Face
    turn: int = 0
    """Quarter turns by which it was turned to run from left to right."""
