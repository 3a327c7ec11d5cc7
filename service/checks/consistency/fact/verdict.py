"""What a sentence states of one thing, for one period or several, judged against the tables."""

from __future__ import annotations

from service.checks.consistency.fact.odd import judge_odd
from service.checks.consistency.fact.slips import fact_slip
from service.checks.consistency.fact.stated import StatedFact
from service.checks.consistency.fact.ties import Tie, agreeing, entries_of, list_ties, named_ties
from service.checks.consistency.results.doubts import doubt_of_fact
from service.checks.consistency.results.ticks import tied_fact
from service.checks.consistency.results.untested import another_row, cut_off, no_row, several_rows
from service.checks.consistency.results.verdict import Verdict, holds, not_possible
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.table.certainty import HALF_NAMED, digits_of, is_certain, is_of
from service.checks.consistency.table.interval import of_figure
from service.checks.consistency.table.likeness import likeness, share
from service.checks.consistency.table.matching import fits
from service.checks.consistency.table.printed import PrintedDigits
from service.checks.consistency.table.rows import Rows

_TELLING = 3
"""Agreeing digits that tell two rows of one name apart."""
_RIVAL = 0.75
"""Share of the likeness of the tied row from which another row that has the odd figure is against a finding."""


def judge_fact(passage: Passage, fact: StatedFact, rows: Rows, printed: PrintedDigits) -> Verdict:
    """Figures of one thing by period, or one figure of a period, against the rows that the sentence names."""
    near = [row for row in rows.sharing(fact.words) if share(fact.words, row) >= HALF_NAMED]
    ties = tuple(list_ties(fact, near))
    for tie in ties:
        if tie.odd is None and tie.agreed == len(fact.items) and is_certain(tie, fact.words) and is_of(fact, tie):
            return _agreed(passage, fact, tie)
    certain = [tie for tie in ties if is_certain(tie, fact.words) and is_of(fact, tie)]
    strong = [tie for tie in certain if tie.odd is not None and _is_only(fact, tie, rows)]
    if not strong:
        return _judge_single(passage, fact, rows, printed)
    best = max(strong, key=lambda tie: tie.evidence)
    if reason := doubt_of_fact(passage, fact, best) or _excuse(fact, best, rows, printed):
        return not_possible(passage, "text_to_table", reason)
    return _agreed(passage, fact, best).plus(judge_odd(passage, fact, best))


def _is_only(fact: StatedFact, tie: Tie, rows: Rows) -> bool:
    """Whether no other row of the table has the name, or too many digits agree for it to be that."""
    return digits_of(tie, fact.words) >= _TELLING or not rows.ambiguous(tie.row)


def _agreed(passage: Passage, fact: StatedFact, tie: Tie) -> Verdict:
    """The figures of the sentence that are those of the row."""
    pairs = ((item, agreeing(item, entries_of(item, tie.row))) for item in fact.items)
    return holds(*(tied_fact(passage, item, tie.row, entry) for item, entry in pairs if entry))


def _judge_single(passage: Passage, fact: StatedFact, rows: Rows, printed: PrintedDigits) -> Verdict:
    """A figure without neighbours, against the rows that carry exactly the name the sentence gives it."""
    near = rows.sharing(fact.words)
    slip = fact_slip(fact, near)
    ties = tuple(named_ties(passage.masked, fact, near)) or ((slip,) if slip else ())
    if not ties:
        return not_possible(passage, "text_to_table", no_row((item.figure for item in fact.items), near))
    for tie in ties:
        if tie.odd is None:
            return holds(tied_fact(passage, fact.items[0], tie.row, tie.entries[0]))
    best = ties[0]
    if len({tie.expected for tie in ties}) > 1 or rows.ambiguous(best.row):
        return not_possible(passage, "text_to_table", several_rows(best.row))
    if reason := doubt_of_fact(passage, fact, best) or _excuse(fact, best, rows, printed):
        return not_possible(passage, "text_to_table", reason)
    return judge_odd(passage, fact, best)


def _excuse(fact: StatedFact, tie: Tie, rows: Rows, printed: PrintedDigits) -> str | None:
    """Why the odd figure of a tie may be right all the same."""
    assert isinstance(tie.odd, int)
    if _explained(fact, tie, rows) or printed.of_another(fact.items[tie.odd], tie.row):
        return another_row(fact.items[tie.odd].figure)
    return cut_off(fact.items[tie.odd].figure) if _truncated(fact, tie) else None


def _truncated(fact: StatedFact, tie: Tie) -> bool:
    """Whether the text only cut off digits ("$5.3 billion" for 5,377 million): not rounded, but no other figure."""
    assert isinstance(tie.odd, int)
    figure = fact.items[tie.odd].figure
    assert tie.expected is not None
    return figure.scaled and of_figure(figure).widened(figure.half_unit).meets(tie.expected)


def _explained(fact: StatedFact, tie: Tie, rows: Rows) -> bool:
    """Whether another row, as like in words, has the odd figure, so that the sentence may speak of that one."""
    assert isinstance(tie.odd, int)
    item = fact.items[tie.odd]
    least = _RIVAL * likeness(fact.words, tie.row) if tie.agreed else 0.0
    return any(
        fits(item.figure, entry.value, entry.number)
        for row in rows.sharing(fact.words)
        if likeness(fact.words, row) >= least
        for entry in entries_of(item, row)
    )
