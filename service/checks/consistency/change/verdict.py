"""One stated change judged: against itself, then against the tables."""

from __future__ import annotations

from service.checks.consistency.change.changes import StatedChange
from service.checks.consistency.change.statement import check_statement
from service.checks.consistency.change.ties import change_ties, named_change
from service.checks.consistency.fact.slips import change_slip
from service.checks.consistency.fact.ties import Tie
from service.checks.consistency.results.doubts import doubt_of_change, doubt_of_title
from service.checks.consistency.results.ticks import held_statement, tied_change
from service.checks.consistency.results.untested import OPEN, no_row, too_little, turned_by_one
from service.checks.consistency.results.verdict import Verdict, fails, holds, not_possible
from service.checks.consistency.results.wording import broken_statement, turned_change, untied_change
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.sentence.words import content
from service.checks.consistency.table.certainty import is_certain
from service.checks.consistency.table.interval import digits
from service.checks.consistency.table.likeness import is_name
from service.checks.consistency.table.rows import Rows

_CHECK = "change_to_table"
_TELLING = 2
"""Digits of a figure that is the change of a row with the sentence's own name."""


def judge_change(passage: Passage, change: StatedChange, rows: Rows) -> Verdict:
    """A stated change, against the figures beside it and against the tables."""
    itself = check_statement(change) if change.certain else None
    own = holds(*(held_statement(passage, change, held) for held in itself.held)) if itself else Verdict()
    if itself and itself.broken:
        return own.plus(fails(*(broken_statement(passage, change, broken) for broken in itself.broken)))
    held = frozenset(held.part for held in itself.held) if itself else frozenset[str]()
    against = _against_tables(passage, change, rows, held)
    return own if own.ticks and against.untested else own.plus(against)


def _against_tables(passage: Passage, change: StatedChange, rows: Rows, held: frozenset[str]) -> Verdict:
    """The change against the rows it may be of; a part that follows from rounded figures beside it may differ there."""
    if not change.certain:
        return not_possible(passage, _CHECK, OPEN)
    words = content(change.subject)
    ties = tuple(change_ties(change, words, rows.sharing(words)))
    whole = [tie for tie in ties if tie.odd is None]
    if whole:
        return _borne_out(passage, change, words, max(whole, key=lambda tie: (tie.direction, tie.evidence)))
    strong = [tie for tie in ties if tie.agreed and is_certain(tie, words)]
    named = None if strong else _by_name(passage, change, words, rows)
    best = named or max(strong, key=lambda tie: tie.evidence, default=None)
    if best is None:
        return not_possible(passage, _CHECK, no_row(change.parts.values(), rows.sharing(words)))
    if best.odd in held:
        return Verdict()
    title = doubt_of_title(passage, change, best.row) if named else None
    if reason := title or doubt_of_change(passage, change, best):
        return not_possible(passage, _CHECK, reason)
    return fails(untied_change(passage, change, best))


def _borne_out(passage: Passage, change: StatedChange, words: frozenset[str], best: Tie) -> Verdict:
    """A change that two cells of a row confirm, in its figures if not in its direction."""
    if not is_certain(best, words):
        return not_possible(passage, _CHECK, too_little(change.subject, best.row))
    if reason := doubt_of_change(passage, change, best):
        return not_possible(passage, _CHECK, reason)
    if best.direction:
        return holds(tied_change(passage, change, best))
    if best.agreed > 1 or (is_name(words, best.row) and _tells(change)):
        return fails(turned_change(passage, change, best))
    return not_possible(passage, _CHECK, turned_by_one(change.subject, best.row))


def _tells(change: StatedChange) -> bool:
    """Its one figure has digits enough to be the change of the row that the sentence names, and not by chance."""
    return any(digits(figure.value) >= _TELLING for figure in change.parts.values())


def _by_name(passage: Passage, change: StatedChange, words: frozenset[str], rows: Rows) -> Tie | None:
    """The row that the sentence names, or whose change its figure is a slip of."""
    near = rows.sharing(words)
    if named := named_change(change, words, near, passage.section):
        return named
    slip = change_slip(change, words, near)
    return slip if slip and not rows.ambiguous(slip.row) else None
