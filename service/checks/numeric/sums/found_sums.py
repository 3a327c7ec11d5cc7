"""The sums found so far in one grid, by the line that they come to, and which of them are left in the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from service.checks.numeric.sums.candidates.known_totals import KnownTotals
from service.checks.numeric.sums.footing_grid import FootingGrid
from service.checks.numeric.sums.votes.vote import Signs
from service.checks.numeric.sums.votes.voted_sum import VotedSum


class FoundSums:
    """At most one sum for each target, and at most one for each set of places that the search has settled on.

    ``known_totals`` has those whose total stands below its terms: walks step over what they hold.
    """

    def __init__(self, grid: FootingGrid) -> None:
        self._grid = grid
        self._by_target: dict[int, VotedSum] = {}
        self.known_totals = KnownTotals()

    @property
    def by_target(self) -> Mapping[int, VotedSum]:
        """The sums, in the order in which they were found."""
        return self._by_target

    def of(self, target: int) -> VotedSum | None:
        """The sum that a line comes to; None if none was found."""
        return self._by_target.get(target)

    def put(self, voted: VotedSum) -> None:
        """The sum for its target; it takes the place of another one."""
        self._by_target[voted.target] = voted

    def put_below(self, voted: VotedSum) -> None:
        """A sum whose total stands below its terms; totals come in the order of their lines."""
        self.put(voted)
        self.known_totals.add(voted.target, min(self._top(term, voted.places) for term in voted.terms))

    def remove(self, target: int) -> None:
        del self._by_target[target]

    def is_term_of_its_terms(self, voted: VotedSum) -> bool:
        """One of its terms is known to be a sum in which its target is a term."""
        totals = (self._by_target[term] for term in voted.terms if term in self._by_target)
        return any(voted.target in total.terms for total in totals)

    def counts_twice(self, target: int, terms: tuple[int, ...], signs: Signs, *, called_total: bool) -> bool:
        """The terms hold a total and what it sums: they cancel, or are counted twice.

        A line that is what remains of a total after other lines is none: with them it is added up to another total.
        """
        totals = [self._by_target[term] for term in terms if term in self._by_target]
        if not totals:
            return False
        plain = called_total and min(signs) > 0
        places = frozenset(terms)
        return any(
            target not in total.terms
            and not places.isdisjoint(total.terms)
            and not (plain and (_remains(total, places, self._grid) or _is_accident(total, places, self._grid)))
            for total in totals
        )

    def settled(self, by_layout: Iterable[VotedSum]) -> list[VotedSum]:
        """What is left when sums ``by_layout`` are added, in the order of the targets.

        Sums that lack a term and those that are accidents go.
        """
        taken = {voted.places for voted in self._by_target.values()}
        found = self._by_target | {one.target: one for one in by_layout if one.places not in taken}
        left = _without_accidents(_lacking_nothing(found), self._grid)
        return [voted for _, voted in sorted(left.items())]

    def _top(self, term: int, places: frozenset[int]) -> int:
        """How far up a term reaches. What remains after the terms beside it reaches no further than itself."""
        total = self._by_target.get(term)
        return term if total is not None and _remains(total, places, self._grid) else self.known_totals.top(term)


def _lacking_nothing(found: Mapping[int, VotedSum]) -> dict[int, VotedSum]:
    """Without those of which another has all positions and more, and breaks less: it held where the term was zero."""
    holders: dict[int, list[VotedSum]] = defaultdict(list)
    broken = {target: voted for target, voted in found.items() if voted.broken}
    for voted in found.values():
        for place in voted.places & broken.keys():
            holders[place].append(voted)
    return {target: one for target, one in found.items() if not _lacks_a_term(one, holders[target])}


def _lacks_a_term(voted: VotedSum, others: Iterable[VotedSum]) -> bool:
    return bool(voted.broken) and any(
        other.places > voted.places and len(other.broken) < len(voted.broken) for other in others
    )


def _without_accidents(found: Mapping[int, VotedSum], grid: FootingGrid) -> dict[int, VotedSum]:
    """Without sums of lines that are all added up to a total which has more evidence."""
    plain = [one for one in found.values() if min(one.signs) > 0]
    wholes = [(frozenset(one.terms), one.score) for one in plain if grid.totals[one.target]]
    return {
        target: one
        for target, one in found.items()
        if not any(score > one.score and _is_accident(one, places, grid) for places, score in wholes)
    }


def _remains(voted: VotedSum, places: frozenset[int], grid: FootingGrid) -> bool:
    """A line that nothing calls a total is what remains after the terms among these places."""
    if grid.totals[voted.target]:
        return False
    taken = {term for term, sign in zip(voted.terms, voted.signs, strict=True) if sign < 0}
    shared = places.intersection(voted.terms)
    return bool(shared) and shared <= taken


def _is_accident(voted: VotedSum, places: frozenset[int], grid: FootingGrid) -> bool:
    """A line among these places comes to others of them, which neither layout nor words say."""
    return voted.places <= places and voted.layout < 0 and not grid.totals[voted.target]
