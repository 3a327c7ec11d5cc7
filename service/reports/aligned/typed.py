"""Lines of text as they stand on a page of typewriting: each word at its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from service.reports.placed.glyph import Face
from service.reports.placed.margins import is_page_number
from service.reports.placed.words import Strip, Word

LONGEST: Final = 600
"""Characters. Nobody aligns lines longer than this by blanks, and what is in them is text."""

_GAP: Final = re.compile(r"\S\s{2,}(?=\S)")
_MOST_GAPS: Final = 40
"""In a line. No table has as many columns; a line made of them would cost time."""
_FACE: Final = Face(10.0)
_ADVANCE: Final = 4.4
"""Points from one character to the next: one blank is between words, two part cells (see ``pieces``)."""
_LEADING: Final = 12.0
"""Points from one line to the next."""
_WORD: Final = re.compile(r"[.·_…]{2,}|(?:(?![.·_…]{2,})\S|(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d)))+")
"""A word; dots that lead the eye to a figure are one, though no blank parts them from it. Narrow spaces join."""
_MARKER: Final = re.compile(r"</?(?:TABLE|CAPTION|S|C|FN|F\d{1,2}|TEXT|BTB)>", re.IGNORECASE)
"""Tags of the old filings, which are in the text to say where its columns begin."""
_BOUND: Final = re.compile(r"</?TABLE>", re.IGNORECASE)
_BETWEEN: Final = 6 * _LEADING
"""Points that a tag at which a table begins or ends sets it apart from the text: what is above is no head."""
_RULE: Final = re.compile(r"(?:[-–—_=─═~+*|│┼├┤┌┐└┘┬┴╪]{3,}\s*)+")
_DRAWN: Final = re.compile(r"[-–—=_─═]{4,}")
"""A rule below a head or above a sum. Fewer dashes stand for nil."""
_BARS: Final = str.maketrans("|│║┃", "    ")
_PAGE: Final = re.compile(r"\s*(?:\f|<PAGE>)", re.IGNORECASE)
_WIDE: Final = ("W", "F")
"""East Asian characters that take up two places."""


@dataclass(slots=True)
class TypedPage:
    """The words of a page and the line of the file in which each strip stands."""

    strips: list[Strip] = field(default_factory=list[Strip])
    line_of: dict[float, int] = field(default_factory=dict[float, int])

    def add(self, words: Sequence[Word], number: int) -> None:
        """A line of the file; rules in it are drawn below the line above."""
        self.rule(words)
        held = [word for word in words if not _DRAWN.fullmatch(word.text)]
        if held:
            self.strips.append(Strip(held[0].y, _FACE.size, held, typed=True))
            self.line_of[held[0].y] = number

    def rule(self, words: Sequence[Word]) -> None:
        """Rules are drawn below the last line."""
        if self.strips:
            self.strips[-1].rules += [(word.left, word.right) for word in words if _DRAWN.fullmatch(word.text)]

    def close(self) -> None:
        """The page ends; its number, in the last line, belongs to no table."""
        if self.strips and is_page_number(self.strips[-1]):
            self.strips.pop()


def pages_of(lines: Sequence[str]) -> list[TypedPage]:
    """The pages of a text, parted where it says so. Rules and the tags of old filings take up no room on them."""
    pages = [TypedPage()]
    y = 0.0
    for number, line in enumerate(lines):
        if turns_page(line):
            pages[-1].close()
            pages.append(TypedPage())
            y = 0.0
        shown = _PAGE.sub("", line, count=1)
        if shown.strip() and is_rule(shown):
            y += _BETWEEN if _BOUND.search(shown) else 0.0
            pages[-1].rule(_words(shown, y))
            continue
        pages[-1].add(_words(shown, y), number)
        y += _LEADING
    return pages


def is_rule(line: str) -> bool:
    """Whether a line prints nothing but rules, or the tags that stand for columns in old filings."""
    shown = _MARKER.sub("", line).strip()
    return not shown or _RULE.fullmatch(shown) is not None


def turns_page(line: str) -> bool:
    """Whether a page ends before this line."""
    return _PAGE.match(line) is not None


def _words(line: str, y: float) -> list[Word]:
    shown = _MARKER.sub(lambda match: " " * len(match.group()), line)
    shown = shown.expandtabs(8)
    if shown.count("|") > 1 or shown.count("│") > 1:
        shown = shown.translate(_BARS)
    if len(shown) > LONGEST or len(_GAP.findall(shown)) > _MOST_GAPS:
        shown = " ".join(shown.split())[:LONGEST]
    return [_word(shown, match, y) for match in _WORD.finditer(shown)]


def _word(line: str, match: re.Match[str], y: float) -> Word:
    left = _width(line[: match.start()]) * _ADVANCE
    return Word(match.group(), left, left + _width(match.group()) * _ADVANCE, y, _FACE)


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in text
    )
