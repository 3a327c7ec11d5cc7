"""Counts below zero: employees, shares in issue, stores, ages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from service.checks.consistency.text.lines import CaptionedLine, place_of
from service.checks.consistency.text.wording import Wording
from service.findings import Location

_THINGS = (
    "employees|staff|people|persons|members|associates|shares|stock|stores|branches|outlets|offices|subsidiaries|hospitals|hotels|restaurants"
    "|customers|clubs|rooms|beds|aircraft|vehicles|sites|plants|directors|shareholders"
)
_COUNT = re.compile(
    rf"(?:(?:total|average|weighted[- ]average|year[- ]end|closing|basic|diluted|ordinary|common|permanent"
    rf"|full[- ]time|part[- ]time)\s+)*"
    rf"(?:number of (?:[\w-]+ ){{0,3}}(?:{_THINGS})|(?:headcount|employees|workforce)\W*$"
    r"|shares (?:outstanding|in issue)|(?:average )?age of (?:employees|staff|directors|customers|the fleet))\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:change|increase|decrease|growth|reduction|effect|impact|movement|adjust\w*|net|less|issued|repurchas\w+"
    r"|cancel\w+|forfeit\w+|exercis\w+"
    r"|vested|granted|disposed|closed|acquired|dilut\w+ (?:effect|shares|securities)|treasury|own|redeem\w*|withheld"
    r"|transferred|purchased|sold)\b",
    re.IGNORECASE,
)
"""Words of captions whose figures can be below zero."""
_IN_TEXT = re.compile(
    rf"\b(?:employ(?:s|ed)?|ha[sd]|with|total(?:s|ed)?|averaged|were|was|operat(?:es|ed)) (?:an average of "
    rf"|a total of |approximately )?"
    rf"(?P<number>[-−]\s?\d[\d,]*|\(\d[\d,]*\)) (?:[a-z-]+ ){{0,2}}?(?:{_THINGS})\b"
)


def of_lines(lines: Iterable[CaptionedLine]) -> Iterator[tuple[CaptionedLine, Location]]:
    """Every count in a table that is below zero, where the other figures of its line are above and of its size.

    A figure that is much smaller than the others may be their change.
    """
    for line in lines:
        if _COUNT.match(line.label) and not _MOVES.search(line.label):
            below = [value for value in line.values if value < 0]
            above = [value for value in line.values if value > 0]
            if len(below) == 1 and (not above or max(above) / 2 <= abs(below[0]) <= max(above) * 2):
                cells = (cell for cell in line.table.cells if cell.row == line.caption.row and cell.number)
                yield line, place_of(line, next(cell for cell in cells if cell.number and cell.number.value < 0))


def of_texts(texts: Iterable[Wording]) -> Iterator[tuple[str, Location]]:
    """Every count in a sentence with a minus or in brackets, as printed, with its place."""
    for text in texts:
        for found in _IN_TEXT.finditer(text.text) if any(char in text.text for char in "-−(") else ():
            yield found["number"], text.location(*found.span())
