"""A total that a sentence names, and the list under it that gives its parts, one in each item."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from service.checks.consistency.results.ticks import held_sum
from service.checks.consistency.results.verdict import Verdict, fails, holds
from service.checks.consistency.results.wording import broken_sum
from service.checks.consistency.sentence.masked import Masked
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.whole.sums import StatedSum
from service.reports.figures.numerals import DecimalMark
from service.reports.model import Paragraph, Report
from service.reports.prose.figure import StatedFigure

_ANNOUNCES = re.compile(r":\s*$")
_TOTAL = re.compile(
    r"\b(?:totals?|totall?ed|totall?ing|sum|aggregat\w+|altogether|in all|amount(?:s|ed|ing)? to|consist\w*|compris\w*"
    r"|made up|composed|broken down|split)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:includ\w+|among|primarily|mainly|principally|such as|examples?|exclud\w+)\b", re.IGNORECASE)
"""Words that say that the list does not give all."""
_LONGEST_ITEM = 200
"""Characters; what is longer is a paragraph of its own."""
_MOST = 100
"""Items of a list."""


def judge_lists(report: Report, spoken: Iterable[Passage]) -> Verdict:
    """Every list that is announced by a total, added up."""
    by_paragraph: dict[int, list[Passage]] = defaultdict(list)
    for passage in spoken:
        if passage.paragraph is not None:
            by_paragraph[passage.paragraph].append(passage)
    verdict = Verdict()
    for at, paragraph in enumerate(report.paragraphs):
        if _ANNOUNCES.search(paragraph.text) and not paragraph.heading and not _OPEN.search(paragraph.text):
            verdict = verdict.plus(_judge(by_paragraph[paragraph.index], report.paragraphs[at + 1 : at + 1 + _MOST]))
    return verdict


def _judge(announcing: Sequence[Passage], following: Sequence[Paragraph]) -> Verdict:
    """The one amount that the paragraph names, against the items after it; nothing where it is not said to be all."""
    named = [(passage, figure) for passage in announcing for figure in _amounts(passage.masked)]
    if len(named) != 1 or not any(_TOTAL.search(passage.masked.text) for passage in announcing):
        return Verdict()
    passage, whole = named[0]
    parts = _parts(whole, following, passage.masked.mark)
    if len(parts) < 2 or whole.in_range or whole.hedge in ("at_least", "at_most"):
        return Verdict()
    for count in range(len(parts), 1, -1):
        closing = StatedSum(whole, parts[:count], complete=True)
        if closing.holds():
            return holds(held_sum(passage, closing))
    return fails(broken_sum(passage, StatedSum(whole, parts, complete=True))) if _near(whole, parts) else Verdict()


def _amounts(masked: Masked) -> list[StatedFigure]:
    return [token.figure for token in masked.tokens if token.figure and token.figure.kind == "amount"]


def _parts(whole: StatedFigure, following: Sequence[Paragraph], mark: DecimalMark) -> tuple[StatedFigure, ...]:
    """The amount of each item, up to the first that is no item: it names none, or several, or goes on for long."""
    found: list[StatedFigure] = []
    for paragraph in following:
        amounts = _amounts(Masked(paragraph.text, mark)) if len(paragraph.text) <= _LONGEST_ITEM else []
        if paragraph.heading or len(amounts) != 1 or (amounts[0].unit, amounts[0].scaled) != (whole.unit, whole.scaled):
            break
        found.append(amounts[0])
    return tuple(found)


def _near(whole: StatedFigure, parts: Sequence[StatedFigure]) -> bool:
    """Whether the parts add up to so much that they can be meant as those of the whole."""
    total = sum((part.amount for part in parts), Decimal(0))
    return whole.amount / 2 < total < whole.amount * 2
