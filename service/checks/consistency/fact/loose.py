"""A figure that is by itself in a sentence, judged by its digits and the words beside it."""

from __future__ import annotations

from service.checks.consistency.fact.loose_figures import Loose
from service.checks.consistency.fact.near_misses import agreement, slip_of
from service.checks.consistency.fact.odd import judge_odd
from service.checks.consistency.results.doubts import doubt_of_fact
from service.checks.consistency.results.ticks import tied_fact
from service.checks.consistency.results.verdict import Verdict, holds, not_possible
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.table.printed import PrintedDigits
from service.checks.consistency.table.rows import Rows

_OF_ONE_ROW = 6.5
"""Evidence of a slip that tells rows of one name apart."""


def judge_loose(passage: Passage, loose: Loose, rows: Rows, printed: PrintedDigits) -> Verdict:
    """A figure that is that of a row the words name, or plainly a slip of it; nothing where it is neither."""
    agreed = agreement(loose, rows)
    if agreed:
        if doubt_of_fact(passage, loose.stated, agreed):
            return Verdict()
        return holds(tied_fact(passage, loose.item, agreed.row, agreed.entries[0]))
    if printed.elsewhere(loose.item.figure, loose.stated.words):
        return Verdict()
    slip = slip_of(passage.masked, loose, rows)
    if slip is None or (rows.ambiguous(slip.row) and slip.evidence < _OF_ONE_ROW):
        return Verdict()
    if reason := doubt_of_fact(passage, loose.stated, slip):
        return not_possible(passage, "text_to_table", reason)
    return judge_odd(passage, loose.stated, slip)
