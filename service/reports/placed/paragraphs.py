"""Lines of running text become paragraphs again: joined over their lines, words over their hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from service.reports.flow.blocks import Line, PrintedWord, is_bullet
from service.reports.flow.glyphs import clean
from service.reports.placed.rows import PlacedRow

_LINE: Final = 1.6
"""Ems between two baselines of one paragraph, at most."""
_LOOSER: Final = 1.25
"""A gap this many times the usual one parts two paragraphs."""
_WIDE: Final = 0.6
"""Of the width of its text. A line this wide that ends no sentence goes on in the next one."""
_SENTENCE_END: Final = (".", ":", ";", "!", "?")
_BROKEN: Final = 40
"""Characters of a sentence that breaks off, at least: shorter lines are names."""
_STOPS: Final = (*_SENTENCE_END, '"', ")", "”")
_HYPHENATED: Final = re.compile(r"[^\W\d_]{2,}-")
_DIGIT: Final = re.compile(r"\d")
_LABELLED: Final = re.compile(r"(?:[•▪·●○◦‣➢–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+)\s")


def lines_of(rows: Sequence[PlacedRow]) -> list[Line]:
    """The paragraphs in a stretch of lines, with the type they are set in."""
    if not rows:
        return []
    usual = _usual(rows)
    left, right = min(row.strip.left for row in rows), max(row.strip.right for row in rows)
    groups: list[list[PlacedRow]] = []
    for row in rows:
        if groups and _goes_on(groups[-1], row, usual, left, right):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_line(group, left, right) for group in groups if clean(" ".join(row.text for row in group))]


def _usual(rows: Sequence[PlacedRow]) -> float:
    """The usual distance of two baselines, in ems."""
    gaps = [(below.y - above.y) / below.size for above, below in pairwise(rows)]
    near = [gap for gap in gaps if 0 < gap <= _LINE]
    return median(near) if near else _LINE


def _goes_on(group: list[PlacedRow], row: PlacedRow, usual: float, left: float, right: float) -> bool:
    above = group[-1]
    gap = (row.y - above.y) / row.size
    if gap > min(_LINE, _LOOSER * usual) or abs(above.size - row.size) > 0.06 * row.size:
        return False
    if _weight(above) != _weight(row) or _LABELLED.match(row.text) or is_bullet(row.strip.words[0].text):
        return False
    if _HYPHENATED.search(above.strip.words[-1].text) or row.text[:1].islower():
        return True
    first = row.strip.words[0]
    if above.strip.right - left >= _WIDE * (right - left) and not above.text.endswith(_SENTENCE_END):
        return True
    return above.strip.right + 0.3 * row.size + (first.right - first.left) > right - 0.5 * row.size


def _weight(row: PlacedRow) -> tuple[bool, bool]:
    flat = [word for word in row.strip.words if not word.raised] or row.strip.words
    return all(word.face.bold for word in flat), all(word.face.italic for word in flat)


def _line(group: list[PlacedRow], left: float, right: float) -> Line:
    bold, italic = _weight(group[0])
    first = group[0].strip
    inset, rest = first.left - left, right - first.right
    centred = inset > 3 * first.size and abs(inset - rest) < 2 * first.size
    text = ""
    for row in group:
        text = joined_lines(text, clean(row.text))
    printed = [word for row in group for word in _printed(row)]
    return Line(
        text, bold=bold, italic=italic, centred=centred, size_pt=first.size, page=group[0].page, printed=printed
    )


def _printed(row: PlacedRow) -> Iterator[PrintedWord]:
    """The words of a line that have digits, each with its place, where the page can be shown."""
    if row.frame is None or not _DIGIT.search(row.text):
        return
    for word in row.strip.words:
        if _DIGIT.search(word.text) and (box := row.frame.box(word, word, word.left, word.right)):
            yield clean(word.text), row.page, box


def runs_over(above: Line, below: Line) -> bool:
    """Whether a paragraph goes on with a sentence that the one above it broke off."""
    same = above.size_pt == below.size_pt and above.bold == below.bold
    return same and len(above.text) > _BROKEN and not above.text.endswith(_STOPS) and below.text[:1].islower()


def joined_lines(above: str, below: str) -> str:
    """Two lines as one text; a word cut at its hyphen is whole again."""
    if above.endswith("-") and below[:1].islower() and _HYPHENATED.fullmatch(above.rsplit(maxsplit=1)[-1]):
        return above[:-1] + below
    return f"{above} {below}" if above else below
