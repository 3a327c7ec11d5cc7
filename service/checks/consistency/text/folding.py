"""Words as titles and captions are compared by: without capitals, marks, a leading article and the plural's "s"."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NOT_PLURAL = 3
"""Letters of words such as "gas" and "its"."""
_EMPTY = frozenset(
    ("a", "an", "the", "of", "and", "or", "in", "on", "to", "for", "from", "by", "with", "at", "as", "net", "total")
)
"""Words that say nothing of what a caption is about."""
_STEM = 5
"""Letters by which words of one family are told: "contingencies" and "contingent"."""
_SAME = {"taxation": "tax"}
"""A longer word for a word that is shorter than a stem."""


def words_of(text: str) -> tuple[str, ...]:
    """The words of a title, in order."""
    return tuple(_singular(found) for found in _WORD.findall(text.lower().removeprefix("the ")))


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """The same words, with where each stands."""
    return [(_singular(found.group().lower()), found.start(), found.end()) for found in _WORD.finditer(text)]


def stems_of(text: str) -> frozenset[str]:
    """What a caption is about: the stems of its words, without those that say nothing and without numbers."""
    return frozenset(
        _SAME.get(word, word)[:_STEM] for word in words_of(text) if word not in _EMPTY and not word[0].isdigit()
    )


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _NOT_PLURAL and word.endswith("s") and not word.endswith("ss") else word
