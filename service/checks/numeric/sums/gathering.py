"""Gathering terms: what is left of a target, column by column, while a walk adds one term after the other.

Every prefix of a walk under every sign pattern is a candidate. What a pattern leaves is told from what the prefix
before it left, for all columns at once, so that a long table takes a fixed number of steps for each of its lines, and
only candidates that come out even in some column are looked at closely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress

from service.checks.numeric.sums.candidate import Candidate
from service.checks.numeric.sums.ledger import Ledger
from service.checks.numeric.sums.packing import Packed
from service.checks.numeric.sums.signs import (
    FREE_TERMS,
    MOST_SINGLED_OUT,
    Pattern,
    first_less_rest,
    free_patterns,
    plain,
    singled_out,
    worded,
)
from service.checks.numeric.sums.walk import LONGEST_RUN


def candidates(ledger: Ledger, target: int, steps: Sequence[int], known: int = 0) -> Iterator[Candidate]:
    """Prefixes and patterns that hold in some column, the shortest and the plainest first.

    There are at most ``LONGEST_RUN`` steps. Prefixes of up to ``known`` terms have been looked at before.
    """
    voting = ledger.voting[target]
    if not voting:
        return
    if known < FREE_TERMS:
        yield from _of_few(ledger, target, steps[:FREE_TERMS], known)
    gone = max(FREE_TERMS, known)
    rows, goal = ledger.rows, ledger.rows[target]
    rest = goal - sum([rows[step] for step in steps[:gone]])
    as_worded = goal - sum([ledger.worded_rows[step] for step in steps[:gone]])
    # This loop is where a long table spends its time: one round for each line of each walk.
    for count, position in enumerate(steps[gone:], start=gone + 1):
        row = rows[position]
        rest -= row
        as_worded -= ledger.worded_rows[position]
        near = ledger.nears[count]
        if (near + rest) & (near - rest) & voting:
            yield _candidate(ledger, target, steps[:count], plain(count), rest)
        turned = 2 * (goal - row) - rest
        if (near + turned) & (near - turned) & voting:
            yield _candidate(ledger, target, steps[:count], first_less_rest(count), turned)
        if as_worded != rest and (near + as_worded) & (near - as_worded) & voting:
            pattern = worded(ledger.taken(steps[:count]))
            if pattern:
                yield _candidate(ledger, target, steps[:count], pattern, as_worded)
        if count <= MOST_SINGLED_OUT:
            for i, term in enumerate(steps[:count]):
                left = rest + 2 * rows[term]
                if (near + left) & (near - left) & voting:
                    yield _candidate(ledger, target, steps[:count], singled_out(i, ledger.taken(steps[:count])), left)


def _of_few(ledger: Ledger, target: int, steps: Sequence[int], known: int) -> Iterator[Candidate]:
    """All patterns of a few terms."""
    voting = ledger.voting[target]
    all_left: list[Packed] = [ledger.rows[target]]
    for count, position in enumerate(steps, start=1):
        row = ledger.rows[position]
        all_left = [turned for left in all_left for turned in (left - row, left + row)]
        if count <= max(1, known):
            continue
        near = ledger.nears[count]
        found = [bool((near + left) & (near - left) & voting) for left in all_left]
        if any(found):
            # Of the patterns that leave each column, the last one takes every term away, and is none.
            patterns = zip(free_patterns(ledger.taken(steps[:count])), all_left, strict=False)
            for pattern, left in compress(patterns, found):
                yield _candidate(ledger, target, steps[:count], pattern, left)


def _candidate(ledger: Ledger, target: int, terms: Sequence[int], pattern: Pattern, left: Packed) -> Candidate:
    signs, cost = pattern
    even = ledger.packing.even(left, ledger.near(len(terms))) & ledger.voting[target]
    return Candidate(tuple(terms), signs, cost, left, even)


def long_candidates(
    ledger: Ledger, target: int, steps: Iterable[int], is_end: Callable[[int], bool]
) -> Iterator[Candidate]:
    """Prefixes beyond ``LONGEST_RUN`` that hold in some column, all terms added, or those called deductions taken away.

    So many lines are summed for a reason that shows: the last of them is where the layout says that a run ends.
    """
    voting = ledger.voting[target]
    rest = as_worded = ledger.rows[target]
    terms: list[int] = []
    for count, position in enumerate(steps, start=1):
        terms.append(position)
        rest -= ledger.rows[position]
        as_worded -= ledger.worded_rows[position]
        if count > LONGEST_RUN and is_end(position):
            near = ledger.near(count)
            if ledger.packing.even(rest, near) & voting:
                yield _candidate(ledger, target, terms, plain(count), rest)
            if as_worded != rest and ledger.packing.even(as_worded, near) & voting:
                pattern = worded(ledger.taken(terms))
                if pattern:
                    yield _candidate(ledger, target, terms, pattern, as_worded)
