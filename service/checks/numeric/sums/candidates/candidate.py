"""A candidate sum: the positions that may add up to a target, and with which signs."""

from __future__ import annotations

from dataclasses import dataclass

from service.checks.numeric.sums.candidates.column_fields import ColumnAmounts, ColumnSet
from service.checks.numeric.sums.votes.vote import Signs


@dataclass(frozen=True, slots=True)
class CandidateSum:
    """Terms, nearest to the target first, and their signs. ``cost`` is that of the sign pattern, in digits."""

    terms: tuple[int, ...]
    signs: Signs
    cost: float
    remainder: ColumnAmounts
    """Target less terms, in each column."""
    agreeing: ColumnSet
    """The columns in which rounding may explain the remainder."""
