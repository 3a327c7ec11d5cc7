"""How many items a list has whose items are paragraphs, as far as their marks say where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBERED = re.compile(r"\(?(\d{1,2})[.)]\s*\D")
_BULLET = re.compile(r"[•●▪‣◦·*–—-]\s*\w")
_GOES_ON = re.compile(r"[;,]\s*$")
_LAST_BUT_ONE = re.compile(r"(?:[;,]\s*|\s)(?:and|or)\s*$", re.IGNORECASE)
_MOST = 14
"""Items, and paragraphs that are looked at."""


def items_below(following: Sequence[str]) -> int | None:
    """The items of the list that the paragraphs begin with; None where it is not certain where it ends."""
    closed = _closed(following)
    if closed is not None:
        return closed
    numbers = [int(found[1]) for text in following[:_MOST] if (found := _NUMBERED.match(text))]
    if numbers and _NUMBERED.match(following[0]) and numbers == list(range(1, len(numbers) + 1)):
        return len(numbers) if all(_NUMBERED.match(text) for text in following[: len(numbers)]) else None
    return None


def _closed(following: Sequence[str]) -> int | None:
    """Items that end with a semicolon or a comma, the last but one with "and"."""
    for at, text in enumerate(following[:_MOST]):
        if _LAST_BUT_ONE.search(text):
            return at + 2 if at + 1 < len(following) else None
        if not _GOES_ON.search(text):
            return None
    return None


def bullets_below(following: Sequence[str]) -> int:
    """How many paragraphs at the beginning have the same mark; a list over two pages has more."""
    if not following or not _BULLET.match(following[0]):
        return 0
    mark, count = following[0][0], 0
    for text in following[:_MOST]:
        if not text.startswith(mark):
            break
        count += 1
    return count
