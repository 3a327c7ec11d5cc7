"""A figure of a sentence that is another one in the table: one of the two is wrong."""

from __future__ import annotations

from service.checks.consistency.fact.stated import StatedFact
from service.checks.consistency.fact.ties import Tie
from service.checks.consistency.results.untested import wrong_in_table
from service.checks.consistency.results.verdict import Verdict, fails, not_possible
from service.checks.consistency.results.wording import untied_fact
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.table.own_sums import own_sums_say


def judge_odd(passage: Passage, fact: StatedFact, tie: Tie) -> Verdict:
    """The sentence is wrong, unless the table's own sums give what it says: then the table is, which others find."""
    assert isinstance(tie.odd, int)
    figure, cell = fact.items[tie.odd].figure, tie.entries[0].cell
    if own_sums_say(tie.row.table, cell, figure):
        return not_possible(passage, "text_to_table", wrong_in_table(figure, cell, tie.row))
    return fails(untied_fact(passage, fact, tie))
