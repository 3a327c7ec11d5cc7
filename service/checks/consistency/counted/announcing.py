"""Where a sentence says how many things it lists: "the following three segments:", "two segments, A and B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

NUMBERS = {
    name: number
    for number, name in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=2)
}
_THINGS = (
    "segments|divisions|categories|levels|groups|classes|components|businesses|units|areas|regions|lines|types|steps"
    "|criteria|conditions|subsidiaries|brands|products|markets|tranches|plans|committees|objectives|pillars|methods"
    "|stages|sources|elements|indices|countries|facilities|hotels|branches|approaches|hierarchies|geographies"
)
_BEGINS = re.compile(
    rf"\b(?P<said>(?P<number>{'|'.join(NUMBERS)})\s(?:[a-z][\w/-]*\s){{0,5}}?(?:{_THINGS}))\b"
    r"(?P<gap>[^.:;()—–]{0,60}?)(?P<mark>:|\s?[—–]\s?|,\s(?:namely|being),?(?=\s)|,(?=\s[A-Z])|\s\((?=(?:1|a|i)\)))",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:includ\w+|among|primarily|mainly|principally|such as|examples?|exclud\w+|at least|first|of (?:the|our|its"
    r"|these)"
    rf" (?:{'|'.join(NUMBERS)})|(?:up to|one of|some of|last|next|prior|previous|additional|other"
    rf"|more than) (?:the )?(?:following )?)\s*$",
    re.IGNORECASE,
)
"""Words before the number by which it is not that of the list."""
_PARTIAL = re.compile(
    r"\b(?:includ\w+|such as|example|primarily|mainly|principally|among|table|page|note|two|three|four|five|six"
    r"|each)\b",
    re.IGNORECASE,
)
"""Words between the number and the list by which the list is of something else, or of a part."""


@dataclass(frozen=True, slots=True)
class Announced:
    """``phrase`` ("three reportable segments") is at ``span``; what is listed follows at ``end``."""

    number: int
    phrase: str
    span: tuple[int, int]
    end: int
    by_comma: bool
    """Only a comma is between, so that the sentence may go on with something else."""


def announced(text: str) -> Iterator[Announced]:
    """Every number of things that a list follows in the text, or in the paragraphs behind it."""
    for found in _BEGINS.finditer(text):
        if not _OPEN.search(text[: found.start()]) and not _PARTIAL.search(found["gap"]):
            number = NUMBERS[found["number"].lower()]
            yield Announced(number, found["said"], found.span("said"), found.end("mark"), found["mark"] == ",")
