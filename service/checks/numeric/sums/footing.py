"""The search for sums: which positions of a footing grid are totals of which others, by vote of all columns.

Three passes, each of which reads what the ones before it found (``FoundSums``):

1. ``_totals_below``: from the top line to the foot, each line as the total of lines above it. So a subtotal, and how
   far up it reaches, is known before the total that steps over it. Only this pass adds to ``known_totals``.
2. ``_totals_above``: from the foot to the top, each line as the total of lines below it. It notes how far down its own
   totals reach. Where both passes read the same places, the reading with more evidence stays.
3. ``_totals_inside``: lines called a total that a larger sum counts as one term. They are looked for last, since the
   larger sum says between which lines their terms stand.

Then come sums for which layout and words alone speak (``by_layout``), and what lacks a term or is an accident goes.

Bounded: every target has a few walks, every walk one candidate for each prefix, every prefix a few sign patterns.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from service.checks.concepts.words import carries_forward
from service.checks.numeric.relations.evidence import FIRM
from service.checks.numeric.sums.best_sum import BestSum, is_better
from service.checks.numeric.sums.by_layout.blocks import block_sums, unsettled_sums
from service.checks.numeric.sums.by_layout.single_column import single_column_sums
from service.checks.numeric.sums.candidates.roll_forwards import RollForwards
from service.checks.numeric.sums.candidates.search_budget import SearchBudget
from service.checks.numeric.sums.candidates.walk import LONGEST_RUN, Walk, Walks
from service.checks.numeric.sums.footing_grid import FootingGrid
from service.checks.numeric.sums.found_sums import FoundSums
from service.checks.numeric.sums.layout_evidence import LayoutEvidence
from service.checks.numeric.sums.votes.voted_sum import VotedSum

NESTED_WORTH = 1.0
"""Digits of evidence in a line that is called a total and that a larger total adds up in place of what is above it."""


@dataclass(frozen=True, slots=True)
class Footed:
    """The sums of a grid; and the positions that it would take too long to search for one."""

    sums: tuple[VotedSum, ...]
    left_out: frozenset[int] = frozenset()
    unsettled: tuple[VotedSum, ...] = ()
    """Sums that a statement must have and that hold in no column: who is wrong, or whether anybody is, is open."""


def find_sums(grid: FootingGrid, budget: SearchBudget | None = None) -> Footed:
    """The best supported sum of every position that has one, each set of positions once."""
    budget = budget or SearchBudget(grid.voters)
    roll_forwards = RollForwards(grid.labels)
    search = _Search(grid, roll_forwards, budget)
    again = search.run()
    found = search.found
    by_layout = (
        *block_sums(grid, roll_forwards, found.known_totals, found.by_target),
        *single_column_sums(grid, roll_forwards, found.by_target, budget),
    )
    sums = (*again, *found.settled(by_layout))
    unsettled = unsettled_sums(grid, found.known_totals, {voted.target for voted in sums})
    return Footed(sums, frozenset(budget.left_out), tuple(unsettled))


class _Search:
    def __init__(self, grid: FootingGrid, roll_forwards: RollForwards, budget: SearchBudget) -> None:
        self._grid = grid
        self.found = FoundSums(grid)
        self._walks = Walks(grid, roll_forwards, self.found.known_totals)
        self._layout = LayoutEvidence(grid, roll_forwards, self.found.known_totals)
        self._best = BestSum(grid, self._walks, self._layout, self.found, budget)

    def run(self) -> list[VotedSum]:
        """All passes. What is returned are second sums of totals that have one in ``found`` already."""
        again = self._totals_below()
        self._totals_above()
        if self._grid.direction == "down":
            self._totals_inside()
        return again

    def _totals_below(self) -> list[VotedSum]:
        """Totals below (or right of) their terms, and the second sums of some of them."""
        again: list[VotedSum] = []
        for target in range(1, self._grid.positions):
            best = self._best.along(target, self._walks.up(target)) or self._best.of_many_lines(target)
            if best is not None:
                self.found.put_below(best)
                second = self._second_sum(target)
                again.extend([second] if second is not None else [])
        return again

    def _second_sum(self, target: int) -> VotedSum | None:
        """The sum of the columns before the terms of a row's total, where they come to it, too: at cost and at value.

        It must hold everywhere: what breaks a second sum may be no sum at all.
        """
        first = self.found.known_totals.top(target)
        if self._grid.direction == "down" or not self._layout.called_totals[target] or first < 2:
            return None
        steps = tuple(range(first - 1, max(-1, first - 1 - LONGEST_RUN), -1))
        best = self._best.along(target, iter((Walk(steps, 0.0),)))
        if best is not None and min(best.signs) > 0 and not best.broken and best.distinct >= FIRM:
            return best
        return None

    def _totals_above(self) -> None:
        """Totals above (or left of) their terms."""
        lows: dict[int, int] = {}
        labels = self._grid.labels
        of_places = {voted.places: target for target, voted in self.found.by_target.items()}
        for target in range(self._grid.positions - 2, -1, -1):
            best = self._best.along(target, self._walks.down(target, lows))
            if best is None or any(carries_forward(labels[target], labels[term]) for term in best.terms):
                continue  # an opening balance is not the sum of what comes after it
            known = self.found.of(target)
            twin = of_places.get(best.places)
            if twin is not None:
                if known is not None or not is_better(best, self.found.by_target[twin]):
                    continue
                self.found.remove(of_places.pop(best.places))
            if self.found.is_term_of_its_terms(best) or (known is not None and best.score <= known.score):
                continue
            if known is not None:
                del of_places[known.places]
            self.found.put(best)
            of_places[best.places] = target
            lows[target] = max(lows.get(term, term) for term in best.terms)

    def _totals_inside(self) -> None:
        """What stands between two terms of a total: where the lower one is called a total, it is what these come to."""
        for total in list(self.found.by_target.values()):
            for term, above in pairwise(sorted(total.terms, reverse=True)):
                if term < total.target and self.found.of(term) is None and self._grid.totals[term]:
                    hidden = self._walks.hidden_between(term, above)
                    if 1 < len(hidden) <= LONGEST_RUN:
                        best = self._best.along(term, iter((Walk(hidden, -NESTED_WORTH),)))
                        if best is not None and best.terms == hidden:
                            self.found.put(best)
