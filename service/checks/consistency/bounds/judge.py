"""Parts of a whole over 100% and counts below zero, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.checks.consistency.bounds import counts, shares
from service.checks.consistency.results.verdict import Verdict, fails
from service.checks.consistency.results.worded import worded
from service.checks.consistency.text.lines import CaptionedLine
from service.checks.consistency.text.wording import Wording
from service.findings import Finding, Location
from service.reports.model import Report

SHARE = "share_over_whole"
COUNT = "negative_count"


def judge_bounds(report: Report, tables: Sequence[Iterable[CaptionedLine]], texts: Sequence[Wording]) -> Verdict:
    """A finding for each figure that cannot be what it is called."""
    over = (*shares.of_texts(texts), *shares.of_tables(report))
    lines = (line for table in tables for line in table)
    return fails(
        *(_over(quote, place) for quote, place in over),
        *(_below(f"“{line.label}” is below zero", place.quote or "", place) for line, place in counts.of_lines(lines)),
        *(_below(f"A count of {quote}", quote, place) for quote, place in counts.of_texts(texts)),
    )


def _over(quote: str, place: Location) -> Finding:
    return worded(
        SHARE,
        "medium",
        (f"{quote} of a whole", f"{quote} is said to be a part of a whole, of which there is no more than 100%."),
        (place,),
        quote,
    )


def _below(title: str, quote: str, place: Location) -> Finding:
    return worded(
        COUNT,
        "medium",
        (title, f"{quote.strip()} is a number of people or things, which cannot be below zero."),
        (place,),
        quote,
    )
