"""How far the words of a sentence name a row of a table."""

from __future__ import annotations

from service.checks.consistency.sentence.words import weight
from service.checks.consistency.table.rows import PeriodRow

_BARE = 0.4
"""Weight of the words of a label that names nothing by itself: "Ending balances"."""
_SUMMING = frozenset({"total"})
_A_NAME = 1.3
"""Weight of words that can name one thing in a report: more than one, or one and a common one."""


def likeness(words: frozenset[str], row: PeriodRow) -> float:
    """How well the words of a sentence fit a row: at most 2 for its own label, 1.4 for all shared words."""
    return 2 * share(words, row) + 0.7 * min(weight((row.words | row.context) & words), 2.0)


def share(words: frozenset[str], row: PeriodRow) -> float:
    """The part of a row's label that the words name; of its title too, where the label is but "ending balance"."""
    own = own_words(row)
    whole = weight(own)
    return weight(own & words) / whole if whole else 0.0


def own_words(row: PeriodRow) -> frozenset[str]:
    """The words that name the row: of its label without "total", or of its title too where the label names nothing."""
    if weight(row.words) <= _BARE:
        return row.words | row.context
    return row.words - _SUMMING or row.words


def is_name(words: frozenset[str], row: PeriodRow, least: float = _A_NAME) -> bool:
    """Whether label and title, and nothing else of weight, make up the words of the sentence."""
    if weight(row.words) <= _BARE:
        return weight(row.words | (row.context & words)) >= least and weight(words - row.words - row.context) <= _BARE
    if weight(row.words) < least or not own_words(row) <= words:
        return False
    return weight(words - row.words - row.context) <= _BARE
