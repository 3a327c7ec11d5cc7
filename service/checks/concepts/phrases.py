"""Captions and phrases: a caption in the plain form in which phrases are met, and a phrase as a pattern for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+")
"""What is beside the words: brackets with what is in them, and note marks."""
_APOSTROPHES = re.compile(r"(?<=\w)['’‘`´](?=s\b|\s|$)", re.IGNORECASE)
"""Those of a genitive: "stockholders’" and "shareholder's" are met without it, "d’affaires" as two words."""
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_LEADING = re.compile(r"^(?:[ivx]{1,4} |[a-z0-9] )?(?:(?:the|consolidated|group|company|our) )*")
"""Numbering, and words before a name that do not change it."""
_NOTE = re.compile(r"(?: (?:notes? )?\d{1,2}[a-z]?)+ $")
"""Numbers of notes behind a name."""
_TOKEN = re.compile(r"\{(\w+)\}|([\[\]()|])|(\.[+*])|([^\s\[\](){}|]+)")


@lru_cache(maxsize=16384)
def plain(caption: str) -> str:
    """The caption in small letters without accents, brackets, note marks and leading numbering, a blank behind each
    word."""
    without = _ASIDE.sub(" ", caption)
    letters = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", without).replace("ß", "ss").replace("&", " and "))
    folded = "".join(char for char in letters if not unicodedata.combining(char)).lower()
    words = f"{_NOT_WORDS.sub(' ', folded).strip()} "
    words = _LEADING.sub("", words) or words
    return _NOTE.sub(" ", words) if not words[0].isdigit() else words


def pattern(phrase: str, words: Mapping[str, Sequence[str]]) -> str:
    """The phrase as a regular expression for a ``plain`` caption; it must match the whole of it.

    ``[words]`` may be left out, ``(a|b)`` are alternatives, ``{name}`` is any of ``words[name]``, ``.+`` is one word or
    more and ``.*`` any number.

    Raises:
        KeyError: it names a list that is not among ``words``.
        ValueError: its brackets are not balanced.
    """
    made: list[str] = []
    depth: list[str] = []
    for name, bracket, rest, word in _TOKEN.findall(phrase):
        if name:
            made.append(f"(?:{'|'.join(pattern(one, words) for one in words[name])})")
        elif bracket in ("[", "("):
            depth.append(bracket)
            made.append("(?:")
        elif bracket in ("]", ")"):
            if not depth or depth.pop() != {"]": "[", ")": "("}[bracket]:
                raise ValueError(f"brackets of {phrase!r} are not balanced")
            made.append(")?" if bracket == "]" else ")")
        elif bracket:
            made.append("|")
        else:
            made.append(rf"(?:\S+ ){rest[1]}" if rest else f"{re.escape(word)} ")
    if depth:
        raise ValueError(f"brackets of {phrase!r} are not balanced")
    return "".join(made)
