"""Why a sentence may speak of something else than the row that its words and figures point to."""

from __future__ import annotations

from service.checks.concepts.measures import measures
from service.checks.consistency.change.changes import StatedChange
from service.checks.consistency.fact.stated import StatedFact
from service.checks.consistency.fact.ties import Tie
from service.checks.consistency.results.untested import other_measure, other_scope, supposed
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.sentence.words import content, weight
from service.checks.consistency.table.certainty import digits_of
from service.checks.consistency.table.rows import PeriodRow

_TELLING, _TELLING_SLIP = 2.5, 4.5
"""Digits that leave no doubt of the scope: where they agree, and where they do but for a slip."""
_LONGEST_NAME = 3
"""Words of a title that is but a name."""
_OF_STATEMENTS = content(
    "statement income operation balance sheet cash flow comprehensive position result earning profit loss selected data"
    " summary highlight key figure annual report quarterly review note equity change account expense revenue sale tax"
    " cost debt asset"
)
"""Words of titles of tables that are the whole group's."""
_HEAVY = 0.5
"""Weight of words from which they name something."""


def doubt_of_change(passage: Passage, change: StatedChange, tie: Tie) -> str | None:
    """Why the row need not be what changed; None where nothing speaks against it."""
    return _of_measure(change.measures, tie) or _of_scope(passage, content(change.subject), tie)


def doubt_of_title(passage: Passage, change: StatedChange, row: PeriodRow) -> str | None:
    """Why a row that only its name ties may be of a part of the group: the title of its table is the name of one."""
    known = content(change.subject) | passage.named | row.words
    if passage.section != row.table.section and weight(_names(row) - known) > _HEAVY:
        return other_scope(passage.section_title or "", row)
    return None


def doubt_of_fact(passage: Passage, fact: StatedFact, tie: Tie) -> str | None:
    """Why the row need not be what is stated; None where nothing speaks against it."""
    if fact.supposed:
        return supposed()
    return _of_measure(fact.measures, tie) or _of_scope(passage, fact.words, tie)


def _of_measure(stated: frozenset[str], tie: Tie) -> str | None:
    """Both must speak of one measure: what a title or column names may count for the row, but need not."""
    row = tie.row
    columns = " ".join(entry.label for entry in tie.entries)
    own, around = measures(row.label), measures(f"{row.label} {columns} {row.table.title}")
    if stated - around:
        return other_measure(stated - around, row)
    return other_measure(own - stated, row, of_row=True) if own - stated else None


def _names(row: PeriodRow) -> frozenset[str]:
    """The words of the table's title, where it is the name of something and not of a statement, nor a sentence."""
    words = content(row.table.title)
    return frozenset() if words & _OF_STATEMENTS or len(words) > _LONGEST_NAME else words


def _of_scope(passage: Passage, words: frozenset[str], tie: Tie) -> str | None:
    """The section of the sentence and that of the table must speak of one part of the group, or both of all of it.

    Where figures agree beyond chance, they do.
    """
    row = tie.row
    if passage.section is not None and passage.section == row.table.section:
        return None
    if digits_of(tie, words) >= (_TELLING if tie.agreed else _TELLING_SLIP):
        return None
    around = row.words | row.context | row.scope
    if weight(passage.scope - around - words) > _HEAVY and passage.scope != row.scope:
        return other_scope(passage.section_title or "", row)
    if weight(row.scope - words - passage.scope - row.words) > _HEAVY and row.scope != passage.scope:
        return other_scope(passage.section_title or "", row)
    return None
