"""Sums that no column can vote for: the only additive column of a table, where layout and words leave no doubt.

A roll-forward between two balances, or a total at the foot of its block, that misses by what a usual slip explains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate, product
from math import log10

from service.checks.concepts.words import says_sum
from service.checks.numeric.relations.plausible import CERTAIN
from service.checks.numeric.sums.ballot import Ballot, Vote, vote
from service.checks.numeric.sums.effort import Effort
from service.checks.numeric.sums.lattice import Lattice
from service.checks.numeric.sums.leads import Leads, nearest_above

SLIPS_PER_DIGIT = 12
"""How many differences, for each digit of a figure, look like a slip."""
DIGITS_TO_SPARE = 0.3
"""The difference must be this many digits rarer than the slips it might be mistaken for."""
MOST_UNSIGNED = 8
"""Up to so many terms all sign patterns are tried."""
PRIOR = 2.0
"""Digits of evidence that plain layout and words are taken for."""


def lone_sums(lattice: Lattice, leads: Leads, found: Mapping[int, Ballot], effort: Effort) -> Iterator[Ballot]:
    """Broken sums of positions for which nothing was found, where just one column could have voted."""
    if lattice.direction != "down":
        return
    blocks = _Blocks(lattice, leads)
    adding = {vote.voter for ballot in found.values() for vote in ballot.holding}
    for target in range(2, lattice.positions):
        if target in found:
            continue
        first, rolls = blocks.above(target)
        if first is None or target - first < 2:
            continue
        voter = blocks.only_voter(first, target)
        if voter is None or (not rolls and any(term in found for term in range(first, target))):
            continue
        if not effort.takes(target, target - first, last=target + 1 == lattice.positions):
            continue
        terms = tuple(range(target - 1, first - 1, -1))
        broken = _broken(lattice, target, terms, voter)
        if broken is not None and _believable(broken, rolls, broken.voter in adding):
            yield Ballot(target, terms, (1,) * len(terms), (broken,), PRIOR, vouched=True)


class _Blocks:
    """The positions that the words say add up to a target, and the columns that could say so, too."""

    def __init__(self, lattice: Lattice, leads: Leads) -> None:
        self._lattice, self._leads = lattice, leads
        self._starts = tuple(nearest_above(lattice.starts))
        columns = zip(*lattice.grid, strict=True)
        self._printed = [tuple(accumulate((f is not None for f in column), initial=0)) for column in columns]
        """For each column how many figures it prints above each position."""

    def above(self, target: int) -> tuple[int | None, bool]:
        """The first position of the block, and whether it is a roll-forward."""
        opening = self._leads.nearest(target)
        start = self._starts[target - 1] if says_sum(self._lattice.labels[target]) else -1
        if opening is not None and opening >= start:
            return opening, True
        return (start, False) if start >= 0 else (None, False)

    def only_voter(self, first: int, target: int) -> int | None:
        """The column that could vote on the sum; None if there are several, or none."""
        figures = [
            (figure.step, voter)
            for voter, figure in enumerate(self._lattice.grid[target])
            if figure is not None and figure.amount and not self._lattice.rates[voter]
        ]
        several = [one for one in figures if self._printed[one[1]][target] - self._printed[one[1]][first] >= 2]
        coarsest = max(several, default=(0, 0))[0]
        fine = [voter for step, voter in several if step == coarsest]
        return fine[0] if len(fine) == 1 else None


def _broken(lattice: Lattice, target: int, terms: tuple[int, ...], voter: int) -> Vote | None:
    figure = lattice.grid[target][voter]
    assert figure is not None
    cast = vote(voter, figure, tuple((1, f) for term in terms if (f := lattice.grid[term][voter]) is not None))
    return None if cast.holds or _holds_unsigned(cast) else cast


def _holds_unsigned(broken: Vote) -> bool:
    """All terms are printed without a sign, and taking some of them away makes it hold: that is how it was meant."""
    sizes = [figure.amount for _, figure in broken.terms]
    if min(sizes) < 0 or len(sizes) > MOST_UNSIGNED:
        return False
    return any(
        sum(sign * size for sign, size in zip(signs, sizes, strict=True)) == broken.target.amount
        for signs in product((1, -1), repeat=len(sizes))
        if signs[-1] > 0
    )


def _believable(broken: Vote, rolls: bool, adds: bool) -> bool:
    """The difference looks like a slip rather than like another meaning. ``adds``: its column adds up elsewhere."""
    if rolls and adds:
        return bool(broken.slips)
    digits = log10(max(1, abs(broken.target.amount), *(abs(f.amount) for _, f in broken.terms)) / broken.target.step)
    chances = log10(SLIPS_PER_DIGIT * max(1.0, digits) * (len(broken.terms) + 1))
    if rolls:
        return bool(broken.slips) and digits >= 3
    return bool(broken.slips & CERTAIN) and digits - chances >= DIGITS_TO_SPARE
