"""Which lines are headings when the file does not say so: short, standing alone, and set apart by their type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from service.reports.figures.dates import DATE
from service.reports.figures.scales import states_scale
from service.reports.flow.blocks import Line

_LONGEST: Final = 150
"""Characters. A longer line is a sentence, however it is set."""
_SHORT: Final = 80
"""Characters. What only italics, an underline or capitals set apart must be shorter still."""
_LARGER: Final = 1.15
"""Type this much larger than the text around it is there to be seen."""
_DEEPEST: Final = 9
_FEWEST_GIVEN: Final = 3
"""Levels that a file gives, at least, before it is taken to use them; a cover alone may have a title."""

_PART: Final = re.compile(r"part\s+[ivx\d]+\b", re.IGNORECASE)
_ITEM: Final = re.compile(r"item\s+\d{1,2}[a-c]?\b", re.IGNORECASE)
_NOTE: Final = re.compile(r"(?:notes?\s+\d|\d{1,2}\s*[.)–—:-]\s|\d{1,2}\.?\s+[A-Z])", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(?:(?:part|item|notes?)\s+)?\(?[\divx]{1,5}[a-c]?\b", re.IGNORECASE)
LABEL: Final = re.compile(
    r"(?:notes?|item|section|schedule|appendix)\s+\(?(?:\d{1,3}|[ivx]{1,5})[a-z]?\)?[.:]?", re.IGNORECASE
)
"""The number of a heading by itself: "NOTE 2"."""
_SENTENCE_END: Final = (".", ";", ",", "?", "!", "。")

NUMBER_BEFORE: Final = re.compile(
    r"(?:(?:notes?|item|part|section)\s+)?\(?[\divx.]{1,6}[a-z]?[.:)]*\s*[-–—]?", re.IGNORECASE
)
"""The number before a heading, which is often set in plain type where its words are not."""

_Key = tuple[float, ...]


def heading_levels(lines: Sequence[Line]) -> list[int | None]:
    """The level of each line that is a heading, None for the others; levels that the file gives are kept.

    A recognised heading is below the headings before it that look weightier than it does. Where the file gives
    most of the levels, it means to give all: then no line is a heading for its look.
    """
    body = _body_size(lines)
    seen = [line.level is None and _stands_out(line, body) for line in lines]
    known = sum(line.level is not None for line in lines)
    trusted = known >= _FEWEST_GIVEN and known >= sum(seen)
    levels: list[int | None] = []
    given = 0
    around: list[_Key] = []
    for line, stands_out in zip(lines, seen, strict=True):
        if line.level is not None:
            given, around = line.level, []
            levels.append(line.level)
        elif stands_out and not trusted:
            key = _key(line)
            while around and around[-1] >= key:
                around.pop()
            around.append(key)
            levels.append(min(given + len(around), max(_DEEPEST, given + 1)))
        else:
            levels.append(None)
    return levels


def is_cut_heading(line: Line, after: Line) -> bool:
    """Whether a line is only the number of a heading ("NOTE 2") whose words are in the line after it."""
    if not LABEL.fullmatch(line.text) or LABEL.match(after.text):
        return False
    return line.level == after.level and len(after.text) <= _LONGEST and not after.text.endswith(_SENTENCE_END)


def _body_size(lines: Sequence[Line]) -> float:
    """The size that most characters are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size_pt] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _stands_out(line: Line, body: float) -> bool:
    return line.is_title and len(line.text) <= _LONGEST and _is_set_apart(line, body) and _may_be_title(line.text)


def _is_set_apart(line: Line, body: float) -> bool:
    """By weight or size; by slant, underline or capitals only where it is very short."""
    if line.bold or (body and line.size_pt >= body * _LARGER):
        return True
    in_capitals = line.text.isupper() and " " in line.text
    return len(line.text) <= _SHORT and (line.underlined or line.italic or in_capitals)


def _may_be_title(text: str) -> bool:
    """Words, no sentence, and not a date, a signature, or what a caption says of the unit."""
    if text.endswith(_SENTENCE_END) and not (_NUMBERED.match(text) and len(text) <= _SHORT):
        return False
    if text.startswith("/s/") or (text.startswith("(") and text.endswith(")")):
        return False
    return _is_worded(text) and not _is_dated(text) and not states_scale(text)


def _is_worded(text: str) -> bool:
    """More letters than anything else: not a page number, a date in figures, or a row of column headings."""
    letters = sum(character.isalpha() for character in text)
    return letters >= 3 and 2 * letters >= len(text.replace(" ", ""))


def _is_dated(text: str) -> bool:
    """Mostly a date: "Year ended 30 September 2020" goes with the title above it."""
    return 5 * sum(len(match.group()) for match in DATE.finditer(text)) >= 2 * len(text)


def _key(line: Line) -> _Key:
    """How far up a heading of this look is: parts, items, then larger, heavier, capitals, upright, numbered."""
    if _PART.match(line.text):
        return (0.0,)
    if _ITEM.match(line.text):
        return (1.0,)
    numbered = _NOTE.match(line.text) is not None
    return (
        2.0,
        -line.size_pt,
        not line.bold,
        not line.text.isupper(),
        not numbered,
        line.italic or line.underlined,
    )
