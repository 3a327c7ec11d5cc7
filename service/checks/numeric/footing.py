"""The search for sums: which positions of a lattice are totals of which others, by vote of all columns.

Bounded: every target has a few walks, every walk one candidate per prefix, every prefix a few sign patterns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.checks.numeric.ballot import Ballot, Signs, vote
from service.checks.numeric.lattice import Lattice
from service.checks.numeric.lone import lone_sums
from service.checks.numeric.sheet import Figure
from service.checks.numeric.signs import patterns
from service.checks.numeric.vocabulary import carries_forward, says_sum
from service.checks.numeric.walk import Walk, walks_down, walks_up

LONGEST_RUN = 80
"""Terms of one total; longer runs are lists, not sums."""
SEARCH_COST = 0.6
"""Digits of evidence that every candidate pays for being one of many."""
LAYOUT_WORTH = 0.8
"""Digits of evidence in a run that begins at a gap, and again in a target that is called a total."""
RATE_COST = 1.0
"""Percentages are seldom added up, and their few digits agree easily."""
ENOUGH, ENOUGH_ALONE = 1.8, 2.2
"""Digits of evidence that a formula needs: with two columns or more in agreement, with only one."""


@dataclass(frozen=True, slots=True)
class _Amounts:
    """The lattice as bare integers, for the inner loop."""

    amounts: tuple[tuple[int, ...], ...]
    present: tuple[tuple[bool, ...], ...]
    steps: int


def find_sums(lattice: Lattice) -> tuple[Ballot, ...]:
    """The best supported formula of every position that has one, each set of positions once."""
    bare = _bare(lattice)
    found: dict[int, Ballot] = {}
    up: dict[int, int] = {}
    for target in range(1, lattice.positions):
        best = _best(lattice, bare, target, walks_up(lattice, target, up), up, found)
        if best is not None:
            found[target] = best
            up[target] = min(up.get(term, term) for term in best.terms)
    low: dict[int, int] = {}
    taken = {ballot.places for ballot in found.values()}
    for target in range(lattice.positions - 2, -1, -1):
        best = _best(lattice, bare, target, walks_down(target, lattice.positions, low), {}, found)
        if best is None or best.places in taken or _outdone(best, found):
            continue
        if target not in found or best.score > found[target].score:
            found[target] = best
            low[target] = max(low.get(term, term) for term in best.terms)
    found.update({lone.target: lone for lone in lone_sums(lattice, found) if lone.places not in taken})
    return tuple(found[target] for target in sorted(found))


def _outdone(below: Ballot, found: dict[int, Ballot]) -> bool:
    """A total above its terms is doubtful where its terms include totals of what stands above them."""
    return any(term in found and below.target in found[term].terms for term in below.terms)


def _bare(lattice: Lattice) -> _Amounts:
    amounts = tuple(tuple(f.amount if f else 0 for f in row) for row in lattice.grid)
    present = tuple(tuple(f is not None for f in row) for row in lattice.grid)
    return _Amounts(amounts, present, max((f.step for row in lattice.grid for f in row if f), default=1))


def _best(
    lattice: Lattice,
    bare: _Amounts,
    target: int,
    walks: Iterator[Walk],
    extents: dict[int, int],
    found: dict[int, Ballot],
) -> Ballot | None:
    best: Ballot | None = None
    for walk in walks:
        for terms, signs, cost in _candidates(lattice, bare, target, walk):
            if any(found[term].terms_set & set(terms) for term in terms if term in found):
                continue  # a total and what it sums: they cancel, or count twice
            prior = _prior(lattice, target, terms, extents) - walk.cost - cost
            ballot = _ballot(lattice, target, terms, signs, prior)
            if _accepted(ballot) and (best is None or ballot.score > best.score):
                best = ballot
    return best


def _candidates(
    lattice: Lattice, bare: _Amounts, target: int, walk: Walk
) -> Iterator[tuple[tuple[int, ...], Signs, float]]:
    """Prefixes and patterns that hold in some column, before they are looked at closely."""
    wanted = [v for v in range(lattice.voters) if bare.present[target][v] and bare.amounts[target][v]]
    rest = {v: bare.amounts[target][v] for v in wanted}
    for count, position in enumerate(walk.steps[:LONGEST_RUN], start=1):
        row = bare.amounts[position]
        for v in wanted:
            rest[v] -= row[v]
        if count < 2:
            continue
        terms = walk.steps[:count]
        bound = (count + 1) * bare.steps
        for signs, cost in patterns(tuple(lattice.labels[term] for term in terms)):
            away = [term for sign, term in zip(signs, terms, strict=True) if sign < 0]
            for v in wanted:
                if 2 * abs(rest[v] + 2 * sum(bare.amounts[term][v] for term in away)) <= bound:
                    yield terms, signs, cost
                    break


def _prior(lattice: Lattice, target: int, terms: tuple[int, ...], extents: dict[int, int]) -> float:
    last = terms[-1]
    top = min(extents.get(last, last), last)
    closed = lattice.starts[top] or lattice.opens[top] or (top > 0 and (top - 1) in extents)
    worth = LAYOUT_WORTH if closed else 0.0
    worth += LAYOUT_WORTH if lattice.totals[target] else LAYOUT_WORTH / 2 if closed and lattice.ends[target] else 0.0
    worth += LAYOUT_WORTH if closed and says_sum(lattice.labels[target]) else 0.0
    if carries_forward(lattice.labels[last], lattice.labels[target]):
        worth += LAYOUT_WORTH
    rates = sum(f is not None and f.kind == "percent" for f in lattice.grid[target])
    if 2 * rates > sum(f is not None for f in lattice.grid[target]):
        worth -= RATE_COST
    return worth - SEARCH_COST


def _ballot(lattice: Lattice, target: int, terms: tuple[int, ...], signs: Signs, prior: float) -> Ballot:
    votes = [
        vote(voter, figure, present, lattice.voices[voter])
        for voter, figure in enumerate(lattice.grid[target])
        if figure is not None and (present := _terms(lattice, voter, terms, signs)) is not None
    ]
    return Ballot(target, terms, signs, tuple(votes), prior)


def _terms(lattice: Lattice, voter: int, terms: tuple[int, ...], signs: Signs) -> tuple[tuple[int, Figure], ...] | None:
    """The voter's terms; None if none of them differs from zero."""
    figures = tuple((sign, f) for sign, term in zip(signs, terms, strict=True) if (f := lattice.grid[term][voter]))
    return figures if any(f.amount for _, f in figures) else None


def _accepted(ballot: Ballot) -> bool:
    holding, broken = len(ballot.holding), len(ballot.broken)
    if not holding or broken > holding:
        return False
    if all(vote.residual for vote in ballot.holding) and holding <= 2:
        return False  # rounding may explain one difference, not every single one
    if holding == 1 and ((broken == 1 and ballot.prior < 0) or ballot.mixes_styles):
        return False
    return ballot.score >= (ENOUGH if holding > 1 else ENOUGH_ALONE)
