"""Sign patterns: which terms are added and which taken away, the same in every column.

A search that may choose its signs column by column explains every flipped sign away; here one pattern serves all.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from math import log10

from service.checks.numeric.sums.votes.vote import Signs

UNTOLD = 0.8
"""Digits of evidence that a pattern costs more where neither words nor the order of the terms speak for it."""
FREE_TERMS = 5
"""Up to so many terms every pattern is tried; beyond, only those that statements are built on."""
MOST_SINGLED_OUT = 4 * FREE_TERMS
"""Up to so many terms any one of them may be taken away, whatever it is called."""
Pattern = tuple[Signs, float]
"""The sign of each term, nearest to the target first, and what the pattern costs in digits of evidence."""


@lru_cache(maxsize=1024)
def free_patterns(deductions: tuple[bool, ...]) -> tuple[Pattern, ...]:
    """All patterns of a few terms but that which adds none, the terms nearest to the target first.

    ``deductions`` tells which of them the words call so. All added costs nothing and comes first; a deduction costs
    less to take away than another.
    """
    count = len(deductions)
    rest = _first_less_rest(count)
    taken = (signs for signs in product((1, -1), repeat=count) if 1 in signs)
    return tuple((s, 0.0 if min(s) > 0 else _cost(s, deductions, s == rest)) for s in taken)


@lru_cache(maxsize=256)
def plain(count: int) -> Pattern:
    """All terms are added."""
    return (1,) * count, 0.0


@lru_cache(maxsize=256)
def first_less_rest(count: int) -> Pattern:
    """The term farthest from the target, printed first, less all others."""
    return _first_less_rest(count), 0.8


def worded(deductions: tuple[bool, ...]) -> Pattern | None:
    """What the words call deductions is taken away; None if that is another pattern already, or leaves nothing."""
    signs = tuple(-1 if deduction else 1 for deduction in deductions)
    known = (plain(len(signs))[0], _first_less_rest(len(signs)))
    return (signs, 1.0) if 1 in signs and signs not in known else None


def singled_out(term: int, deductions: tuple[bool, ...]) -> Pattern:
    """One term is taken away, and all others are added."""
    signs = tuple(-1 if i == term else 1 for i in range(len(deductions)))
    return signs, log10(len(signs)) + (0.3 if deductions[term] else 0.8)


def _first_less_rest(count: int) -> Signs:
    return (-1,) * (count - 1) + (1,)


def _cost(signs: Signs, deductions: tuple[bool, ...], first_less_rest: bool) -> float:
    taken = [deduction for sign, deduction in zip(signs, deductions, strict=True) if sign < 0]
    cost = 0.4 + sum(0.2 if deduction else 0.6 for deduction in taken)
    if first_less_rest:
        return cost - 0.5
    return cost if all(taken) else cost + UNTOLD
