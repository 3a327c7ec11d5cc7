"""A candidate for a sum: the positions that may add up to a target, and how."""

from __future__ import annotations

from dataclasses import dataclass

from service.checks.numeric.sums.ballot import Signs
from service.checks.numeric.sums.packing import Mask, Packed


@dataclass(frozen=True, slots=True)
class Candidate:
    """Terms, nearest to the target first, and their signs. ``cost`` is that of the pattern."""

    terms: tuple[int, ...]
    signs: Signs
    cost: float
    left: Packed
    """What it leaves of the target in each column."""
    even: Mask
    """The columns in which that is no more than rounding may explain."""
