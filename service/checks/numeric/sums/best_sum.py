"""The best sum for one line: of all candidates along its walks, the accepted one with the most evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from service.checks.numeric.sums.acceptance import Acceptance
from service.checks.numeric.sums.candidates.amounts import Amounts
from service.checks.numeric.sums.candidates.candidate import CandidateSum
from service.checks.numeric.sums.candidates.candidate_sums import candidate_sums, long_candidate_sums
from service.checks.numeric.sums.candidates.search_budget import SearchBudget
from service.checks.numeric.sums.candidates.walk import LONGEST_RUN, Walk, Walks
from service.checks.numeric.sums.footing_grid import FootingGrid
from service.checks.numeric.sums.found_sums import FoundSums
from service.checks.numeric.sums.layout_evidence import LayoutEvidence
from service.checks.numeric.sums.votes.voted_sum import VotedSum

ACCIDENT = 2
"""Times that a sum of very many lines must have the evidence of each total among them to make it an accident."""
PLAIN = 1.5
"""Evidence from layout and words alone in a run of lines between a gap or another total and a line called a total."""


class BestSum:
    """Finds it for any line of one grid. It reads the sums ``found`` so far and changes nothing but the budget."""

    def __init__(
        self, grid: FootingGrid, walks: Walks, layout: LayoutEvidence, found: FoundSums, budget: SearchBudget
    ) -> None:
        self._grid, self._walks, self._layout, self._found, self._budget = grid, walks, layout, found, budget
        self._amounts = Amounts(grid)
        self._acceptance = Acceptance(grid, self._amounts)

    def along(self, target: int, walks: Iterator[Walk]) -> VotedSum | None:
        """The best sum that one of the walks leads to; None if there is none, or the budget is spent."""
        if not self._budget.allows(target, total=self._grid.totals[target]):
            return None
        best: VotedSum | None = None
        gone: list[Walk] = []
        for walk in walks:
            if walk.skips_lines and best is not None and best.layout >= PLAIN and self._layout.called_totals[target]:
                continue  # total assets less equity are the liabilities, too, and hide which of them is wrong
            for voted in self._accepted(target, walk, _known(walk, gone)):
                if best is None or is_better(voted, best):
                    best = voted
            gone.append(walk)
        return best

    def of_many_lines(self, target: int) -> VotedSum | None:
        """The sum of more lines than walks are long, for what is called a total and has no sum of fewer lines."""
        last = target + 1 == self._grid.positions
        called = self._layout.called_totals[target] or (
            self._grid.totals[target] and (last or not self._grid.labels[target])
        )
        if target <= LONGEST_RUN or not called or not self._amounts.voting[target]:
            return None
        best: VotedSum | None = None
        for steps, cost in self._walks.far_up(target):
            ends = partial(self._layout.closes, target)
            for one in long_candidate_sums(self._amounts, target, self._budget.steps(target, steps, last=last), ends):
                voted = self._acceptance.accepted(target, one, self._layout.of(target, one.terms) - cost - one.cost)
                if voted is None or self._is_outweighed(voted):
                    continue
                if best is None or is_better(voted, best):
                    best = voted
        return best

    def _accepted(self, target: int, walk: Walk, known: int) -> Iterator[VotedSum]:
        """The sums that columns accept, of all prefixes of a walk longer than the ``known`` ones."""
        layout, count = 0.0, 0
        for one in candidate_sums(self._amounts, target, walk.steps, known):
            if len(one.terms) != count:
                layout, count = self._layout.of(target, one.terms), len(one.terms)
            voted = self._voted(target, one, layout - walk.cost - one.cost)
            if voted is not None:
                yield voted

    def _voted(self, target: int, one: CandidateSum, layout: float) -> VotedSum | None:
        """The candidate with its votes, if the columns accept it."""
        self._budget.spend(total=self._grid.totals[target])
        if self._acceptance.is_hopeless(target, one, layout):
            return None
        if self._found.counts_twice(target, one.terms, one.signs, called_total=self._layout.called_totals[target]):
            return None
        return self._acceptance.accepted(target, one, layout)

    def _is_outweighed(self, voted: VotedSum) -> bool:
        """It counts figures twice, and the totals among its terms have too much evidence to be accidents."""
        called_total = self._layout.called_totals[voted.target]
        if not self._found.counts_twice(voted.target, voted.terms, voted.signs, called_total=called_total):
            return False
        totals = (total for term in voted.terms if (total := self._found.of(term)) is not None)
        return any(ACCIDENT * total.score > voted.score for total in totals)


def is_better(voted: VotedSum, best: VotedSum) -> bool:
    """More evidence; between two readings of the same places the plainer one, if as many columns vote for it."""
    if voted.places == best.places:
        more, plainer = len(voted.holding) - len(best.holding), voted.layout - best.layout
        if more * plainer >= 0:
            return more + plainer > 0
    return voted.score > best.score


def _known(walk: Walk, gone: Sequence[Walk]) -> int:
    """How many first steps a walk shares with one that was gone before and cost no more: they give nothing better."""
    return max((_shared(walk.steps, other.steps) for other in gone if other.cost <= walk.cost), default=0)


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    if one == other[: len(one)]:
        return len(one)
    return next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(other))
