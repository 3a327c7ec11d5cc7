"""A line of a page with its cells: what it may be in a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from service.reports.placed.frame import Frame
from service.reports.placed.pieces import Piece, pieces_of
from service.reports.placed.words import Strip
from service.reports.tables.headers import says_when_or_what

_FEW_WORDS: Final = 8


@dataclass(slots=True)
class PlacedRow:
    """A line and its cells."""

    strip: Strip
    page: int
    pieces: list[Piece] = field(default_factory=list[Piece])
    margin: float = float("-inf")
    """Where the names of rows begin, once it is in a table: a number there is a part of a name."""
    frame: Frame | None = None
    """Of its page, where the format has pages that can be shown."""
    text: str = field(init=False)

    def __post_init__(self) -> None:
        whole = len(self.pieces) == 1 and len(self.pieces[0].words) == len(self.strip.words)
        self.text = self.pieces[0].text if whole else self.strip.text

    @classmethod
    def of(cls, strip: Strip, page: int, frame: Frame | None = None) -> PlacedRow:
        return cls(strip, page, pieces_of(strip), frame=frame)

    @property
    def y(self) -> float:
        return self.strip.y

    @property
    def size(self) -> float:
        return self.strip.size

    @property
    def figures(self) -> list[Piece]:
        """Its figures; a number before a text at its beginning counts the items of a list."""
        found = [piece for piece in self.pieces if piece.figure]
        first = self.pieces[0]
        if found and found[0] is first and (first.left < self.margin or self._counts_items()):
            return found[1:]
        return found

    def _counts_items(self) -> bool:
        return len(self.pieces) > 1 and self.pieces[1].kind == "text"

    @property
    def name(self) -> Piece | None:
        """Its first text, which names it; None where it begins with a figure."""
        first = self.pieces[0]
        return None if any(first is figure for figure in self.figures) else first

    @property
    def is_data(self) -> bool:
        """Whether it prints a figure that is not merely a year above a column."""
        figures = self.figures
        return bool(figures) and not self.is_head

    @property
    def is_head(self) -> bool:
        """Whether it names columns: nothing but years in its cells, and no name of its own unless that says when."""
        figures = self.figures
        if not figures:
            return False
        names = [piece.text for piece in self.pieces if not piece.figure]
        if not all(piece.year for piece in figures):
            return False
        first = self.pieces[0]
        if first.figure:
            return len(self.pieces) > 1 or first.year
        return all(says_when_or_what(name) or len(name.split()) <= 2 for name in names) and (
            len(figures) > 1 or says_when_or_what(names[0]) or len(names) > 1
        )

    @property
    def is_sentence(self) -> bool:
        """Whether it is one long stretch of words."""
        return len(self.pieces) == 1 and len(self.strip.words) >= _FEW_WORDS and self.pieces[0].kind == "text"
