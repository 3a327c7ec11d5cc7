"""Characters become words, and words the lines they are on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from service.reports.flow.glyphs import raised
from service.reports.placed.glyph import Face, Glyph

_WORD_GAP: Final = 0.16
"""Ems. A gap this wide parts words where no space is drawn; letters of a word are closer."""
_TOUCHING: Final = 0.03
"""Ems. Digits this near are one number even where pdfium sees a space: a pair set close is taken for two words."""
_NARROW: Final = 0.08
"""Ems. The narrowest space that parts words where pdfium sees one: kerning draws words together."""
_SAME_LINE: Final = 0.3
"""Ems. Baselines this near are one line: numbers and labels of a row may be set a little apart."""
_SMALL: Final = 0.86
"""Type this much smaller than what it is beside may be a note mark."""
_LIGATURES: Final = range(0xFB00, 0xFB07)
_FIRST_LIGATURE: Final = chr(_LIGATURES[0])


@dataclass(slots=True)
class Word:
    """Characters without a space between them."""

    text: str
    left: float
    right: float
    y: float
    face: Face
    raised: bool = False
    spaced: bool = False
    """pdfium sees a space before it."""

    @property
    def size(self) -> float:
        return self.face.size


@dataclass(slots=True)
class Strip:
    """The words that are on one baseline, from left to right."""

    y: float
    size: float
    words: list[Word] = field(default_factory=list[Word])
    typed: bool = False
    """Set in characters of one width, whose blanks are meant: no line is stretched to the width of its column."""
    rules: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])
    """Left and right of the rules that are drawn just below it."""

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def text(self) -> str:
        return text_of(self.words)


def text_of(words: Sequence[Word]) -> str:
    """Words as they are read; note marks are raised against the word before them."""
    if len(words) == 1 and not words[0].raised:
        return words[0].text
    out = ""
    right = size = 0.0
    for word in words:
        own = word.face.size
        text = raised(word.text) if word.raised else word.text
        reach = _NARROW if word.spaced else _WORD_GAP
        out += text if not out or word.left - right < reach * max(own, size) else f" {text}"
        right, size = word.right, own
    return out


def words_of(glyphs: Iterable[Glyph]) -> Iterator[Word]:
    """The words of a page, in the order in which they are drawn."""
    word: Word | None = None
    spaced = False
    for glyph in glyphs:
        text, left, right, y, face = glyph
        if text.isspace():
            spaced = True
            continue
        shown = _written(text) if text >= _FIRST_LIGATURE else text
        if word is not None and (not spaced or _is_one_number(word, shown)) and _goes_on(word, glyph, spaced):
            word.text += shown
            word.right = max(word.right, right)
        else:
            if word is not None:
                yield word
            word = Word(shown, left, right, y, face, spaced=spaced)
        spaced = False
    if word is not None:
        yield word


def _written(text: str) -> str:
    return unicodedata.normalize("NFKC", text) if ord(text[0]) in _LIGATURES else text


def _is_one_number(word: Word, text: str) -> bool:
    """Whether digits may go on with a word although pdfium sees a space between them."""
    return word.text[-1].isdigit() and text.isdigit()


def _goes_on(word: Word, glyph: Glyph, spaced: bool) -> bool:
    """Whether a character is on the line of a word, close after it."""
    _, left, _, y, face = glyph
    before = word.face.size
    em = max(before, face.size)
    if not -0.5 * em < left - word.right < (_TOUCHING if spaced else _WORD_GAP) * em:
        return False
    return abs(y - word.y) <= 0.05 * em and abs(face.size - before) <= 0.1 * em


def strips_of(words: Iterable[Word]) -> list[Strip]:
    """The lines that words are on, top down; small type raised against a line belongs to it."""
    strips: list[Strip] = []
    for word in sorted(words, key=lambda word: (word.y, word.left)):
        if strips and word.y - strips[-1].y <= _SAME_LINE * min(word.size, strips[-1].size):
            strips[-1].words.append(word)
            strips[-1].size = max(strips[-1].size, word.size)
        else:
            strips.append(Strip(word.y, word.size, [word]))
    _take_raised(strips)
    kept = [strip for strip in strips if strip.words]
    for strip in kept:
        strip.words.sort(key=lambda word: word.left)
    return kept


def _take_raised(strips: list[Strip]) -> None:
    for at, strip in enumerate(strips):
        for near in (at + 1, at + 2, at - 1):
            if 0 <= near < len(strips) and strip.words and strips[near].words:
                _move_raised(strip, strips[near])
        for word in strip.words:
            word.raised = word.raised or (word.y < strip.y - 0.1 * strip.size and word.size < _SMALL * strip.size)


def _move_raised(strip: Strip, line: Strip) -> None:
    """Move the small words of a strip that hang on words of a line near it."""
    rise = line.y - strip.y
    if not -0.35 < rise / line.size < 0.75:
        return
    for word in list(strip.words):
        if word.size > _SMALL * line.size:
            continue
        if any(-0.1 < (word.left - other.right) / line.size < 0.35 for other in line.words if other.size > word.size):
            word.raised = rise > 0
            line.words.append(word)
            strip.words.remove(word)
