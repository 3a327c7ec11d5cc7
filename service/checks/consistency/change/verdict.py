"""One stated change judged: against itself, then against the tables."""

from __future__ import annotations

from service.checks.consistency.change.changes import Change
from service.checks.consistency.change.statement import check_statement
from service.checks.consistency.change.ties import change_ties, named_change
from service.checks.consistency.fact.slips import change_slip
from service.checks.consistency.fact.ties import Tie
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.sentence.words import content
from service.checks.consistency.table.certainty import is_certain
from service.checks.consistency.table.rows import Rows
from service.checks.consistency.told.doubts import doubt_of_change
from service.checks.consistency.told.ticks import held_statement, tied_change
from service.checks.consistency.told.untested import OPEN, no_row, too_little, turned_by_one
from service.checks.consistency.told.verdict import Verdict, fails, holds, not_possible
from service.checks.consistency.told.wording import broken_statement, turned_change, untied_change


def judge_change(passage: Passage, change: Change, rows: Rows) -> Verdict:
    """A stated change, against the figures beside it and against the tables."""
    itself = check_statement(change) if change.certain else None
    own = holds(*(held_statement(passage, change, held) for held in itself.held)) if itself else Verdict()
    if itself and itself.broken:
        return own.plus(fails(*(broken_statement(passage, change, broken) for broken in itself.broken)))
    against = _change_against_tables(
        passage, change, rows, frozenset(held.part for held in itself.held) if itself else frozenset()
    )
    return own if own.ticks and against.untested else own.plus(against)


def _change_against_tables(passage: Passage, change: Change, rows: Rows, held: frozenset[str]) -> Verdict:
    """The change against the rows it may be of; a part that follows from rounded figures beside it may differ there."""
    if not change.certain:
        return not_possible(passage, "change_to_table", OPEN)
    words = content(change.subject)
    near = rows.sharing(words)
    ties = tuple(change_ties(change, words, near))
    whole = [tie for tie in ties if tie.odd is None]
    if whole:
        best = max(whole, key=lambda tie: (tie.direction, tie.evidence))
        if not is_certain(best, words):
            return not_possible(passage, "change_to_table", too_little(change.subject, best.row))
        if reason := doubt_of_change(passage, change, best):
            return not_possible(passage, "change_to_table", reason)
        if best.direction:
            return holds(tied_change(passage, change, best))
        if best.agreed > 1:
            return fails(turned_change(passage, change, best))
        return not_possible(passage, "change_to_table", turned_by_one(change.subject, best.row))
    strong = [tie for tie in ties if tie.agreed and is_certain(tie, words)]
    best = max(strong, key=lambda tie: tie.evidence, default=None) or _named_or_slip(
        change, words, rows, passage.section
    )
    if best and best.odd in held:
        return Verdict()
    if best and (reason := doubt_of_change(passage, change, best)):
        return not_possible(passage, "change_to_table", reason)
    if best:
        return fails(untied_change(passage, change, best))
    return not_possible(passage, "change_to_table", no_row(change.parts.values(), near))


def _named_or_slip(change: Change, words: frozenset[str], rows: Rows, section: int | None) -> Tie | None:
    near = rows.sharing(words)
    slip = change_slip(change, words, near)
    return named_change(change, words, near, section) or (slip if slip and not rows.ambiguous(slip.row) else None)
