"""Heads, titles and dates that cannot be right, as findings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.checks.consistency.periods.announced import Misnamed, misnamed
from service.checks.consistency.periods.captioned_figures import CaptionedFigure
from service.checks.consistency.periods.contradicted import Contradiction, contradictions
from service.checks.consistency.periods.dates import impossible
from service.checks.consistency.periods.heads import head_place
from service.checks.consistency.periods.unusual import UnusualYear, unusual_years
from service.checks.consistency.results.evidence import cell_of
from service.checks.consistency.results.verdict import Verdict, fails
from service.checks.consistency.results.worded import worded
from service.checks.consistency.results.wording import name_of
from service.checks.consistency.table.rows import Rows
from service.checks.consistency.text.wording import Wording
from service.findings import Finding, Location
from service.reports.model import Report

HEAD = "period_head"
DATE = "impossible_date"


def judge_periods(report: Report, rows: Rows, texts: Iterable[Wording]) -> Verdict:
    """A finding for each head that figures, other heads or the sentence above contradict, and for each false date.

    A head is told once, by what contradicts it most.
    """
    heads = (*judge_heads(rows).findings, *map(_misnamed, misnamed(report)), *map(_unusual, unusual_years(report)))
    strongest = {_place(one): one for one in reversed(heads)}
    return fails(*(one for one in heads if strongest[_place(one)] is one)).plus(judge_dates(texts))


def _place(one: Finding) -> tuple[int | None, ...]:
    """The cell or the paragraph that it is about."""
    first = one.locations[0]
    return first.table, first.row, first.column, first.paragraph


def judge_dates(texts: Iterable[Wording]) -> Verdict:
    """A finding for each date that does not exist."""
    return fails(*(_impossible(text, found) for text in texts for found in impossible(text.text)))


def judge_heads(rows: Rows) -> Verdict:
    """A finding for each head whose figures are under another year or length elsewhere."""
    found = [_contradicted(one) for one in contradictions(rows)]
    heads = {(one.locations[0].table, one.locations[0].row, one.locations[0].column): one for one in reversed(found)}
    return fails(*reversed(heads.values()))


def _contradicted(one: Contradiction) -> Finding:
    here, there = one.here, one.there
    number = here.entry.number.text
    what = "length" if one.length else "year"
    many = f", and so do {one.figures - 1} more of its figures" if one.figures > 1 else ""
    which = "" if one.sure else "; which of the two heads is wrong, the figures do not say"
    return worded(
        HEAD,
        "high",
        (
            f"The head “{here.entry.label}” names another {what} than the report gives these figures elsewhere",
            f"“{name_of(here.row)}” {number} stands under “{here.entry.label}” here, and under"
            f" “{there.entry.label}” in {_titled(there)}{many}{which}.",
        ),
        (*_places(here, length=one.length), *_places(there, length=one.length)),
    )


def _titled(one: CaptionedFigure) -> str:
    title = one.row.table.title
    return f"“{title}”" if title else f"table {one.row.table.index + 1}"


def _places(one: CaptionedFigure, *, length: bool) -> tuple[Location, ...]:
    table = one.row.table
    column = next(column for column in table.columns if column.index == one.entry.column)
    return head_place(table, column, length=length), cell_of(one.row, one.entry)


def _unusual(one: UnusualYear) -> Finding:
    return worded(
        HEAD,
        "medium",
        (
            f"The head says {one.stated}, which no other table does",
            f"The columns of the table are headed as those of other tables but for {one.stated}, where these have"
            f" {one.usual}.",
        ),
        (head_place(one.table, one.column, length=False), head_place(one.like, one.twin, length=False)),
    )


def _misnamed(one: Misnamed) -> Finding:
    sentence = Wording(one.paragraph.text, None, one.paragraph).location(*one.span)
    head = head_place(one.table, one.column, length=False)
    places = (sentence, head) if one.of_sentence else (head, sentence)
    return worded(
        HEAD,
        "medium",
        (
            f"The text says {one.stated}, the table below it {one.headed}",
            f"The sentence above the table names {one.stated}, but the column of the table is headed {one.headed},"
            " while all other years of the two are the same.",
        ),
        places,
    )


def _impossible(text: Wording, found: re.Match[str]) -> Finding:
    return worded(
        DATE,
        "low",
        (
            f"There is no {found.group()}",
            f"The date “{found.group()}” does not exist.",
        ),
        (text.location(*found.span()),),
        f"{found.group()} at {found.start()}",
    )
