"""Broken sums of tables with one column that adds up: no other column can vote, but layout and words leave no doubt.

A roll-forward between two balances, or a total at the foot of its block, that misses by what a usual slip explains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate, product

from service.checks.concepts.words import says_sum
from service.checks.numeric.relations.plausible import CERTAIN
from service.checks.numeric.sums.candidates.roll_forwards import RollForwards, nearest_above
from service.checks.numeric.sums.candidates.search_budget import SearchBudget
from service.checks.numeric.sums.footing_grid import FootingGrid
from service.checks.numeric.sums.votes.vote import Vote, vote
from service.checks.numeric.sums.votes.voted_sum import VotedSum

LEAST_SPARE_DIGITS = 0.3
"""``Vote.spare_digits`` that a broken total needs; less than in a vote, since layout and words speak for the sum."""
LEAST_DIGITS = 3
"""Digits of the largest figure of a broken roll-forward: of smaller ones, most differences look like some slip."""
MOST_UNSIGNED = 8
"""Up to so many terms all sign patterns are tried."""
PRIOR = 2.0
"""Digits of evidence that plain layout and words are taken for."""


def single_column_sums(
    grid: FootingGrid, roll_forwards: RollForwards, found: Mapping[int, VotedSum], budget: SearchBudget
) -> Iterator[VotedSum]:
    """Broken sums of positions for which nothing was found, where just one column could have voted."""
    if grid.direction != "down":
        return
    blocks = _Blocks(grid, roll_forwards)
    adding = {vote.voter for voted in found.values() for vote in voted.holding}
    for target in range(2, grid.positions):
        if target in found:
            continue
        first, rolls = blocks.above(target)
        if first is None or target - first < 2:
            continue
        voter = blocks.only_voter(first, target)
        if voter is None or (not rolls and any(term in found for term in range(first, target))):
            continue
        if not budget.allows_terms(target, target - first, last=target + 1 == grid.positions):
            continue
        terms = tuple(range(target - 1, first - 1, -1))
        broken = _broken(grid, target, terms, voter)
        if broken is not None and _believable(broken, rolls, broken.voter in adding):
            yield VotedSum(target, terms, (1,) * len(terms), (broken,), PRIOR, by_layout=True)


class _Blocks:
    """The positions that the words say add up to a target, and the columns that could say so, too."""

    def __init__(self, grid: FootingGrid, roll_forwards: RollForwards) -> None:
        self._grid, self._roll_forwards = grid, roll_forwards
        self._starts = tuple(nearest_above(grid.starts))
        columns = zip(*grid.figures, strict=True)
        self._printed = [tuple(accumulate((f is not None for f in column), initial=0)) for column in columns]
        """For each column how many figures it prints above each position."""

    def above(self, target: int) -> tuple[int | None, bool]:
        """The first position of the block, and whether it is a roll-forward."""
        opening = self._roll_forwards.opening_of(target)
        start = self._starts[target - 1] if says_sum(self._grid.labels[target]) else -1
        if opening is not None and opening >= start:
            return opening, True
        return (start, False) if start >= 0 else (None, False)

    def only_voter(self, first: int, target: int) -> int | None:
        """The column that could vote on the sum; None if there are several, or none."""
        figures = [
            (figure.step, voter)
            for voter, figure in enumerate(self._grid.figures[target])
            if figure is not None and figure.amount and not self._grid.rates[voter]
        ]
        several = [one for one in figures if self._printed[one[1]][target] - self._printed[one[1]][first] >= 2]
        coarsest = max(several, default=(0, 0))[0]
        fine = [voter for step, voter in several if step == coarsest]
        return fine[0] if len(fine) == 1 else None


def _broken(grid: FootingGrid, target: int, terms: tuple[int, ...], voter: int) -> Vote | None:
    figure = grid.figures[target][voter]
    assert figure is not None
    cast = vote(voter, figure, tuple((1, f) for term in terms if (f := grid.figures[term][voter]) is not None))
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
    if rolls:
        return bool(broken.slips) and broken.largest_digits >= LEAST_DIGITS
    return bool(broken.slips & CERTAIN) and broken.spare_digits >= LEAST_SPARE_DIGITS
