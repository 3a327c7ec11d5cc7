"""The search for sums: which positions of a lattice are totals of which others, by vote of all columns.

Bounded: every target has a few walks, every walk one candidate per prefix, every prefix a few sign patterns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from service.checks.numeric.ballot import Ballot, Signs, vote
from service.checks.numeric.blanks import with_empty_term
from service.checks.numeric.gathering import Ledger
from service.checks.numeric.lattice import Lattice
from service.checks.numeric.lone import lone_sums
from service.checks.numeric.sheet import Figure
from service.checks.numeric.vocabulary import carries_forward, leads_to, says_sum
from service.checks.numeric.walk import Walk, hidden_between, walks_down, walks_up

SEARCH_COST = 0.6
"""Digits of evidence that every candidate pays for being one of many."""
LAYOUT_WORTH = 0.8
"""Digits of evidence in a run that begins at a gap, and again in a target that is called a total."""
RATE_COST = 1.0
"""Percentages are seldom added up, and their few digits agree easily."""
NESTED_WORTH = 1.0
"""Digits of evidence in a line that is called a total and that a larger total adds up in place of what is above it."""
HOLDING_FOR_BROKEN = 4
"""Columns that must hold for each broken one after the first: errors are rare, wrong formulas are not."""
FIRM = 3
"""Columns that must hold where neither layout nor words speak for the formula and no usual slip for the error."""
YEARS_COST = 20.0
"""Columns of different years are not parts of one another, whatever the figures say."""
PLAIN = 1.5
"""Evidence from layout and words alone in a run of lines between a gap or another total and a line called a total."""
ENOUGH, ENOUGH_ALONE = 1.8, 2.2
"""Digits of evidence that a formula needs: with two columns or more in agreement, with only one."""


def find_sums(lattice: Lattice) -> tuple[Ballot, ...]:
    """The best supported formula of every position that has one, each set of positions once."""
    search = _Search(lattice)
    search.upwards()
    search.downwards()
    if lattice.direction == "down":
        search.inside()
    found = search.found
    taken = {ballot.places for ballot in found.values()}
    found.update({lone.target: lone for lone in lone_sums(lattice, found) if lone.places not in taken})
    return tuple(found[target] for target in sorted(found) if not _lacks_a_term(found[target], found.values()))


def _lacks_a_term(ballot: Ballot, others: Iterable[Ballot]) -> bool:
    """Another formula has all its positions and more, and breaks less: it held where the missing term was zero."""
    return bool(ballot.broken) and any(
        other.places > ballot.places and len(other.broken) < len(ballot.broken) for other in others
    )


class _Search:
    """One pass up and one down through a lattice; what is found on the way guides the walks that follow."""

    def __init__(self, lattice: Lattice) -> None:
        self.lattice = lattice
        self.found: dict[int, Ballot] = {}
        self._ledger = Ledger(lattice)
        self._tops: dict[int, int] = {}

    def upwards(self) -> None:
        """Totals below their terms, from the top: the extent of a subtotal is known before it is needed."""
        for target in range(1, self.lattice.positions):
            best = self._best(target, walks_up(self.lattice, target, self._tops))
            if best is not None:
                self.found[target] = best
                self._tops[target] = min(self._top(term, best.terms) for term in best.terms)

    def _top(self, term: int, terms: tuple[int, ...]) -> int:
        """How far up a term reaches. What remains after the terms beside it reaches no further than itself."""
        total = self.found.get(term)
        return term if total is not None and _remains(total, terms, self.lattice) else self._tops.get(term, term)

    def downwards(self) -> None:
        """Totals above (or left of) their terms, from the bottom."""
        lows: dict[int, int] = {}
        labels = self.lattice.labels
        for target in range(self.lattice.positions - 2, -1, -1):
            best = self._best(target, walks_down(target, self.lattice.positions, lows))
            if best is None or any(carries_forward(labels[target], labels[term]) for term in best.terms):
                continue  # an opening balance is not the sum of what comes after it
            twin = next((ballot for ballot in self.found.values() if ballot.places == best.places), None)
            if twin is not None:
                if target in self.found or not _better(best, twin):
                    continue
                del self.found[twin.target]
            if self._part_of_what_it_sums(best):
                continue
            if target not in self.found or best.score > self.found[target].score:
                self.found[target] = best
                lows[target] = max(lows.get(term, term) for term in best.terms)

    def inside(self) -> None:
        """What stands between two terms of a total: where the lower one is called a total, it is what these come to."""
        for total in list(self.found.values()):
            for term, above in pairwise(sorted(total.terms, reverse=True)):
                if term < total.target and term not in self.found and self.lattice.totals[term]:
                    hidden = hidden_between(term, above, self._tops)
                    best = self._best(term, iter((Walk(hidden, -NESTED_WORTH),))) if len(hidden) > 1 else None
                    if best is not None and best.terms == hidden:
                        self.found[term] = best

    def _part_of_what_it_sums(self, ballot: Ballot) -> bool:
        return any(term in self.found and ballot.target in self.found[term].terms for term in ballot.terms)

    def _best(self, target: int, walks: Iterator[Walk]) -> Ballot | None:
        best: Ballot | None = None
        for walk in walks:
            if walk.skips_lines and best is not None and best.prior >= PLAIN and says_sum(self.lattice.labels[target]):
                continue  # total assets less equity are the liabilities, too, and hide which of them is wrong
            for one in self._ledger.candidates(target, walk.steps):
                terms, signs = one.terms, one.signs
                prior = _prior(self.lattice, target, terms, self._tops) - walk.cost - one.cost
                if one.promise + prior < ENOUGH or self._counts_twice(target, terms, signs):
                    continue
                ballot = _ballot(self.lattice, target, terms, signs, prior)
                if _accepted(ballot) and (best is None or _better(ballot, best)):
                    best = ballot
        return best

    def _counts_twice(self, target: int, terms: tuple[int, ...], signs: Signs) -> bool:
        """The terms hold a total and what it sums: they cancel, or are counted twice.

        A line that is what remains of a total after other lines is none: with them it is added up to another total.
        """
        totals = (self.found[term] for term in terms if term in self.found)
        plain = says_sum(self.lattice.labels[target]) and min(signs) > 0
        return any(
            target not in total.terms
            and not set(total.terms).isdisjoint(terms)
            and not (plain and _remains(total, terms, self.lattice))
            for total in totals
        )


def _remains(ballot: Ballot, terms: tuple[int, ...], lattice: Lattice) -> bool:
    """A line that nothing calls a total is what remains after these terms."""
    taken = {term for term, sign in zip(ballot.terms, ballot.signs, strict=True) if sign < 0}
    shared = set(terms).intersection(ballot.terms)
    return bool(shared) and shared <= taken and not lattice.totals[ballot.target]


def _better(ballot: Ballot, best: Ballot) -> bool:
    """More evidence; between two sign patterns of the same terms with as many votes, the plainer one."""
    if ballot.places == best.places and len(ballot.holding) == len(best.holding):
        return ballot.prior > best.prior
    return ballot.score > best.score


def _prior(lattice: Lattice, target: int, terms: tuple[int, ...], extents: dict[int, int]) -> float:
    last = terms[-1]
    top = min(extents.get(last, last), last)
    if last > target:
        closed = lattice.ends[last]
    else:
        closed = lattice.starts[top] or lattice.opens[top] or (top > 0 and (top - 1) in extents)
    leads = leads_to(lattice.labels[last], lattice.labels[target])
    closed = closed or (leads and last < target)
    worth = LAYOUT_WORTH if closed else 0.0
    worth += LAYOUT_WORTH if lattice.totals[target] else LAYOUT_WORTH / 2 if closed and lattice.ends[target] else 0.0
    worth += LAYOUT_WORTH if closed and says_sum(lattice.labels[target]) else 0.0
    if leads:
        worth += LAYOUT_WORTH
    if lattice.across_years(target, terms):
        worth -= YEARS_COST
    rates = sum(f is not None and f.kind == "percent" for f in lattice.grid[target])
    if 2 * rates > sum(f is not None for f in lattice.grid[target]) and not leads:
        worth -= RATE_COST
    return worth - SEARCH_COST


def _ballot(lattice: Lattice, target: int, terms: tuple[int, ...], signs: Signs, prior: float) -> Ballot:
    votes = [
        vote(voter, figure, present, lattice.voices[voter])
        for voter, figure in enumerate(lattice.grid[target])
        if figure is not None and (present := _terms(lattice, voter, terms, signs)) is not None
    ]
    return Ballot(target, terms, signs, tuple(with_empty_term(lattice, target, terms, signs, v) for v in votes), prior)


def _terms(lattice: Lattice, voter: int, terms: tuple[int, ...], signs: Signs) -> tuple[tuple[int, Figure], ...] | None:
    """The voter's terms; None if none of them differs from zero."""
    figures = tuple((sign, f) for sign, term in zip(signs, terms, strict=True) if (f := lattice.grid[term][voter]))
    return figures if any(f.amount for _, f in figures) else None


def _accepted(ballot: Ballot) -> bool:
    holding, broken = len(ballot.holding), len(ballot.broken)
    if not holding or broken > max(1, holding // HOLDING_FOR_BROKEN):
        return False
    if all(vote.residual for vote in ballot.holding) and ballot.distinct <= 2:
        return False  # rounding may explain one difference, not every single one
    if ballot.distinct < FIRM and ballot.prior < LAYOUT_WORTH and any(not vote.explained for vote in ballot.broken):
        return False
    if holding == 1 and ((broken == 1 and ballot.prior < 0) or ballot.mixes_styles):
        return False
    return ballot.score >= (ENOUGH if holding > 1 else ENOUGH_ALONE)
