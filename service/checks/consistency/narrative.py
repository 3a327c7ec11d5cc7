"""One sentence judged: each statement in it holds, fails with a finding, or can not be tested."""

from __future__ import annotations

from service.checks.consistency.change_ties import change_ties, named_change
from service.checks.consistency.changes import Change, changes
from service.checks.consistency.doubts import doubt_of_change, doubt_of_fact
from service.checks.consistency.interval import of_figure
from service.checks.consistency.likeness import likeness, share
from service.checks.consistency.lists import Stated, stated
from service.checks.consistency.matching import fits
from service.checks.consistency.parts import PARTS, Part
from service.checks.consistency.passages import Passage
from service.checks.consistency.rows import Rows
from service.checks.consistency.slips import change_slip, fact_slip
from service.checks.consistency.statement import check_statement
from service.checks.consistency.sums import sums
from service.checks.consistency.ticks import held_statement, held_sum, tied_change, tied_fact
from service.checks.consistency.ties import Tie, agreeing, entries_of, list_ties, named_ties
from service.checks.consistency.untested import (
    OPEN,
    another_row,
    cut_off,
    no_row,
    several_rows,
    too_little,
    turned_by_one,
)
from service.checks.consistency.verdict import Verdict, fails, holds, not_possible
from service.checks.consistency.wording import broken_statement, broken_sum, turned_change, untied_change, untied_fact
from service.checks.consistency.words import content

ENOUGH = 4.3
"""Evidence that ties a sentence to a row: agreeing digits, and the words they share (``ties.likeness``)."""
ENOUGH_HALF_NAMED = 5.4
_NAMED, _HALF_NAMED = 0.7, 0.4
"""Share of a row's label that a sentence has to name."""
_RIVAL = 0.75
"""Share of the likeness of the tied row from which another row that has the odd figure stands against a finding."""


def _enough(tie: Tie, words: frozenset[str]) -> bool:
    """Whether the tie is certain: a row whose label is only half named needs more digits to agree."""
    named = share(words, tie.row)
    return named >= _HALF_NAMED and tie.evidence >= (ENOUGH if named >= _NAMED else ENOUGH_HALF_NAMED)


def judge(passage: Passage, rows: Rows) -> Verdict:
    """Everything the sentence states, judged."""
    verdict = Verdict()
    found = changes(passage.masked)
    for change in found:
        verdict = verdict.plus(_judge_change(passage, change, rows))
    for whole in sums(passage.masked):
        verdict = verdict.plus(holds(held_sum(passage, whole)) if whole.holds() else fails(broken_sum(passage, whole)))
    spoken_for = _spoken_for(found, verdict)
    for fact in stated(passage.masked):
        if not any(item.figure.start in spoken_for for item in fact.items):
            verdict = verdict.plus(_judge_fact(passage, fact, rows))
    return verdict


def _spoken_for(found: tuple[Change, ...], verdict: Verdict) -> frozenset[int]:
    """Where the figures begin that are judged as parts of changes: all of them, or all but the ends that hold."""
    own: tuple[Part, ...] = ("amount", "percent") if verdict.ticks and not verdict.failed else PARTS
    return frozenset(figure.start for change in found for part, figure in change.parts.items() if part in own)


def _judge_change(passage: Passage, change: Change, rows: Rows) -> Verdict:
    itself = check_statement(change) if change.certain else None
    own = holds(*(held_statement(passage, change, held) for held in itself.held)) if itself else Verdict()
    if itself and itself.broken:
        return own.plus(fails(*(broken_statement(passage, change, broken) for broken in itself.broken)))
    against = _change_against_tables(passage, change, rows)
    return own if own.ticks and against.untested else own.plus(against)


def _change_against_tables(passage: Passage, change: Change, rows: Rows) -> Verdict:
    if not change.certain:
        return not_possible(passage, "change_to_table", OPEN)
    words = content(change.subject)
    near = rows.sharing(words)
    ties = tuple(change_ties(change, words, near))
    whole = [tie for tie in ties if tie.odd is None]
    if whole:
        best = max(whole, key=lambda tie: (tie.direction, tie.evidence))
        if not _enough(best, words):
            return not_possible(passage, "change_to_table", too_little(change.subject, best.row))
        if reason := doubt_of_change(passage, change, best):
            return not_possible(passage, "change_to_table", reason)
        if best.direction:
            return holds(tied_change(passage, change, best))
        if best.agreed > 1:
            return fails(turned_change(passage, change, best))
        return not_possible(passage, "change_to_table", turned_by_one(change.subject, best.row))
    strong = [tie for tie in ties if tie.agreed and _enough(tie, words)]
    best = max(strong, key=lambda tie: tie.evidence, default=None) or _named_or_slip(change, words, rows)
    if best and (reason := doubt_of_change(passage, change, best)):
        return not_possible(passage, "change_to_table", reason)
    if best:
        return fails(untied_change(passage, change, best))
    return not_possible(passage, "change_to_table", no_row(change.parts.values(), near))


def _named_or_slip(change: Change, words: frozenset[str], rows: Rows) -> Tie | None:
    near = rows.sharing(words)
    slip = change_slip(change, words, near)
    return named_change(change, words, near) or (slip if slip and not rows.ambiguous(slip.row) else None)


def _judge_fact(passage: Passage, fact: Stated, rows: Rows) -> Verdict:
    near = [row for row in rows.sharing(fact.words) if share(fact.words, row) >= _HALF_NAMED]
    ties = tuple(list_ties(fact, near))
    for tie in ties:
        if tie.odd is None and tie.agreed == len(fact.items) and _enough(tie, fact.words):
            return _agreed(passage, fact, tie)
    strong = [tie for tie in ties if tie.odd is not None and _enough(tie, fact.words) and not rows.ambiguous(tie.row)]
    if not strong:
        return _judge_single(passage, fact, rows)
    best = max(strong, key=lambda tie: tie.evidence)
    if reason := doubt_of_fact(passage, fact, best) or _excuse(fact, best, rows):
        return not_possible(passage, "text_to_table", reason)
    return _agreed(passage, fact, best).plus(fails(untied_fact(passage, fact, best)))


def _agreed(passage: Passage, fact: Stated, tie: Tie) -> Verdict:
    """The figures of the sentence that are those of the row."""
    pairs = ((item, agreeing(item, entries_of(item, tie.row))) for item in fact.items)
    return holds(*(tied_fact(passage, item, tie.row, entry) for item, entry in pairs if entry))


def _judge_single(passage: Passage, fact: Stated, rows: Rows) -> Verdict:
    """A figure without neighbours, against the rows that carry exactly the name the sentence gives it."""
    near = rows.sharing(fact.words)
    slip = fact_slip(fact, near)
    ties = tuple(named_ties(fact, near)) or ((slip,) if slip else ())
    if not ties:
        return not_possible(passage, "text_to_table", no_row((item.figure for item in fact.items), near))
    for tie in ties:
        if tie.odd is None:
            return holds(tied_fact(passage, fact.items[0], tie.row, tie.entries[0]))
    best = ties[0]
    if len({tie.expected for tie in ties}) > 1 or rows.ambiguous(best.row):
        return not_possible(passage, "text_to_table", several_rows(best.row))
    if reason := doubt_of_fact(passage, fact, best) or _excuse(fact, best, rows):
        return not_possible(passage, "text_to_table", reason)
    return fails(untied_fact(passage, fact, best))


def _excuse(fact: Stated, tie: Tie, rows: Rows) -> str | None:
    """Why the odd figure of a tie may be right all the same."""
    assert isinstance(tie.odd, int)
    if _explained(fact, tie, rows):
        return another_row(fact.items[tie.odd].figure)
    return cut_off(fact.items[tie.odd].figure) if _truncated(fact, tie) else None


def _truncated(fact: Stated, tie: Tie) -> bool:
    """Whether the text only cut off digits ("$5.3 billion" for 5,377 million): not rounded, but no other figure."""
    assert isinstance(tie.odd, int)
    figure = fact.items[tie.odd].figure
    assert tie.expected is not None
    return figure.scaled and of_figure(figure).widened(figure.half_unit).meets(tie.expected)


def _explained(fact: Stated, tie: Tie, rows: Rows) -> bool:
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
