"""Stretches of text in one typeface each become lines: what is printed, and how most of it is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final, Protocol

from service.reports.flow.blocks import Line
from service.reports.flow.glyphs import clean, raised
from service.reports.flow.headings import NUMBER_BEFORE

BREAK: Final = "\0"
"""The text of a run that ends a line; no document can hold this character."""

_WRAPPED: Final = 60
"""Characters. A line this long that ends in the middle of a sentence was broken for its width, not for its sense."""
_SENTENCE_END: Final = (".", ":", ";", "!", "?")
_WORD: Final = re.compile(r"\w")


class Typeface(Protocol):
    """How a run is printed."""

    @property
    def bold(self) -> bool: ...
    @property
    def italic(self) -> bool: ...
    @property
    def underlined(self) -> bool: ...
    @property
    def centred(self) -> bool: ...
    @property
    def raised(self) -> bool: ...
    @property
    def white(self) -> bool: ...
    @property
    def size_pt(self) -> float: ...


Run = tuple[str, Typeface]


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """The lines of one paragraph; those that were only wrapped at its width are one."""
    lines: list[list[Line]] = []
    for is_break, group in groupby(runs, key=lambda run: run[0] == BREAK):
        line = None if is_break else _line(list(group))
        if line and lines and _is_wrapped(lines[-1][-1].text, line.text):
            lines[-1].append(line)
        elif line:
            lines.append([line])
    return [_as_one(wrapped) for wrapped in lines]


def _as_one(wrapped: list[Line]) -> Line:
    """The first line, with the text of all."""
    wrapped[0].text = " ".join(line.text for line in wrapped)
    return wrapped[0]


def _is_wrapped(above: str, below: str) -> bool:
    return below[0].islower() or (len(above) >= _WRAPPED and not above.endswith(_SENTENCE_END))


def _line(runs: list[Run]) -> Line | None:
    text = clean(_printed(runs))
    if not text:
        return None
    shown = [(part.strip(), face) for part, face in runs if part.strip()]
    sizes: Counter[float] = Counter()
    for part, face in shown:
        sizes[face.size_pt] += len(part)
    flat = _deciding(shown)
    return Line(
        text,
        bold=all(face.bold for face in flat),
        italic=all(face.italic for face in flat),
        underlined=all(face.underlined for face in flat),
        centred=all(face.centred for face in flat),
        size_pt=sizes.most_common(1)[0][0],
    )


def _deciding(shown: list[Run]) -> list[Typeface]:
    """The typefaces that make a line look as it does: not those of note marks, nor of the number before a heading."""
    flat = [run for run in shown if not run[1].raised] or shown
    if len(flat) > 1 and NUMBER_BEFORE.fullmatch(flat[0][0]):
        flat = flat[1:]
    return [face for _, face in flat]


def _printed(runs: list[Run]) -> str:
    """The text of runs, superscript kept apart; white marks on white are spacers and leave nothing."""
    parts: list[str] = []
    for is_raised, group in groupby(runs, key=lambda run: run[1].raised):
        text = "".join(part for part, face in group if not (face.white and not _WORD.search(part)))
        parts.append(raised(text) if is_raised else text)
    return "".join(parts)
