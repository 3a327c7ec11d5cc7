"""The search for sums: which positions of a lattice are totals of which others, by vote of all columns.

Bounded: every target has a few walks, every walk one candidate per prefix, every prefix a few sign patterns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from service.checks.concepts.words import carries_forward
from service.checks.numeric.sums.ballot import Ballot, Signs
from service.checks.numeric.sums.candidate import Candidate
from service.checks.numeric.sums.effort import Effort
from service.checks.numeric.sums.extents import Extents
from service.checks.numeric.sums.gathering import candidates, long_candidates
from service.checks.numeric.sums.lattice import Lattice
from service.checks.numeric.sums.leads import Leads
from service.checks.numeric.sums.ledger import Ledger
from service.checks.numeric.sums.poll import FIRM, Poll
from service.checks.numeric.sums.priors import Priors
from service.checks.numeric.sums.vouched.blocks import block_sums
from service.checks.numeric.sums.vouched.lone import lone_sums
from service.checks.numeric.sums.walk import LONGEST_RUN, Walk, Walks

NESTED_WORTH = 1.0
"""Digits of evidence in a line that is called a total and that a larger total adds up in place of what is above it."""
ACCIDENT = 2
"""Times that a sum of very many lines must have the evidence of each total among them to make it an accident."""
PLAIN = 1.5
"""Evidence from layout and words alone in a run of lines between a gap or another total and a line called a total."""


@dataclass(frozen=True, slots=True)
class Found:
    """The formulas, by target; and the positions that it would take too long to search for one."""

    ballots: tuple[Ballot, ...]
    left_out: frozenset[int] = frozenset()


def find_sums(lattice: Lattice, effort: Effort | None = None) -> Found:
    """The best supported formula of every position that has one, each set of positions once."""
    leads = Leads(lattice.labels)
    search = _Search(lattice, leads, effort or Effort(lattice.voters))
    search.upwards()
    search.downwards()
    if lattice.direction == "down":
        search.inside()
    found = search.found
    taken = {ballot.places for ballot in found.values()}
    vouched = (*block_sums(lattice, leads, search.extents, found), *lone_sums(lattice, leads, found, search.effort))
    found.update({one.target: one for one in vouched if one.places not in taken})
    found = _without_accidents(_lacking_nothing(found), lattice)
    ballots = (*search.again, *(ballot for _, ballot in sorted(found.items())))
    return Found(ballots, frozenset(search.effort.left_out))


def _lacking_nothing(found: Mapping[int, Ballot]) -> dict[int, Ballot]:
    """Without those of which another has all positions and more, and breaks less: it held where the term was zero."""
    holders: dict[int, list[Ballot]] = defaultdict(list)
    broken = {target: ballot for target, ballot in found.items() if ballot.broken}
    for ballot in found.values():
        for place in ballot.places & broken.keys():
            holders[place].append(ballot)
    return {target: one for target, one in found.items() if not _lacks_a_term(one, holders[target])}


def _lacks_a_term(ballot: Ballot, others: Iterable[Ballot]) -> bool:
    return bool(ballot.broken) and any(
        other.places > ballot.places and len(other.broken) < len(ballot.broken) for other in others
    )


class _Search:
    """One pass up and one down through a lattice; what is found on the way guides the walks that follow."""

    def __init__(self, lattice: Lattice, leads: Leads, effort: Effort) -> None:
        self.lattice, self.effort = lattice, effort
        self.found: dict[int, Ballot] = {}
        self.again: list[Ballot] = []
        """Totals of rows that what stands before their terms adds up to, too: at cost and at what is carried."""
        self._ledger = Ledger(lattice)
        self._poll = Poll(lattice, self._ledger)
        self.extents = Extents()
        self._walks = Walks(lattice, leads, self.extents)
        self._priors = Priors(lattice, leads, self.extents)

    def upwards(self) -> None:
        """Totals below their terms, from the top: the extent of a subtotal is known before it is needed."""
        for target in range(1, self.lattice.positions):
            best = self._best(target, self._walks.up(target)) or self._long(target)
            if best is not None:
                self.found[target] = best
                self.extents.tell(target, min(self._top(term, best.places) for term in best.terms))
                self._read_again(target)

    def _read_again(self, target: int) -> None:
        """A total of rows whose columns come to it twice; what breaks the second sum may be no sum at all."""
        first = self.extents.top(target)
        if self.lattice.direction == "down" or not self._priors.sums[target] or first < 2:
            return
        steps = tuple(range(first - 1, max(-1, first - 1 - LONGEST_RUN), -1))
        best = self._best(target, iter((Walk(steps, 0.0),)))
        if best is not None and min(best.signs) > 0 and not best.broken and best.distinct >= FIRM:
            self.again.append(best)

    def _top(self, term: int, places: frozenset[int]) -> int:
        """How far up a term reaches. What remains after the terms beside it reaches no further than itself."""
        total = self.found.get(term)
        return term if total is not None and _remains(total, places, self.lattice) else self.extents.top(term)

    def downwards(self) -> None:
        """Totals above (or left of) their terms, from the bottom."""
        lows: dict[int, int] = {}
        labels = self.lattice.labels
        of_places = {ballot.places: target for target, ballot in self.found.items()}
        for target in range(self.lattice.positions - 2, -1, -1):
            best = self._best(target, self._walks.down(target, lows))
            if best is None or any(carries_forward(labels[target], labels[term]) for term in best.terms):
                continue  # an opening balance is not the sum of what comes after it
            twin = of_places.get(best.places)
            if twin is not None:
                if target in self.found or not _better(best, self.found[twin]):
                    continue
                del self.found[of_places.pop(best.places)]
            if self._part_of_what_it_sums(best):
                continue
            if target not in self.found or best.score > self.found[target].score:
                if target in self.found:
                    del of_places[self.found[target].places]
                self.found[target] = best
                of_places[best.places] = target
                lows[target] = max(lows.get(term, term) for term in best.terms)

    def inside(self) -> None:
        """What stands between two terms of a total: where the lower one is called a total, it is what these come to."""
        for total in list(self.found.values()):
            for term, above in pairwise(sorted(total.terms, reverse=True)):
                if term < total.target and term not in self.found and self.lattice.totals[term]:
                    hidden = self._walks.hidden_between(term, above)
                    if 1 < len(hidden) <= LONGEST_RUN:
                        best = self._best(term, iter((Walk(hidden, -NESTED_WORTH),)))
                        if best is not None and best.terms == hidden:
                            self.found[term] = best

    def _part_of_what_it_sums(self, ballot: Ballot) -> bool:
        return any(term in self.found and ballot.target in self.found[term].terms for term in ballot.terms)

    def _best(self, target: int, walks: Iterator[Walk]) -> Ballot | None:
        best: Ballot | None = None
        gone: list[Walk] = []
        if not self.effort.allows(target, total=self.lattice.totals[target]):
            return None
        for walk in walks:
            if walk.skips_lines and best is not None and best.prior >= PLAIN and self._priors.sums[target]:
                continue  # total assets less equity are the liabilities, too, and hide which of them is wrong
            for ballot in self._carried(target, walk, _known(walk, gone)):
                if best is None or _better(ballot, best):
                    best = ballot
            gone.append(walk)
        return best

    def _carried(self, target: int, walk: Walk, known: int) -> Iterator[Ballot]:
        """The ballots that the columns carry, of all prefixes of a walk that are not ``known`` from others."""
        layout, count = 0.0, 0
        for one in candidates(self._ledger, target, walk.steps, known):
            if len(one.terms) != count:
                layout, count = self._priors.of(target, one.terms), len(one.terms)
            ballot = self._ballot(target, one, layout - walk.cost - one.cost)
            if ballot is not None:
                yield ballot

    def _ballot(self, target: int, one: Candidate, prior: float) -> Ballot | None:
        """What the columns say of a candidate, if they carry it."""
        self.effort.spend(total=self.lattice.totals[target])
        if self._poll.is_hopeless(target, one, prior) or self._counts_twice(target, one.terms, one.signs):
            return None
        return self._poll.carried(target, one, prior)

    def _long(self, target: int) -> Ballot | None:
        """The sum of more lines than walks are long, for what is called a total and would else have no formula."""
        last = target + 1 == self.lattice.positions
        called = self._priors.sums[target] or (
            self.lattice.totals[target] and (last or not self.lattice.labels[target])
        )
        if target <= LONGEST_RUN or not called or not self._ledger.voting[target]:
            return None
        best: Ballot | None = None
        for steps, cost in self._walks.far_up(target):
            ends = partial(self._priors.closes, target)
            for one in long_candidates(self._ledger, target, self.effort.steps(target, steps, last=last), ends):
                ballot = self._poll.carried(target, one, self._priors.of(target, one.terms) - cost - one.cost)
                if ballot is None or self._outweighed(ballot):
                    continue
                if best is None or _better(ballot, best):
                    best = ballot
        return best

    def _outweighed(self, ballot: Ballot) -> bool:
        """It counts figures twice, and the totals among its terms have too much evidence to be accidents."""
        if not self._counts_twice(ballot.target, ballot.terms, ballot.signs):
            return False
        totals = (self.found[term] for term in ballot.terms if term in self.found)
        return any(ACCIDENT * total.score > ballot.score for total in totals)

    def _counts_twice(self, target: int, terms: tuple[int, ...], signs: Signs) -> bool:
        """The terms hold a total and what it sums: they cancel, or are counted twice.

        A line that is what remains of a total after other lines is none: with them it is added up to another total.
        """
        totals = [self.found[term] for term in terms if term in self.found]
        if not totals:
            return False
        plain = self._priors.sums[target] and min(signs) > 0
        places = frozenset(terms)
        return any(
            target not in total.terms
            and not places.isdisjoint(total.terms)
            and not (plain and (_remains(total, places, self.lattice) or _is_accident(total, places, self.lattice)))
            for total in totals
        )


def _known(walk: Walk, gone: Sequence[Walk]) -> int:
    """How many of its first steps a walk shares with one that is gone and cost no more: they give nothing better."""
    return max((_shared(walk.steps, other.steps) for other in gone if other.cost <= walk.cost), default=0)


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    if one == other[: len(one)]:
        return len(one)
    return next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(other))


def _remains(ballot: Ballot, places: frozenset[int], lattice: Lattice) -> bool:
    """A line that nothing calls a total is what remains after the terms among these places."""
    if lattice.totals[ballot.target]:
        return False
    taken = {term for term, sign in zip(ballot.terms, ballot.signs, strict=True) if sign < 0}
    shared = places.intersection(ballot.terms)
    return bool(shared) and shared <= taken


def _is_accident(ballot: Ballot, places: frozenset[int], lattice: Lattice) -> bool:
    """A line among these places comes to others of them, which neither layout nor words say."""
    return ballot.places <= places and ballot.prior < 0 and not lattice.totals[ballot.target]


def _without_accidents(found: Mapping[int, Ballot], lattice: Lattice) -> dict[int, Ballot]:
    """Without sums of lines that are all added up to a total which has more evidence."""
    plain = [one for one in found.values() if min(one.signs) > 0]
    wholes = [(frozenset(one.terms), one.score) for one in plain if lattice.totals[one.target]]
    return {
        target: one
        for target, one in found.items()
        if not any(score > one.score and _is_accident(one, places, lattice) for places, score in wholes)
    }


def _better(ballot: Ballot, best: Ballot) -> bool:
    """More evidence; between two readings of the same places the plainer one, if as many columns vote for it."""
    if ballot.places == best.places:
        more, plainer = len(ballot.holding) - len(best.holding), ballot.prior - best.prior
        if more * plainer >= 0:
            return more + plainer > 0
    return ballot.score > best.score
