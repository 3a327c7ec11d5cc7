"""A total that a sentence names, and the table it announces: "$2.1 billion, which consisted of the following"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from service.checks.consistency.fact.stated import DatedFigure, StatedFact
from service.checks.consistency.fact.ties import Tie
from service.checks.consistency.results.ticks import tied_fact
from service.checks.consistency.results.verdict import Verdict, fails, holds
from service.checks.consistency.results.wording import untied_fact
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.sentence.period import NEVER
from service.checks.consistency.table.matching import agrees, comparable
from service.checks.consistency.table.rows import PeriodCell, PeriodRow, Rows
from service.reports.model import Report
from service.reports.prose.figure import StatedFigure

_ALL_OF_IT = re.compile(
    r"\b(?:consist(?:s|ed|ing)? (?:of )?(?:the following|as follows)|compris(?:es|ed|ing)(?: of)? the following"
    r"|(?:made up|composed) of the following|(?:allocated|broken down|split|detailed) as follows)\b",
    re.IGNORECASE,
)
"""The table gives all the parts."""
_TOTAL = re.compile(r"^\W*(?:total|sum)\b|^\W*$|\btotal\W*$", re.IGNORECASE)


def judge_announced(report: Report, rows: Rows, spoken: Iterable[Passage]) -> Verdict:
    """Every table of one column that a sentence announces as the parts of an amount, by its total."""
    by_paragraph: dict[int, list[Passage]] = defaultdict(list)
    for passage in spoken:
        if passage.paragraph is not None and _ALL_OF_IT.search(passage.masked.text):
            by_paragraph[passage.paragraph].append(passage)
    by_table: dict[int, list[PeriodRow]] = defaultdict(list)
    for row in rows:
        by_table[row.table.index].append(row)
    verdict = Verdict()
    for table in report.tables:
        for passage in by_paragraph[table.paragraph - 1]:
            verdict = verdict.plus(_judge(passage, by_table[table.index]))
    return verdict


def _judge(passage: Passage, rows: Sequence[PeriodRow]) -> Verdict:
    """The one amount of the sentence against the last row, where that is a total and there is but one column."""
    named = [token.figure for token in passage.masked.tokens if token.figure and token.figure.kind == "amount"]
    if len(named) != 1 or not rows or named[0].hedge in ("at_least", "at_most") or named[0].in_range:
        return Verdict()
    figure, row = named[0], rows[-1]
    entries = (*row.entries, *row.undated)
    if len(entries) != 1 or not _TOTAL.search(row.label) or not comparable(figure, entries[0].number):
        return Verdict()
    return _against(passage, figure, row, entries[0])


def _against(passage: Passage, figure: StatedFigure, row: PeriodRow, entry: PeriodCell) -> Verdict:
    item = DatedFigure(figure, NEVER)
    if agrees(figure, entry.value, entry.number):
        return holds(tied_fact(passage, item, row, entry))
    fact = StatedFact(frozenset(), passage.masked.text, (item,))
    return fails(untied_fact(passage, fact, Tie(row, (entry,), 0.0, 0, 0, entry.value)))
