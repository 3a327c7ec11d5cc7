"""Sums that are broken in most of their columns, where headings, concepts and layout say what comes to what.

"Current assets" above a block and "Total current assets" at its foot; the gross profit, the lines below it and the
operating profit; a run of lines between a gap and what is called a total; an opening balance, its movements and the
closing balance. Such a sum counts as meant only if in every column one figure that went wrong in a usual way explains
that it does not hold: what is no sum misses by anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product

from service.checks.concepts.words import says_deduction, says_non_additive, says_sum
from service.checks.numeric.relations.plausible import CERTAIN
from service.checks.numeric.sums.by_layout.sections import Sections
from service.checks.numeric.sums.candidates.known_totals import KnownTotals
from service.checks.numeric.sums.candidates.roll_forwards import RollForwards
from service.checks.numeric.sums.footing_grid import FootingGrid
from service.checks.numeric.sums.votes.vote import Signs, Vote, vote
from service.checks.numeric.sums.votes.voted_sum import VotedSum

PRIOR = 2.0
"""Digits of evidence that plain layout and words are taken for."""
LEAST_DIGITS = 2.0
"""Smaller figures come near one another by chance."""
LONGEST = 60
"""Lines of a block: of more, some figure explains any difference by an accident of its digits."""
MOST_UNSIGNED = 8
"""Up to so many terms all sign patterns are tried before a result is taken for broken."""
MOST_BROKEN = 4
"""Columns in which nothing holds at all: with more of them the sum is another one, whatever it is called."""
Terms = tuple[int, ...]


def block_sums(
    grid: FootingGrid, roll_forwards: RollForwards, known_totals: KnownTotals, found: Mapping[int, VotedSum]
) -> Iterator[VotedSum]:
    """Broken sums of positions for which nothing was found, as the blocks above them are headed and closed."""
    if grid.direction != "down":
        return
    blocks = _Blocks(grid, known_totals)
    for target in range(1, grid.positions):
        if target not in found and not says_non_additive(grid.labels[target]):
            voted = (
                blocks.certain(target)
                or blocks.result(target)
                or blocks.likely(target, roll_forwards.opening_of(target))
            )
            if voted is not None:
                yield voted


def unsettled_sums(grid: FootingGrid, known_totals: KnownTotals, found: Collection[int]) -> Iterator[VotedSum]:
    """Totals that every statement has and that nothing was found for, each with the lines that it must come to.

    It comes to them in no column, and no slip in one figure explains that: several are wrong, or the lines are not what
    they seem.
    """
    if grid.direction != "down":
        return
    blocks = _Blocks(grid, known_totals)
    for target in range(1, grid.positions):
        voted = blocks.unsettled(target) if target not in found else None
        if voted is not None:
            yield voted


class _Blocks:
    def __init__(self, grid: FootingGrid, known_totals: KnownTotals) -> None:
        self._grid, self._known_totals = grid, known_totals
        self._sections = Sections(grid)

    def certain(self, target: int) -> VotedSum | None:
        """The total of a section that its heading or its concept names."""
        terms = self._section(target)
        return self._voted(target, terms, (1,) * len(terms), least_marked=0)

    def unsettled(self, target: int) -> VotedSum | None:
        """The total of a section, or a result, of a statement, if it holds in none of its columns."""
        terms = self._section(target)
        signs = (1,) * len(terms)
        if not terms:
            terms = self._between_results(target)
            signs = self._natural(terms) if terms else ()
        if not 2 <= len(terms) <= LONGEST or not self._sections.is_of_statement(target, terms):
            return None
        votes = tuple(self._votes(target, terms, signs))
        if not votes or any(one.holds for one in votes):
            return None
        return VotedSum(target, terms, signs, votes, PRIOR, by_layout=True)

    def result(self, target: int) -> VotedSum | None:
        """A result, from the one above it and the lines between."""
        terms = self._between_results(target)
        if not terms:
            return None
        natural = self._natural(terms)
        alone = len(list(self._votes(target, terms, natural))) == 1
        return self._voted(target, terms, natural, least_marked=0 if alone and self._sections.whole else 1)

    def likely(self, target: int, opening: int | None) -> VotedSum | None:
        """A closing balance, or what is called a total and closes a run of lines; the figures must bear marks."""
        if opening is not None:
            terms = tuple(range(target - 1, opening - 1, -1))
        else:
            terms = self._run(target) if says_sum(self._grid.labels[target]) else ()
        voted = self._voted(target, terms, (1,) * len(terms), least_marked=1)
        return voted if voted is not None and len(voted.votes) > 1 else None

    def _section(self, target: int) -> Terms:
        """The lines of the section that a total's heading or concept names; none where nothing says so."""
        first = self._sections.begins(target)
        return self._over(target, first) if first is not None else ()

    def _between_results(self, target: int) -> Terms:
        """The lines up to the result that another follows from; none where that holds with some of them taken away."""
        first = self._sections.follows(target)
        terms = self._over(target, first) if first is not None else ()
        if not terms or terms[-1] != first or len(terms) > MOST_UNSIGNED:
            return ()
        patterns = [(*signs, 1) for signs in product((1, -1), repeat=len(terms) - 1)]
        holds = any(vote.holds for signs in patterns for vote in self._votes(target, terms, signs))
        return () if holds else terms

    def _over(self, target: int, first: int) -> Terms:
        """The positions from the target up to the first one; of totals that are known, these alone."""
        terms: list[int] = []
        position = target - 1
        while position >= first:
            terms.append(position)
            position = self._known_totals.top(position) - 1
        return tuple(terms)

    def _run(self, target: int) -> Terms:
        """The same up to the first gap."""
        terms = self._over(target, 0)
        ends = (count for count, term in enumerate(terms, start=1) if self._grid.starts[self._known_totals.top(term)])
        return terms[: next(ends, 0)]

    def _natural(self, terms: Terms) -> Signs:
        """The farthest term is added, others as they are printed; a deduction that is printed without sign is taken
        away."""
        return (*(-1 if self._takes_away(term) else 1 for term in terms[:-1]), 1)

    def _takes_away(self, term: int) -> bool:
        printed = [figure for figure in self._grid.figures[term] if figure is not None]
        return says_deduction(self._grid.labels[term]) and all(figure.amount >= 0 for figure in printed)

    def _voted(self, target: int, terms: Terms, signs: Signs, *, least_marked: int) -> VotedSum | None:
        if not 2 <= len(terms) <= LONGEST:
            return None
        votes = tuple(self._votes(target, terms, signs))
        if not _believable(votes, least_marked):
            return None
        return VotedSum(target, terms, signs, votes, PRIOR, by_layout=True)

    def _votes(self, target: int, terms: Terms, signs: Signs) -> Iterator[Vote]:
        figures = self._grid.figures
        for voter, figure in enumerate(figures[target]):
            both = zip(signs, terms, strict=True)
            printed = tuple((sign, one) for sign, term in both if (one := figures[term][voter]) is not None)
            telling = sum(one.amount != 0 for _, one in printed) >= 2
            additive = figure is not None and figure.kind == "amount" and not self._grid.rates[voter]
            if figure is not None and additive and figure.amount and telling:
                yield vote(voter, figure, printed)


def _believable(votes: Sequence[Vote], least_marked: int) -> bool:
    """Slips explain every column that breaks; where little else speaks for the sum, one of them bears a plain mark.

    Where one column holds, that is evidence enough.
    """
    broken = [one for one in votes if not one.holds]
    if not broken or any(one.weight < LEAST_DIGITS for one in votes):
        return False
    if len(broken) == len(votes) > MOST_BROKEN:
        return False
    slips = [one.slips for one in broken]
    marked = sum(bool(slip & CERTAIN) for slip in slips) >= least_marked or len(broken) < len(votes)
    return marked and all(slips)
