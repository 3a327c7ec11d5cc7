"""Sums that no column can vote for: the only additive column of a table, where layout and words leave no doubt.

A roll-forward between two balances, or a total at the foot of its block, that misses by what a usual slip explains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import log10

from service.checks.numeric.ballot import Ballot, Vote, vote
from service.checks.numeric.lattice import Lattice
from service.checks.numeric.plausible import CERTAIN
from service.checks.numeric.vocabulary import leads_to, says_non_additive, says_sum

SLIPS_PER_DIGIT = 12
"""How many differences, for each digit of a figure, look like a slip."""
DIGITS_TO_SPARE = 0.3
"""The difference must be this many digits rarer than the slips it might be mistaken for."""
MOST_UNSIGNED = 8
"""Up to so many terms all sign patterns are tried."""
PRIOR = 2.0
"""Digits of evidence that plain layout and words are taken for."""


def lone_sums(lattice: Lattice, found: Mapping[int, Ballot]) -> Iterator[Ballot]:
    """Broken sums of positions for which nothing was found, where just one column could have voted."""
    if lattice.direction != "down":
        return
    for target in range(2, lattice.positions):
        if target in found:
            continue
        terms, rolls = _block(lattice, target)
        if len(terms) < 2 or any(term in found and not rolls for term in terms):
            continue
        broken = _only_broken(lattice, target, terms)
        if broken is not None and _believable(lattice, found, broken, rolls):
            yield Ballot(target, terms, (1,) * len(terms), (broken,), PRIOR, vouched=True)


def _block(lattice: Lattice, target: int) -> tuple[tuple[int, ...], bool]:
    """The positions that the words say add up to the target, and whether they are a roll-forward."""
    for first in range(target - 1, -1, -1):
        if leads_to(lattice.labels[first], lattice.labels[target]):
            return tuple(range(target - 1, first - 1, -1)), True
        if lattice.starts[first] and says_sum(lattice.labels[target]) and target - first > 1:
            return tuple(range(target - 1, first - 1, -1)), False
    return (), False


def _only_broken(lattice: Lattice, target: int, terms: tuple[int, ...]) -> Vote | None:
    votes = [
        vote(voter, figure, present)
        for voter, figure in enumerate(lattice.grid[target])
        if figure is not None
        and figure.amount
        and not says_non_additive(lattice.voices[voter])
        and len(present := tuple((1, f) for term in terms if (f := lattice.grid[term][voter]) is not None)) >= 2
    ]
    fine = [v for v in votes if v.target.step == max(x.target.step for x in votes)]
    if len(fine) != 1 or fine[0].holds or _holds_unsigned(fine[0]):
        return None
    return fine[0]


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


def _believable(lattice: Lattice, found: Mapping[int, Ballot], broken: Vote, rolls: bool) -> bool:
    digits = log10(max(1, abs(broken.target.amount), *(abs(f.amount) for _, f in broken.terms)) / broken.target.step)
    if rolls and any(v.voter == broken.voter for ballot in found.values() for v in ballot.holding):
        return bool(broken.slips)
    chances = log10(SLIPS_PER_DIGIT * max(1.0, digits) * (len(broken.terms) + 1))
    if rolls:
        return bool(broken.slips) and digits >= 3
    return bool(broken.slips & CERTAIN) and digits - chances >= DIGITS_TO_SPARE
