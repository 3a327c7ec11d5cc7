"""Sentences of a paragraph, each with its place in it; a point in "U.S.", "No. 5" or "$1.2 million" ends none."""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(r"[.!?…](?P<close>[\"”’'»)\]]*)(?P<space>\s+)(?=[\"“‘'«(\[]?[A-ZÀ-ÞĀ-Ž0-9$€£¥•‑–-])|[\n\r•]")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:inc|corp|co|ltd|llc|plc|mr|mrs|ms|dr|no|nos|vs|st|jr|sr|art|fig|approx|dept|est|sec|para|ref|cf|e\.g|i\.e|c|v|s\.a|n\.v|a\.g"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mio|mrd|u\.s|u\.k|e\.u|u\.s\.c|p\.l\.c|s\.p\.a|l\.p|[a-z])\.$",
    re.IGNORECASE,
)
_CLOSES = frozenset(
    {"inc", "corp", "co", "ltd", "llc", "plc", "u.s", "u.k", "e.u", "p.l.c", "s.a", "n.v", "l.p", "s.p.a", "jr", "sr"}
)
_OPENER = re.compile(
    r"[\"“(]?(?:the|our|we|this|these|those|in|on|as|at|for|during|if|it|its|however|there|an|by|while|under|to|such|net|total|other|operating|see"
    r"|because|although|since|after|also|when)\s"
)
"""Words that open a sentence when they come in capitals after an abbreviation that may also end one."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` is at ``start`` of the paragraph it is from."""

    start: int
    text: str


def sentences(paragraph: str) -> tuple[Sentence, ...]:
    """The sentences of a paragraph, in order, without the white space and bullets between them."""
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(paragraph):
        if match["space"] is None:
            _add(found, paragraph, start, match.start())
            start = match.end()
        elif _ends(paragraph, match):
            _add(found, paragraph, start, match.start("space"))
            start = match.end()
    _add(found, paragraph, start, len(paragraph))
    return tuple(found)


def _add(found: list[Sentence], paragraph: str, start: int, end: int) -> None:
    text = paragraph[start:end]
    stripped = text.strip()
    if stripped:
        found.append(Sentence(start + len(text) - len(text.lstrip()), stripped))


def _ends(paragraph: str, match: re.Match[str]) -> bool:
    """Whether the mark ends a sentence; after an abbreviation only where the next word opens one."""
    if paragraph[match.start()] != "." or match["close"]:
        return True
    abbreviation = _ABBREVIATION.search(paragraph[max(0, match.start() - 16) : match.start() + 1])
    if not abbreviation:
        return True
    name = abbreviation.group().strip(' ("“').rstrip(".").lower()
    next_word = paragraph[match.end() : match.end() + 16]
    return name in _CLOSES and next_word[:1].isupper() and bool(_OPENER.match(next_word.lower()))
