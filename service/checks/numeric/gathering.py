"""Gathering terms: what is left of a target, column by column, while a walk adds one term after the other.

Every prefix of a walk under every sign pattern is a candidate. What a pattern leaves is told from what the prefix
before it left, for all columns at once, so that a long table takes a fixed number of steps for each of its lines, and
only candidates that come out even in some column are looked at closely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress

from service.checks.numeric.candidate import Candidate
from service.checks.numeric.ledger import Ledger
from service.checks.numeric.packing import Packed
from service.checks.numeric.signs import (
    FREE_TERMS,
    MOST_SINGLED_OUT,
    Pattern,
    first_less_rest,
    free_patterns,
    plain,
    singled_out,
    worded,
)
from service.checks.numeric.walk import LONGEST_RUN


def candidates(ledger: Ledger, target: int, steps: Sequence[int], known: int = 0) -> Iterator[Candidate]:
    """Prefixes and patterns that hold in some column, the shortest and the plainest first.

    There are at most ``LONGEST_RUN`` steps. Prefixes of up to ``known`` terms have been looked at before.
    """
    if not ledger.voting[target]:
        return
    gathering = _Gathering(ledger, target)
    for count, position in enumerate(steps, start=1):
        gathering.add(position)
        if count > max(1, known):
            yield from gathering.candidates()


def long_candidates(
    ledger: Ledger, target: int, steps: Iterable[int], is_end: Callable[[int], bool]
) -> Iterator[Candidate]:
    """Prefixes beyond ``LONGEST_RUN`` that hold in some column, all terms added, or those called deductions taken away.

    So many lines are summed for a reason that shows: the last of them is where the layout says that a run ends.
    """
    target_row, voting = ledger.rows[target], ledger.voting[target]
    rest = as_worded = target_row
    terms: list[int] = []
    taken: list[bool] = []
    for count, position in enumerate(steps, start=1):
        row, deduction = ledger.rows[position], ledger.deductions[position]
        terms.append(position)
        taken.append(deduction)
        rest -= row
        as_worded += row if deduction else -row
        if count > LONGEST_RUN and is_end(position):
            near = ledger.near(count)
            if even := ledger.packing.even(rest, near) & voting:
                yield Candidate(tuple(terms), *plain(count), rest, even)
            if as_worded != rest and (even := ledger.packing.even(as_worded, near) & voting):
                pattern = worded(tuple(taken))
                if pattern:
                    yield Candidate(tuple(terms), *pattern, as_worded, even)


class _Gathering:
    """The terms so far, nearest to the target first, and what each pattern leaves of the target."""

    def __init__(self, ledger: Ledger, target: int) -> None:
        self._ledger = ledger
        self._target = ledger.rows[target]
        self._voting = ledger.voting[target]
        self._terms: list[int] = []
        self._rows: list[Packed] = []
        self._deductions: list[bool] = []
        self._rest = self._target
        """What is left where all terms are added."""
        self._worded = self._target
        """What is left where those are taken away that the words call deductions."""
        self._free: list[Packed] = [self._target]
        """What each of all patterns leaves, while the terms are few."""

    def add(self, position: int) -> None:
        """One more term."""
        row = self._ledger.rows[position]
        deduction = self._ledger.deductions[position]
        self._terms.append(position)
        self._rows.append(row)
        self._deductions.append(deduction)
        self._rest -= row
        self._worded += row if deduction else -row
        if len(self._terms) <= FREE_TERMS:
            self._free = [turned for left in self._free for turned in (left - row, left + row)]

    def candidates(self) -> Iterator[Candidate]:
        """The patterns by which the terms so far come out even, within rounding, in some column."""
        count = len(self._terms)
        near = self._ledger.near(count)
        for (signs, cost), left in self._free_ones(near) if count <= FREE_TERMS else self._usual_ones(near):
            even = self._ledger.packing.even(left, near) & self._voting
            yield Candidate(tuple(self._terms), signs, cost, left, even)

    def _free_ones(self, near: Packed) -> Iterator[tuple[Pattern, Packed]]:
        voting = self._voting
        found = [bool((near + left) & (near - left) & voting) for left in self._free]
        if any(found):
            # Of the patterns that leave each column, the last one takes every term away, and is none.
            patterns = free_patterns(tuple(self._deductions))
            yield from compress(zip(patterns, self._free, strict=False), found)

    def _usual_ones(self, near: Packed) -> Iterator[tuple[Pattern, Packed]]:
        voting, rest = self._voting, self._rest
        count = len(self._terms)
        if (near + rest) & (near - rest) & voting:
            yield plain(count), rest
        turned = 2 * (self._target - self._rows[-1]) - rest
        if (near + turned) & (near - turned) & voting:
            yield first_less_rest(count), turned
        if any(self._deductions) and (near + self._worded) & (near - self._worded) & voting:
            pattern = worded(tuple(self._deductions))
            if pattern:
                yield pattern, self._worded
        if count <= MOST_SINGLED_OUT:
            for i, row in enumerate(self._rows):
                left = rest + 2 * row
                if (near + left) & (near - left) & voting:
                    yield singled_out(i, tuple(self._deductions)), left
