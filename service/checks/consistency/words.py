"""What a report says in words, judged without a figure of a sentence: references, heads, captions, names."""

from __future__ import annotations

from collections.abc import Sequence

from service.checks.consistency.bounds.judge import judge_bounds
from service.checks.consistency.captions.judge import judge_captions
from service.checks.consistency.counted.judge import judge_counts
from service.checks.consistency.dangling.judge import judge_dangling
from service.checks.consistency.denials.judge import judge_denials
from service.checks.consistency.notes.judge import judge_notes
from service.checks.consistency.periods.judge import judge_periods
from service.checks.consistency.periods.restated import judge_restated
from service.checks.consistency.results.verdict import Verdict
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.signs.judge import judge_signs
from service.checks.consistency.standards.judge import judge_standards
from service.checks.consistency.table.rows import Rows, current_year
from service.checks.consistency.text.lines import lines_of
from service.checks.consistency.text.wording import wordings
from service.checks.consistency.twice.judge import judge_facts
from service.checks.consistency.units.judge import judge_units
from service.reports.model import Report


def judge_words(report: Report, rows: Rows, spoken: Sequence[Passage]) -> Verdict:
    """Every rule about words, applied to the whole report."""
    texts = tuple(wordings(report))
    verdict = judge_standards(texts).plus(judge_notes(report, texts))
    tables = tuple(lines_of(table) for table in report.tables)
    verdict = verdict.plus(judge_periods(report, rows, texts)).plus(judge_signs(tables))
    verdict = verdict.plus(judge_captions(tables, texts)).plus(judge_units(report, rows, texts))
    verdict = verdict.plus(judge_counts(texts)).plus(judge_dangling(report, texts))
    verdict = verdict.plus(judge_bounds(report, tables, texts))
    verdict = verdict.plus(judge_restated(report, texts)).plus(judge_denials(rows, spoken, current_year(rows)))
    return verdict.plus(judge_facts(report, rows, texts))
