"""Sign patterns: which terms are added and which taken away, the same in every column.

A search that may choose its signs column by column explains every flipped sign away; here one pattern serves all.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from math import log10

from service.checks.numeric.ballot import Signs
from service.checks.numeric.vocabulary import says_deduction

UNTOLD = 0.8
"""Digits of evidence that a pattern costs more where neither words nor the order of the terms speak for it."""
FREE_TERMS = 5
"""Up to so many terms every pattern is tried; beyond, only those that statements are built on."""


def patterns(labels: tuple[str, ...]) -> tuple[tuple[Signs, float], ...]:
    """Patterns for terms with these labels, nearest to the target first, each with its cost in digits of evidence.

    All added costs nothing. A term that the words call a deduction costs less to take away than another.
    """
    return _patterns(tuple(says_deduction(label) for label in labels))


@lru_cache(maxsize=1024)
def _patterns(deductions: tuple[bool, ...]) -> tuple[tuple[Signs, float], ...]:
    return tuple(_all_patterns(deductions))


def _all_patterns(deductions: tuple[bool, ...]) -> Iterator[tuple[Signs, float]]:
    count = len(deductions)
    plain = (1,) * count
    yield plain, 0.0
    first_less_rest = (-1,) * (count - 1) + (1,)
    if count <= FREE_TERMS:
        for signs in product((1, -1), repeat=count):
            if signs != plain and 1 in signs:
                yield signs, _cost(signs, deductions, signs == first_less_rest)
        return
    yield first_less_rest, 0.8
    by_words = tuple(-1 if deduction else 1 for deduction in deductions)
    if by_words not in (plain, first_less_rest) and 1 in by_words:
        yield by_words, 1.0
    if count <= 4 * FREE_TERMS:
        for i in range(count):
            signs = tuple(-1 if i == j else 1 for j in range(count))
            yield signs, log10(count) + (0.3 if deductions[i] else 0.8)


def _cost(signs: Signs, deductions: tuple[bool, ...], first_less_rest: bool) -> float:
    taken = [deduction for sign, deduction in zip(signs, deductions, strict=True) if sign < 0]
    cost = 0.4 + sum(0.2 if deduction else 0.6 for deduction in taken)
    if first_less_rest:
        return cost - 0.5
    return cost if all(taken) else cost + UNTOLD
