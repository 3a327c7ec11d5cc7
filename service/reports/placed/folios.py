"""The numbers that are printed on pages, which are often not those of the file: a cover and a contents come before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from service.reports.placed.words import Strip

_EDGE: Final = 2
"""Lines at the top and at the foot of a page among which its number is looked for."""
_LONGEST: Final = 150
"""Characters of a line that a page's number may be in."""
_FEWEST: Final = 3
"""Pages in a row whose numbers go up with them. Two may do so by chance."""
_MOST_WITHOUT: Final = 3
"""Pages between two numbered ones: where a chapter begins there may be no number."""
_ARABIC: Final = re.compile(r"(?P<before>[A-Z]{1,2}-)?(?P<number>\d{1,4})")
_ALONE: Final = re.compile(
    r"(?:page\s+)?[-–|]?\s*(?P<before>[A-Z]{1,2}-)?(?P<number>\d{1,4}|[ivxlc]{1,7})\s*[-–|]?(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_PARTS: Final = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to count pages: what is before the number, in which digits, and how far it is ahead of the file's."""

    before: str
    is_roman: bool
    ahead: int

    def label(self, page: int) -> str:
        number = page + self.ahead
        return self.before + (_roman(number) if self.is_roman else str(number))


def folios_of(pages: Sequence[Sequence[Strip]]) -> list[str]:
    """The number printed on each page, where such numbers go up with the pages; empty where there is none.

    A page between two that are numbered in one way counts too, even if no number is printed on it.
    """
    printed: dict[_Way, list[int]] = defaultdict(list)
    for page, strips in enumerate(pages, start=1):
        for way in set(_ways(strips, page)):
            printed[way].append(page)
    best: list[tuple[int, str]] = [(0, "")] * len(pages)
    for way, numbered in printed.items():
        for run in _runs(numbered):
            for page in range(run[0], run[-1] + 1):
                best[page - 1] = max(best[page - 1], (len(run), way.label(page)))
    return [label for _, label in best]


def _ways(strips: Sequence[Strip], page: int) -> Iterator[_Way]:
    for strip in (*strips[:_EDGE], *strips[max(_EDGE, len(strips) - _EDGE) :]):
        text = strip.text
        if len(text) > _LONGEST:
            continue
        if alone := _ALONE.fullmatch(text):
            yield from _way(alone, page)
        else:
            ends = (strip.words[0].text, strip.words[-1].text)
            for found in filter(None, map(_ARABIC.fullmatch, ends)):
                yield from _way(found, page)


def _way(found: re.Match[str], page: int) -> Iterator[_Way]:
    before, number = found["before"] or "", found["number"].lower()
    if number.isdecimal():
        yield _Way(before, is_roman=False, ahead=int(number) - page)
    elif _roman(value := _value(number)) == number:
        yield _Way(before, is_roman=True, ahead=value - page)


def _runs(pages: Sequence[int]) -> Iterator[Sequence[int]]:
    """Stretches of pages, each with few between two of them that are not among these."""
    begin = 0
    for at, (page, after) in enumerate(pairwise(pages), start=1):
        if after - page > _MOST_WITHOUT + 1:
            yield from _long_enough(pages[begin:at])
            begin = at
    yield from _long_enough(pages[begin:])


def _long_enough(run: Sequence[int]) -> Iterator[Sequence[int]]:
    if len(run) >= _FEWEST and 2 * len(run) > run[-1] - run[0]:
        yield run


def _value(roman: str) -> int:
    values = [_VALUES[digit] for digit in roman]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _roman(number: int) -> str:
    digits = ""
    for value, part in _PARTS:
        while number >= value:
            digits, number = digits + part, number - value
    return digits
