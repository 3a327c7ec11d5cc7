"""References that lead nowhere, as findings."""

from __future__ import annotations

from collections.abc import Sequence

from service.checks.consistency.dangling.missing import Missing, missing_items, missing_notes, missing_pages
from service.checks.consistency.notes.headings import notes_in
from service.checks.consistency.results.verdict import Verdict, fails
from service.checks.consistency.results.worded import worded
from service.checks.consistency.text.wording import Wording
from service.findings import Finding
from service.reports.model import Report

DANGLING = "dangling_reference"


def judge_dangling(report: Report, texts: Sequence[Wording]) -> Verdict:
    """A finding for each reference to a note, a page or an item that the report surely does not have."""
    found = (*missing_notes(texts, report, notes_in(report)), *missing_pages(texts, report), *missing_items(texts))
    return fails(*map(_wrong, found))


def _wrong(one: Missing) -> Finding:
    return worded(
        DANGLING,
        "medium",
        (f"There is no {one.what}", f"The text refers to {one.what}, but {one.there_is}."),
        (one.text.location(*one.span),),
        f"{one.what} at {one.span[0]}",
    )
