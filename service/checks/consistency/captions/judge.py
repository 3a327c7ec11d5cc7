"""Slips in captions and doubled words, as findings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.checks.consistency.captions.repeated import repeated
from service.checks.consistency.captions.twins import Misspelt, misspelt, unbalanced
from service.checks.consistency.results.verdict import Verdict, fails
from service.checks.consistency.results.worded import worded
from service.checks.consistency.text.lines import CaptionedLine, place_of
from service.checks.consistency.text.wording import Wording
from service.findings import Finding

SPELLING = "caption_spelling"
REPEATED = "caption_repeated"
DOUBLED = "doubled_word"
_TWICE = re.compile(
    r"\b(the|of|and|to|a|for|is|with|by|are|was|were|from|an|or|our|its|be|this)[ \u00a0]+\1\b(?![-’'.])", re.IGNORECASE
)
_ONE_WAY = re.compile(
    r"\b(increase|decrease|gain|loss|income|profit|expense|benefit|surplus|deficit|provided|used)s?\s*\(\s*\1s?\s*\)",
    re.IGNORECASE,
)
_MOST_TWINS = 3
"""Places with the right spelling that a finding shows."""


def judge_captions(tables: Sequence[Sequence[CaptionedLine]], texts: Sequence[Wording]) -> Verdict:
    """A finding for each caption that its twins or its figures show to be a slip, and each doubled word."""
    lines = [line for table in tables for line in table]
    return fails(
        *map(_misspelt, misspelt(lines, texts)),
        *(_unbalanced(*pair) for pair in unbalanced(lines)),
        *(_repeated(*three) for three in repeated(tables)),
        *(_doubled(text, found) for text in texts for found in _TWICE.finditer(text.text)),
        *(_one_way(text, found) for text in texts for found in _ONE_WAY.finditer(text.text)),
    )


def _misspelt(one: Misspelt) -> Finding:
    places = (place_of(one.line), *map(place_of, one.twins[:_MOST_TWINS]))
    return worded(
        SPELLING,
        "low",
        (
            f"“{one.wrong}” is “{one.right}” in the same caption elsewhere",
            f"“{one.line.label}” stands once, and with “{one.right}” {len(one.twins)} times; “{one.wrong}” stands"
            " nowhere else in the report.",
        ),
        places,
    )


def _unbalanced(line: CaptionedLine, twin: CaptionedLine) -> Finding:
    return worded(
        SPELLING,
        "low",
        (
            f"A bracket of “{line.label}” has no other",
            f"The same caption has all its brackets elsewhere: “{twin.label}”.",
        ),
        (place_of(line), place_of(twin)),
    )


def _repeated(line: CaptionedLine, beside: CaptionedLine, elsewhere: CaptionedLine) -> Finding:
    where = f"“{elsewhere.table.title}”" if elsewhere.table.title else f"table {elsewhere.table.index + 1}"
    return worded(
        REPEATED,
        "medium",
        (
            f"“{line.label}” stands on two lines; the figures of one are “{elsewhere.label}” elsewhere",
            f"The caption is that of the line beside it, with other figures, and in {where} these figures"
            f" are “{elsewhere.label}”.",
        ),
        (place_of(line), place_of(beside), place_of(elsewhere)),
    )


def _doubled(text: Wording, found: re.Match[str]) -> Finding:
    return worded(
        DOUBLED,
        "low",
        (f"“{found.group()}” stands twice", f"The word “{found.group(1)}” is printed twice in a row."),
        (text.location(*found.span()),),
        f"at {found.start()}",
    )


def _one_way(text: Wording, found: re.Match[str]) -> Finding:
    return worded(
        DOUBLED,
        "medium",
        (
            f"“{found.group()}” names one way twice",
            f"In brackets stands what a figure below zero is, and that is the opposite of “{found.group(1)}”.",
        ),
        (text.location(*found.span()),),
        f"at {found.start()}",
    )
