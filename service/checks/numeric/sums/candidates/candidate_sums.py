"""The generator of candidate sums: which lines, with which signs, add up to a target in at least one column.

A walk lists the lines that may be terms, nearest to the target first; each of its prefixes under each sign pattern is a
candidate. Adding every candidate up afresh would take a long table too long, so the remainder (target less terms) is
carried along the walk. It is one integer with a field for each column (``column_fields``), so that one subtraction
serves all columns:

- ``rest`` is the remainder with all terms added. One more line: subtract it from ``rest``.
- ``as_worded`` is the same, but lines that the words call deductions are taken away instead of added.
- "First less rest" (revenue less each cost) adds the farthest term alone and takes all others away. Its remainder is
  ``goal - row + others``; as ``rest`` is ``goal - row - others``, that is ``2 * (goal - row) - rest``.
- A single term that is taken away instead of added changes the remainder by twice that term: ``rest + 2 * term``.

Only up to ``FREE_TERMS`` terms is every pattern tried. ``(limit + x) & (limit - x) & voting`` is the set of columns in
which ``x`` is small enough to be rounding: ``ColumnFields.within``, spelled out here since it runs millions of times. A
candidate is built only where that set is not empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress

from service.checks.numeric.sums.candidates.amounts import Amounts
from service.checks.numeric.sums.candidates.candidate import CandidateSum
from service.checks.numeric.sums.candidates.column_fields import ColumnAmounts
from service.checks.numeric.sums.candidates.signs import (
    FREE_TERMS,
    MOST_SINGLED_OUT,
    Pattern,
    first_less_rest,
    free_patterns,
    plain,
    singled_out,
    worded,
)
from service.checks.numeric.sums.candidates.walk import LONGEST_RUN


def candidate_sums(amounts: Amounts, target: int, steps: Sequence[int], known: int = 0) -> Iterator[CandidateSum]:
    """Prefixes and patterns that hold in some column, the shortest and the plainest first.

    There are at most ``LONGEST_RUN`` steps. Prefixes of up to ``known`` terms have been looked at before.
    """
    voting = amounts.voting[target]
    if not voting:
        return
    if known < FREE_TERMS:
        yield from _of_few(amounts, target, steps[:FREE_TERMS], known)
    gone = max(FREE_TERMS, known)
    rows, goal = amounts.rows, amounts.rows[target]
    rest = goal - sum([rows[step] for step in steps[:gone]])
    as_worded = goal - sum([amounts.signed_rows[step] for step in steps[:gone]])
    # This loop is where a long table spends its time: one round for each line of each walk.
    for count, position in enumerate(steps[gone:], start=gone + 1):
        row = rows[position]
        rest -= row
        as_worded -= amounts.signed_rows[position]
        limit = amounts.rounding_limits[count]
        if (limit + rest) & (limit - rest) & voting:
            yield _candidate(amounts, target, steps[:count], plain(count), rest)
        turned = 2 * (goal - row) - rest
        if (limit + turned) & (limit - turned) & voting:
            yield _candidate(amounts, target, steps[:count], first_less_rest(count), turned)
        if as_worded != rest and (limit + as_worded) & (limit - as_worded) & voting:
            pattern = worded(amounts.are_deductions(steps[:count]))
            if pattern:
                yield _candidate(amounts, target, steps[:count], pattern, as_worded)
        if count <= MOST_SINGLED_OUT:
            for i, term in enumerate(steps[:count]):
                left = rest + 2 * rows[term]
                if (limit + left) & (limit - left) & voting:
                    yield _candidate(
                        amounts, target, steps[:count], singled_out(i, amounts.are_deductions(steps[:count])), left
                    )


def _of_few(amounts: Amounts, target: int, steps: Sequence[int], known: int) -> Iterator[CandidateSum]:
    """All patterns of a few terms."""
    voting = amounts.voting[target]
    all_left: list[ColumnAmounts] = [amounts.rows[target]]
    for count, position in enumerate(steps, start=1):
        row = amounts.rows[position]
        all_left = [turned for left in all_left for turned in (left - row, left + row)]
        if count <= max(1, known):
            continue
        limit = amounts.rounding_limits[count]
        found = [bool((limit + left) & (limit - left) & voting) for left in all_left]
        if any(found):
            # Of the patterns that leave each column, the last one takes every term away, and is none.
            patterns = zip(free_patterns(amounts.are_deductions(steps[:count])), all_left, strict=False)
            for pattern, left in compress(patterns, found):
                yield _candidate(amounts, target, steps[:count], pattern, left)


def _candidate(
    amounts: Amounts, target: int, terms: Sequence[int], pattern: Pattern, left: ColumnAmounts
) -> CandidateSum:
    signs, cost = pattern
    agreeing = amounts.fields.within(left, amounts.rounding_limit(len(terms))) & amounts.voting[target]
    return CandidateSum(tuple(terms), signs, cost, left, agreeing)


def long_candidate_sums(
    amounts: Amounts, target: int, steps: Iterable[int], is_end: Callable[[int], bool]
) -> Iterator[CandidateSum]:
    """Prefixes beyond ``LONGEST_RUN`` that hold in some column, all terms added, or those called deductions taken away.

    So many lines are summed for a reason that shows: the last of them is where the layout says that a run ends.
    """
    voting = amounts.voting[target]
    rest = as_worded = amounts.rows[target]
    terms: list[int] = []
    for count, position in enumerate(steps, start=1):
        terms.append(position)
        rest -= amounts.rows[position]
        as_worded -= amounts.signed_rows[position]
        if count > LONGEST_RUN and is_end(position):
            limit = amounts.rounding_limit(count)
            if amounts.fields.within(rest, limit) & voting:
                yield _candidate(amounts, target, terms, plain(count), rest)
            if as_worded != rest and amounts.fields.within(as_worded, limit) & voting:
                pattern = worded(amounts.are_deductions(terms))
                if pattern:
                    yield _candidate(amounts, target, terms, pattern, as_worded)
