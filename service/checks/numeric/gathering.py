"""Gathering terms: what is left of a target, column by column, while a walk adds one term after the other.

Every prefix of a walk under every sign pattern is a candidate. What a pattern leaves is told from what the prefix
before it left, so that a long table takes a fixed number of steps for each of its lines, and only candidates that come
out even in some column are looked at closely.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import add, sub

from service.checks.numeric.ballot import Signs, most_digits
from service.checks.numeric.lattice import Lattice
from service.checks.numeric.signs import (
    FREE_TERMS,
    MOST_SINGLED_OUT,
    first_less_rest,
    free_patterns,
    plain,
    singled_out,
    worded,
)
from service.checks.numeric.vocabulary import says_deduction

LONGEST_RUN = 80
"""Terms of one total; longer runs are lists, not sums."""
Amounts = tuple[int, ...]
"""One for each column that prints something in the target."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Terms and their signs. ``cost`` is that of the pattern; ``promise`` the most digits that its columns can give."""

    terms: tuple[int, ...]
    signs: Signs
    cost: float
    promise: float


class Ledger:
    """The amounts of a lattice and which of its positions the words call deductions."""

    def __init__(self, lattice: Lattice) -> None:
        self.amounts = tuple(tuple(f.amount if f else 0 for f in row) for row in lattice.grid)
        self.steps = tuple(tuple(f.step if f else 1 for f in row) for row in lattice.grid)
        self.coarsest = max((f.step for row in lattice.grid for f in row if f), default=1)
        self.deductions = tuple(says_deduction(label) for label in lattice.labels)

    def candidates(self, target: int, steps: Sequence[int]) -> Iterator[Candidate]:
        """Prefixes and patterns that hold in some column, the shortest and the plainest first."""
        voters = [voter for voter, amount in enumerate(self.amounts[target]) if amount]
        if not voters:
            return
        gathering = _Gathering(self, target, voters)
        for count, position in enumerate(steps[:LONGEST_RUN], start=1):
            gathering.add(position)
            if count > 1:
                yield from gathering.candidates()


class _Gathering:
    """The terms so far, nearest to the target first, and what each pattern leaves of the target."""

    def __init__(self, ledger: Ledger, target: int, voters: Sequence[int]) -> None:
        self._ledger, self._voters = ledger, voters
        self._target = self._picked(ledger.amounts[target])
        self._steps = self._picked(ledger.steps[target])
        self._terms: list[int] = []
        self._rows: list[Amounts] = []
        self._rest = self._target
        """What is left where all terms are added."""
        self._worded = self._target
        """What is left where those are taken away that the words call deductions."""
        self._free: list[Amounts] = [self._target]
        """What each of all patterns leaves, while the terms are few."""
        self._doubled: list[list[int]] = [[] for _ in voters]
        """Each column's terms by size, doubled, while one of them may be singled out."""

    def _picked(self, row: Sequence[int]) -> Amounts:
        return tuple([row[voter] for voter in self._voters])

    def add(self, position: int) -> None:
        """One more term."""
        row = self._picked(self._ledger.amounts[position])
        self._terms.append(position)
        self._rows.append(row)
        self._rest = tuple(map(sub, self._rest, row))
        self._worded = tuple(map(add if self._ledger.deductions[position] else sub, self._worded, row))
        if len(self._terms) <= FREE_TERMS:
            self._free = [tuple(map(turn, left, row)) for left in self._free for turn in (sub, add)]
        if len(self._terms) <= MOST_SINGLED_OUT:
            for column, amount in zip(self._doubled, row, strict=True):
                insort(column, 2 * amount)

    def candidates(self) -> Iterator[Candidate]:
        """The patterns by which the terms so far come out even, within rounding, in some column."""
        count = len(self._terms)
        bound = (count + 1) * self._ledger.coarsest
        terms = tuple(self._terms)
        for (signs, cost), left in self._free_ones(bound) if count <= FREE_TERMS else self._usual_ones(bound):
            yield Candidate(terms, signs, cost, self._promise(left, bound))

    def _free_ones(self, bound: int) -> Iterator[tuple[tuple[Signs, float], Amounts]]:
        patterns = free_patterns(tuple(self._ledger.deductions[term] for term in self._terms))
        # Of the patterns that leave each column, the last one takes every term away, and is none.
        return ((p, left) for p, left in zip(patterns, self._free, strict=False) if _even(left, bound))

    def _usual_ones(self, bound: int) -> Iterator[tuple[tuple[Signs, float], Amounts]]:
        count = len(self._terms)
        if _even(self._rest, bound):
            yield plain(count), self._rest
        first = self._rows[-1]
        turned = tuple(2 * (t - f) - r for t, f, r in zip(self._target, first, self._rest, strict=True))
        if _even(turned, bound):
            yield first_less_rest(count), turned
        if _even(self._worded, bound) and (pattern := worded(self._deductions())):
            yield pattern, self._worded
        if count <= MOST_SINGLED_OUT and self._one_turned(bound):
            for i, row in enumerate(self._rows):
                left = tuple(r + 2 * amount for r, amount in zip(self._rest, row, strict=True))
                if _even(left, bound):
                    yield singled_out(i, self._deductions()), left

    def _deductions(self) -> tuple[bool, ...]:
        return tuple(self._ledger.deductions[term] for term in self._terms)

    def _one_turned(self, bound: int) -> bool:
        """Some column comes out even with one of its terms taken away."""
        for rest, column in zip(self._rest, self._doubled, strict=True):
            at = bisect_left(column, -bound // 2 - rest)
            if at < len(column) and 2 * (column[at] + rest) <= bound:
                return True
        return False

    def _promise(self, left: Amounts, bound: int) -> float:
        """The most digits of evidence that columns with so much left over can give."""
        return sum(
            most_digits([row[at] for row in self._rows], residual, self._steps[at])
            for at, residual in enumerate(left)
            if 2 * abs(residual) <= bound
        )


def _even(left: Amounts, bound: int) -> bool:
    return 2 * min(map(abs, left)) <= bound
