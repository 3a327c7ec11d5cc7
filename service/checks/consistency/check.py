"""Checks what a report says in words: sentences against themselves and the tables, references, heads and captions."""

from __future__ import annotations

from service.checks.consistency.narrative import judge
from service.checks.consistency.sentence.passages import passages
from service.checks.consistency.table.printed import PrintedDigits
from service.checks.consistency.table.rows import rows_of
from service.checks.consistency.whole.announced import judge_announced
from service.checks.consistency.whole.bullets import judge_lists
from service.checks.consistency.words import judge_words
from service.checks.outcome import Counts, Outcome, Progress, Tell
from service.checks.rules.choice import choice_of
from service.findings import Finding, gravest_first
from service.reports.model import Report


def check(report: Report, tell: Tell, *, select: str = "", ignore: str = "") -> Outcome:
    """Every stated change, total and figure of a period, tested as far as it can be tied to its subject with certainty.

    A sentence whose subject or period cannot be tied is counted as not possible, never as a finding. ``select`` and
    ``ignore`` are ids of rules or the beginnings of some, separated by commas.

    Raises:
        OptionError: there is no such rule.
    """
    choice = choice_of((select,), (ignore,))
    rows = rows_of(report)
    spoken = passages(report)
    printed = PrintedDigits(rows, spoken)
    findings: dict[str, Finding] = {}
    verdict = (
        judge_lists(report, spoken).plus(judge_announced(report, rows, spoken)).plus(judge_words(report, rows, spoken))
    )
    verdict = verdict.limited_to(choice)
    findings.update({finding.id: finding for finding in verdict.findings})
    for at, passage in enumerate(spoken):
        one = judge(passage, rows, printed).limited_to(choice)
        findings.update({finding.id: finding for finding in one.findings})
        verdict = verdict.plus(one)
        tell(Progress(at + 1, len(spoken), passage.section_title or "sentences"))
    counts = Counts(len(verdict.ticks), verdict.failed, len(verdict.untested))
    basis = (choice.in_words,) if choice.in_words else ()
    return Outcome(gravest_first(tuple(findings.values())), counts, verdict.ticks, verdict.untested, basis=basis)
