"""Text set in columns: where a gutter parts a page, what is left of it is read before what is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

from service.reports.placed.pieces import kind_of
from service.reports.placed.words import Strip, Word, strips_of

_WIDE: Final = 0.9
"""Ems. A gutter is wider than the spaces of a justified line."""
_FEWEST: Final = 5
"""Lines on either side of a gutter, at least."""
_MOST_COLUMNS: Final = 2
"""How often a part of a page is parted again: twice, for up to four columns."""
_INNER: Final = 0.2
"""Of the width of the text. A gutter is further than this from both of its edges."""
_GRID: Final = 3.0
"""Points between the places at which a gutter is looked for."""
_WORDS: Final = 4
"""Words in a line of prose, at least."""
_FULL: Final = 0.6
"""Of the width of a column: a line of prose reaches as far; and of its lines: as many are prose."""


def in_reading_order(strips: Sequence[Strip], depth: int = 0) -> list[list[Strip]]:
    """The lines of a page, in stretches that are read one after the other."""
    gutter = _gutter(strips) if depth < _MOST_COLUMNS and len(strips) >= _FEWEST else None
    if gutter is None:
        return [list(strips)]
    stretches: list[list[Strip]] = []
    for crosses, group in groupby(strips, key=lambda strip: _crosses(strip, gutter)):
        band = list(group)
        left = strips_of(word for strip in band for word in strip.words if word.right <= gutter)
        right = strips_of(word for strip in band for word in strip.words if word.left >= gutter)
        if not crosses and _are_columns(left, right):
            stretches += in_reading_order(left, depth + 1) + in_reading_order(right, depth + 1)
        elif stretches and not (stretches[-1][-1].y > band[0].y):
            stretches[-1] += band
        else:
            stretches.append(band)
    return stretches


def _gutter(strips: Sequence[Strip]) -> float | None:
    """The place that most lines leave free between two of their words, if any."""
    left, right = min(strip.left for strip in strips), max(strip.right for strip in strips)
    inner = _INNER * (right - left)
    free: Counter[int] = Counter()
    for strip in strips:
        for before, after in pairwise(strip.words):
            start, end = max(before.right, left + inner), min(after.left, right - inner)
            if after.left - before.right >= _WIDE * strip.size and end > start:
                free.update(range(int(start / _GRID) + 1, int(end / _GRID) + 1))
    if not free:
        return None
    most = max(free.values())
    places = sorted(place for place, count in free.items() if count == most)
    return places[len(places) // 2] * _GRID if most >= _FEWEST else None


def _crosses(strip: Strip, gutter: float) -> bool:
    """Whether a line runs over the gutter: a word is in it, or a space too narrow for one."""
    if any(word.left < gutter < word.right for word in strip.words):
        return True
    return any(
        before.right <= gutter <= after.left and after.left - before.right < _WIDE * strip.size
        for before, after in pairwise(strip.words)
    )


def _are_columns(left: Sequence[Strip], right: Sequence[Strip]) -> bool:
    """Whether both sides are read by themselves: prose on one of them, and lines that begin with words on the other.

    So the names and the figures of a table are not taken for columns of text.
    """
    if min(len(left), len(right)) < _FEWEST:
        return False
    if _is_prose(left):
        return _begins_with_words(right)
    return _is_prose(right) and _begins_with_words(left)


def _is_prose(strips: Sequence[Strip]) -> bool:
    width = max(strip.right for strip in strips) - min(strip.left for strip in strips)
    full = [strip for strip in strips if strip.right - strip.left >= _FULL * width and _is_sentence(strip)]
    return len(full) >= _FULL * len(strips)


def _is_sentence(strip: Strip) -> bool:
    gaps = [after.left - before.right for before, after in pairwise(strip.words)]
    together = all(gap < 1.5 * _WIDE * strip.size for gap in gaps)
    return together and sum(_is_word(word) for word in strip.words) >= _WORDS


def _begins_with_words(strips: Sequence[Strip]) -> bool:
    return sum(_is_word(strip.words[0]) for strip in strips) >= _FULL * len(strips)


def _is_word(word: Word) -> bool:
    return kind_of(word.text) == "text" and any(char.isalpha() for char in word.text)
