"""Numbers and bullets that Word puts before paragraphs by itself: "1.", "(a)", "Note 4 –"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from service.reports.markup import Element
from service.reports.ooxml.elements import child, child_value, local, value
from service.reports.word.styles import Look

_PLACE: Final = re.compile(r"%([1-9])")
BULLET: Final = "•"
_LEVELS: Final = 9
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass(slots=True)
class Numbering:
    """Counts the lists of one file. Call ``label`` once for each paragraph, in order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict[str, dict[int, _Level]])
    """By abstract list, then by level."""
    _abstract: dict[str, str] = field(default_factory=dict[str, str])
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict[str, dict[int, int]](dict))

    @classmethod
    def of(cls, root: Element | None) -> Numbering:
        """The lists in a numbering part."""
        numbering = cls()
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                numbering._levels[value(element, "abstractNumId") or ""] = _levels(element)
            elif local(element) == "num":
                numbering._abstract[value(element, "numId") or ""] = child_value(element, "abstractNumId") or ""
        return numbering

    def label(self, look: Look) -> str:
        """What is printed before the next paragraph of this look; empty for a paragraph outside any list."""
        abstract = self._abstract.get(look.list_id or "")
        levels = self._levels.get(abstract or "")
        at = look.list_level or 0
        if abstract is None or not levels or at not in levels:
            return ""
        counts = self._counts[abstract]
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        if levels[at].form == "bullet":
            return BULLET
        return _PLACE.sub(lambda match: _number(levels, counts, int(match[1]) - 1), levels[at].text)


def _number(levels: dict[int, _Level], counts: dict[int, int], at: int) -> str:
    level = levels.get(at)
    return "" if level is None else _formed(counts.get(at, level.start), level.form)


def _levels(abstract: Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in abstract:
        at = value(element, "ilvl") or ""
        if local(element) == "lvl" and at.isascii() and at.isdecimal() and int(at[:3]) < _LEVELS:
            start = child_value(element, "start") or "1"
            text = child(element, "lvlText")
            found[int(at[:3])] = _Level(
                int(start[:6]) if start.isascii() and start.isdecimal() else 1,
                child_value(element, "numFmt") or "decimal",
                (value(text, "val") or "") if text is not None else "",
            )
    return found


def _formed(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 5)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return "" if form == "none" else f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written, left = "", min(number, 3999)
    for worth, letters in _ROMAN:
        while left >= worth:
            written, left = written + letters, left - worth
    return written
