"""How alike two captions are, by their words."""

from __future__ import annotations

import re

_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_EMPTY_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "as",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "its",
        "our",
        "including",
        "total",
        "note",
        "notes",
        "s",
    ]
)
_ALIKE = 0.5
_PLACES_IN_TIME = frozenset(
    [
        "balance",
        "balances",
        "beginning",
        "ending",
        "opening",
        "closing",
        "end",
        "start",
        "year",
        "years",
        "period",
        "periods",
        "quarter",
        "month",
        "months",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


def words_of(caption: str) -> frozenset[str]:
    """The words that carry meaning, in lower case, without footnotes, numbers and dates."""
    words = {word.lower() for word in _WORD.findall(_BRACKETS.sub(" ", caption))}
    return frozenset(_stem(word) for word in words - _EMPTY_WORDS - _PLACES_IN_TIME)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """1 for the same words, 0 for none in common: shared words among all words."""
    union = first | second
    return len(first & second) / len(union) if union else 0.0


def are_alike(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two captions can name one thing: half of their words are the same, or one has all words of the other."""
    return contained(first, second) or likeness(first, second) >= _ALIKE


def contained(first: frozenset[str], second: frozenset[str]) -> bool:
    """All words of one are in the other."""
    return bool(first) and bool(second) and (first <= second or second <= first)
