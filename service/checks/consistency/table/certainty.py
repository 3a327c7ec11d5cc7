"""When a tie between a sentence and a row is certain."""

from __future__ import annotations

from service.checks.consistency.fact.stated import StatedFact
from service.checks.consistency.fact.ties import Tie
from service.checks.consistency.sentence.words import is_faint
from service.checks.consistency.table.likeness import is_name, likeness, own_words, share

_ENOUGH = 4.3
"""Evidence that ties a sentence to a row: agreeing digits, and the words they share (``likeness``)."""
_ENOUGH_HALF_NAMED = 5.4
_ENOUGH_NAMED = 3.9
_A_WORD = 1.0
_TELLING, _BEYOND_CHANCE = 2.9, 3.9
"""Agreeing digits from which a row is meant although the sentence calls it an "expense", or something else."""
_NAMED, HALF_NAMED = 0.7, 0.4
"""Share of a row's label that a sentence has to name."""


def is_certain(tie: Tie, words: frozenset[str]) -> bool:
    """Whether enough digits and words agree; of a row whose label is only half named, more digits have to.

    Where all agrees with the row that has just this name, it is no other.
    """
    named = share(words, tie.row)
    if tie.odd is None and tie.direction and own_words(tie.row) <= words and is_name(words, tie.row, _A_WORD):
        return tie.evidence >= _ENOUGH_NAMED
    return named >= HALF_NAMED and tie.evidence >= (_ENOUGH if named >= _NAMED else _ENOUGH_HALF_NAMED)


def is_of(fact: StatedFact, tie: Tie) -> bool:
    """Whether the row is what the figures are of: it has their noun, or more digits agree than can by chance."""
    known = digits_of(tie, fact.words)
    if fact.head is None or fact.head in tie.row.words | tie.row.context or tie.agreed > 1:
        return True
    return known > (_TELLING if is_faint(fact.head) else _BEYOND_CHANCE)


def digits_of(tie: Tie, words: frozenset[str]) -> float:
    """How many digits agree."""
    return tie.evidence - likeness(words, tie.row)
