"""The cells of a line: words that are together, with the signs and brackets that belong to a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import Final

from service.reports.figures.numbers import parse
from service.reports.figures.units import CURRENCY_CODE
from service.reports.model import CellKind
from service.reports.placed.words import Strip, Word, text_of

_APART: Final = 0.75
"""Ems. A wider gap parts two cells; the spaces of a sentence are near a quarter of an em."""
_FIGURES_APART: Final = 0.5
"""Ems. Two figures stand apart sooner than two words."""
_STRETCHED: Final = 2.2
"""A gap must be this many times the usual one of its line, or it is only the space of a justified line."""
_GROUPED: Final = 0.45
"""Ems. A space that groups the digits of one number is no wider."""
_FIGURES: Final = ("number", "nil")
_THOUSANDS: Final = re.compile(r"(?:^|\s)[-–−(]?\d{1,3}(?: \d{3})*$")
_SMALL: Final = re.compile(r"\d{1,3}[,.]?")
_HEAD: Final = re.compile(r"(?:\b(?:and|or|of|to|by|from|note|notes|page|pages|section)|[,;&(])$", re.IGNORECASE)
"""What is before figures that belong to a sentence or count places."""
_GROUP: Final = re.compile(r"\d{3}(?:[.,]\d+)?\)?%?")
_LEADS: Final = ".·…_"
_LEADER: Final = re.compile(rf"[{_LEADS}]{{2,}}|\.")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_OPEN: Final = re.compile(r"[^\w)]*[($£€¥]|[A-Z]{0,3}[$£€¥]\(?|\(")
_CODE: Final = re.compile(rf"{CURRENCY_CODE}|Rs\.?|Fr\.")
_CLOSE: Final = re.compile(r"[)\]]%?|%\)?|pp|pts|bps|x")
_SIGN_REACH: Final = 15.0
"""Ems. A currency sign set to the left of its column is at most this far from its figure."""


@dataclass(slots=True, eq=False)
class Piece:
    """A cell of a line. Its words stay as they are; what follows from them is worked out once."""

    words: list[Word]
    text: str = field(init=False)
    kind: CellKind = field(init=False)
    figure: bool = field(init=False)
    left: float = field(init=False)
    right: float = field(init=False)
    left_of_figure: float = field(init=False)
    """Where the figure itself begins; a currency sign may be set far to its left."""
    edge: float = field(init=False)
    """Where its digits end; closing brackets and signs may hang beyond the edge of a column."""
    size: float = field(init=False)

    def __post_init__(self) -> None:
        self.text = text_of(self.words)
        self.kind = kind_of(self.text)
        self.figure = self.kind in _FIGURES
        self.size = self.words[0].face.size
        self.left, self.right = self.words[0].left, self.words[-1].right
        first = next((word for word in self.words if _has_digit(word.text)), self.words[-1])
        self.left_of_figure = first.left
        self.edge = self._edge()

    def _edge(self) -> float:
        word = self.words[-1]
        hanging = len(word.text) - len(word.text.rstrip(")]%*†‡"))
        if hanging == len(word.text):
            return self.words[-2].right if len(self.words) > 1 else word.right
        return word.right - hanging * (word.right - word.left) / (len(word.text) + 1)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def year(self) -> bool:
        return _YEAR.fullmatch(self.text) is not None

    @property
    def closes(self) -> bool:
        """Whether it is a sign or bracket that belongs to the figure at its left."""
        return self.kind == "mark" and _CLOSE.fullmatch(self.text) is not None


def _has_digit(text: str) -> bool:
    return not text.isalpha() and any(map(str.isdigit, text))


@lru_cache(maxsize=20_000)
def kind_of(text: str) -> CellKind:
    """What a cell holds, whichever decimal mark the document uses."""
    if text.endswith(","):
        return "text"
    kind = parse(text).kind
    return parse(text, ",").kind if kind == "text" and any(map(str.isdigit, text)) else kind


def pieces_of(strip: Strip) -> list[Piece]:
    """The cells of a line, from left to right; dots that lead the eye are left out."""
    words = [word for word in strip.words if word.text[0] not in _LEADS or not _LEADER.fullmatch(word.text)]
    if not words:
        return []
    gaps = [right.left - left.right for left, right in pairwise(words)]
    usual = _STRETCHED * median(gaps) if len(gaps) >= 5 and not strip.typed else 0.0
    pieces = [[words[0]]]
    for gap, word in zip(gaps, words[1:], strict=True):
        if _belongs(pieces[-1], word, gap, usual):
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return _with_signs([part for piece in pieces for part in _with_figures_apart(piece)])


def _belongs(piece: Sequence[Word], word: Word, gap: float, usual: float) -> bool:
    em = max(piece[-1].face.size, word.face.size)
    if word.raised:
        return gap < _FIGURES_APART * em
    after = kind_of(word.text)
    if after in _FIGURES and kind_of(piece[-1].text) in _FIGURES:
        return gap <= _FIGURES_APART * em and (_groups(piece, word, gap) or _has_words(piece))
    if (after in _FIGURES or after == "mark") and not _has_words(piece) and not _CLOSE.fullmatch(word.text):
        return not any(kind_of(one.text) in _FIGURES for one in piece) and gap <= _APART * em
    return gap <= max(_APART * em, min(usual, 2 * em))


def _groups(piece: Sequence[Word], word: Word, gap: float) -> bool:
    """Whether a word is the next three digits of a number."""
    close = gap <= _GROUPED * max(piece[-1].size, word.size)
    return close and _GROUP.fullmatch(word.text) is not None and _THOUSANDS.search(text_of(piece)) is not None


def _has_words(piece: Sequence[Word]) -> bool:
    return any(kind_of(word.text) == "text" for word in piece)


def _with_figures_apart(words: list[Word]) -> list[Piece]:
    """A text with two or more figures at its end, set so close that they looked like one sentence, without them.

    A dash counts for none: between words it parts them.
    """
    begins = [len(words)]
    while (begin := figure_at_end(words[: begins[0]])) is not None and not is_year(words[begin : begins[0]]):
        begins.insert(0, begin)
    if len(begins) < 3:
        return [Piece(words)]
    start = begins[0]
    found = sum(kind_of(text_of(words[first:end])) == "number" for first, end in pairwise(begins))
    plain = all(_SMALL.fullmatch(word.text) for word in words[start:])
    if found < 2 or (plain and _HEAD.search(text_of(words[:start]))):
        return [Piece(words)]
    parts = [words[first:end] for first, end in pairwise(begins)]
    return [Piece(part) for part in (words[:start], *parts) if part]


def figure_at_end(words: Sequence[Word]) -> int | None:
    """Where the figure begins that ends a row of words, with its signs; None where they end otherwise."""
    at = len(words) - 1
    while at > 0 and (_CLOSE.fullmatch(words[at].text) or words[at].raised):
        at -= 1
    if at < 0 or kind_of(words[at].text) not in _FIGURES:
        return None
    while at > 0 and _groups(words[:at], words[at], words[at].left - words[at - 1].right):
        at -= 1
    if at > 0 and _OPEN.fullmatch(words[at - 1].text):
        at -= 1
    return at


def is_year(words: Sequence[Word]) -> bool:
    """Whether words are a bare year, which may end a date."""
    return len(words) == 1 and _YEAR.fullmatch(words[0].text) is not None


def _with_signs(pieces: list[Piece]) -> list[Piece]:
    """Currency signs and brackets in pieces of their own, or at the end of a name, join the figure they belong to."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before and _ends_with_sign(before, piece):
            joined[-1:] = [Piece(before.words[:-1]), Piece([before.words[-1], *piece.words])]
        elif before and (_leads(before, piece) or _closes(before, piece)) and not _heads(joined, piece):
            joined[-1] = Piece([*before.words, *piece.words])
        else:
            joined.append(piece)
    return joined


def _ends_with_sign(before: Piece, piece: Piece) -> bool:
    """Whether a name ends with the sign of the figure after it, which is in a column of its own."""
    sign = before.words[-1]
    is_sign = before.kind == "text" and len(before.words) > 1 and _OPEN.fullmatch(sign.text) is not None
    return is_sign and piece.figure and piece.left - sign.right < _SIGN_REACH * piece.size


def _heads(joined: Sequence[Piece], piece: Piece) -> bool:
    """Whether a sign is between two years: it is a part of the head before it ("2025 £  2024 £")."""
    return piece.year and len(joined) > 1 and joined[-2].year


def _leads(before: Piece, piece: Piece) -> bool:
    return (
        piece.figure
        and before.kind == "mark"
        and (_OPEN.fullmatch(before.text) or _CODE.fullmatch(before.text)) is not None
        and _near(before, piece, _SIGN_REACH)
    )


def _closes(before: Piece, piece: Piece) -> bool:
    return before.figure and _CLOSE.fullmatch(piece.text) is not None and _near(before, piece, 1.5)


def _near(before: Piece, piece: Piece, ems: float) -> bool:
    return piece.left - before.right < ems * piece.size
