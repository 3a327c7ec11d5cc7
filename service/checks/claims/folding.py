"""Text as it is compared word for word: without what readers of files, and models, change without changing a word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u207b\ufe63\uff0d", "-")
_QUOTES = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
}
_NOTHING = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", "")
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\u2026": "..."}
_PLAIN = {**_DASHES, **_QUOTES, **_NOTHING, **_LIGATURES, "|": " "}
"""The bar is between the cells of a row as it is shown; whether a model repeats it says nothing."""
_LEFT_OUT = re.compile(
    r"(?<=[^\W\d_])-\s?(?=[^\W\d_])|(?<=[\d)])\s(?=%)|(?<=[$€£¥])\s(?=[\d(])|(?<=\()\s(?=\d)|(?<=\d)\s(?=\))"
)
"""The hyphen between two letters, with the break of the line after it, and spaces between a figure and its signs."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared; ``at`` has for each of its characters the place in the text that it was made of."""

    text: str
    at: tuple[int, ...]

    def places_of(self, words: str) -> list[tuple[int, int]]:
        """Where ``words``, folded too, are in the text that this was made of; never from the middle of a word."""
        found: list[tuple[int, int]] = []
        begin = self.text.find(words) if words else -1
        while begin >= 0:
            end = begin + len(words)
            if not _cuts(self.text, begin) and not _cuts(self.text, end):
                found.append((self.at[begin], self.at[end - 1] + 1))
            begin = self.text.find(words, begin + 1)
        return found


def fold(text: str) -> Folded:
    """``text`` with spaces, dashes, quotation marks and hyphenation in one form each."""
    characters: list[str] = []
    at: list[int] = []
    for place, character in enumerate(text):
        for plain in _PLAIN.get(character, character):
            if plain.isspace():
                if characters and characters[-1] != " ":
                    characters.append(" ")
                    at.append(place)
                continue
            characters.append(plain)
            at.append(place)
    if characters and characters[-1] == " ":
        del characters[-1], at[-1]
    return _without(_LEFT_OUT, "".join(characters), at)


def folded(text: str) -> str:
    """The folded text alone."""
    return fold(text).text


def _without(pattern: re.Pattern[str], text: str, at: list[int]) -> Folded:
    kept: list[tuple[int, int]] = []
    begin = 0
    for match in pattern.finditer(text):
        kept.append((begin, match.start()))
        begin = match.end()
    kept.append((begin, len(text)))
    return Folded("".join(text[a:b] for a, b in kept), tuple(place for a, b in kept for place in at[a:b]))


def _cuts(text: str, at: int) -> bool:
    """Whether a cut at ``at`` goes through a word or a figure."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _of_word(before) and _of_word(after):
        return True
    if after in ".,'":
        return before.isdigit() and at + 1 < len(text) and text[at + 1].isdigit()
    return before in ".,'" and after.isdigit() and at > 1 and text[at - 2].isdigit()


def _of_word(character: str) -> bool:
    """A letter or a digit; a raised one is the mark of a footnote."""
    return unicodedata.category(character)[0] == "L" or character.isdecimal()
