"""Announced lists with more or fewer items than announced, as findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.checks.consistency.counted.announcing import NUMBERS, Announced, announced
from service.checks.consistency.counted.items import listed, numbered
from service.checks.consistency.counted.paragraphs import bullets_below, items_below
from service.checks.consistency.results.verdict import Verdict, fails, holds
from service.checks.consistency.results.worded import worded
from service.checks.consistency.text.wording import Wording
from service.findings import Finding
from service.ticks import Tick

COUNT = "list_count"
_NAMES = {number: name for name, number in NUMBERS.items()} | {1: "one"}
_FOLLOWING = 15
"""Paragraphs below an announcement that can be its items."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """The fewest and the most items that can be meant, and where they are listed."""

    fewest: int
    most: int
    below: Wording | None = None


def judge_counts(texts: Sequence[Wording]) -> Verdict:
    """A tick for each list with as many items as announced, a finding for each with more or fewer."""
    verdict = Verdict()
    for at, text in enumerate(texts):
        for one in announced(text.text):
            below = [other for other in texts[at + 1 : at + 1 + _FOLLOWING] if other.paragraph is not None]
            counted = _counted(text, one, below)
            if counted is not None:
                verdict = verdict.plus(_judged(text, one, counted))
    return verdict


def _judged(text: Wording, one: Announced, counted: _Counted) -> Verdict:
    if counted.fewest <= one.number <= counted.most:
        return holds(Tick(COUNT, f"“{one.phrase}” are {_NAMES[one.number]}", (text.location(*one.span),)))
    return fails(_wrong(text, one, counted))


def _counted(text: Wording, one: Announced, below: Sequence[Wording]) -> _Counted | None:
    after = text.text[one.end :]
    if after.strip():
        own = numbered(after.lstrip())
        found = (own, own) if own else listed(after, named=one.by_comma)
        if found is None or (found[1] < one.number and after.rstrip()[-1] not in '.!”"'):
            return None
        return _Counted(*found)
    if text.paragraph is None:
        return None
    following = [other.text for other in below]
    count = items_below(following)
    if count is not None:
        return _Counted(count, count, below[0])
    marked = bullets_below(following)
    return _Counted(marked, max(marked, one.number), below[0]) if marked else None


def _wrong(text: Wording, one: Announced, counted: _Counted) -> Finding:
    number = counted.fewest if counted.fewest > one.number else counted.most
    many = _NAMES.get(number, str(number))
    places = [text.location(*one.span)]
    if counted.below is not None:
        places.append(counted.below.location(0, 0))
    return worded(
        COUNT,
        "low",
        (
            f"“{one.phrase}” are announced, and {many} are listed",
            f"The text announces “{one.phrase}”, and the list has {many}.",
        ),
        tuple(places),
        f"{one.phrase} at {one.span[0]}",
    )
