"""The acceptance of a candidate sum: the columns vote on it, and enough of them must be for it and few against.

A sum that is meant holds in all columns, or in all but a few in which a figure went wrong. Evidence is counted in
decimal digits of coincidence: two columns in which four-digit figures add up exactly are worth about seven.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.checks.concepts.words import says_deduction
from service.checks.numeric.relations.evidence import FIRM, most_broken
from service.checks.numeric.sums.candidates.amounts import Amounts
from service.checks.numeric.sums.candidates.candidate import CandidateSum
from service.checks.numeric.sums.footing_grid import FootingGrid
from service.checks.numeric.sums.layout_evidence import LAYOUT_WORTH, chance
from service.checks.numeric.sums.votes.blanks import with_empty_term
from service.checks.numeric.sums.votes.vote import Signs, Vote, vote
from service.checks.numeric.sums.votes.voted_sum import LEAST_DIGITS, VotedSum
from service.checks.numeric.table.sheet import Figure

ENOUGH, ENOUGH_ALONE = 1.8, 2.2
"""Digits of evidence that a formula needs: with two columns or more in agreement, with only one."""
ROUNDED_BY_CHANCE = 2
"""Columns that may all hold only within rounding by chance; three that do are meant."""
A_HAIR = 1e-9
"""Digits by which evidence can differ that is added up in another order."""
Terms = tuple[tuple[int, Figure], ...]


class Acceptance:
    """By the columns of one grid."""

    def __init__(self, grid: FootingGrid, amounts: Amounts) -> None:
        self._grid, self._amounts = grid, amounts
        # One column has at most five digits to give, and among thousands of lines chance has as many.
        self._enough_alone = ENOUGH_ALONE + chance(grid)
        self._least_layout = 0.0 if grid.direction == "down" else LAYOUT_WORTH

    def is_hopeless(self, target: int, one: CandidateSum, layout: float) -> bool:
        """The columns that agree could not give enough evidence, even if the sum holds in all of them."""
        return not self._amounts.promises(target, one, ENOUGH - layout - A_HAIR)

    def accepted(self, target: int, one: CandidateSum, layout: float) -> VotedSum | None:
        """The sum with its votes, if enough columns vote for it and few against; otherwise None.

        The columns that agree are asked first: where they are too few beside those that cannot hold, the others, which
        may be thousands, need not be asked.
        """
        agreeing = [
            v for at in self._amounts.fields.numbers(one.agreeing) if (v := self._vote(target, at, one)) and v.holds
        ]
        holding = [v for v in agreeing if v.telling]
        if not holding or self._objections(target, one, agreeing, holding) > self._most_broken(len(holding), layout):
            return None
        votes = (self._vote(target, voter, one) for voter in range(self._grid.voters))
        whole = tuple(self._with_empty_term(target, one, v) for v in votes if v)
        voted = VotedSum(target, one.terms, one.signs, whole, layout)
        if not self._is_supported(voted) or self._takes_away_at_will(voted) or self._denied(voted):
            return None
        return voted

    def _denied(self, voted: VotedSum) -> bool:
        """As many columns print the target and dashes for all of its terms as there are that hold."""
        figures = self._grid.figures
        if self._grid.totals[voted.target]:
            return False
        denying = 0
        for voter, figure in enumerate(figures[voted.target]):
            terms = [figures[term][voter] for term in voted.terms]
            nil = any(one is not None for one in terms) and not any(one is not None and one.amount for one in terms)
            denying += nil and figure is not None and figure.amount != 0
        return denying >= voted.distinct

    def _takes_away_at_will(self, voted: VotedSum) -> bool:
        """Only one line is taken away, nothing calls it a deduction, and all columns but one leave it nil.

        Where any of many lines may be chosen so, one of them always brings one column nearer to its total.
        """
        away = [term for term, sign in zip(voted.terms, voted.signs, strict=True) if sign < 0]
        if len(away) != 1 or len(voted.holding) < 2 or says_deduction(self._grid.labels[away[0]]):
            return False
        printed = self._grid.figures[away[0]]
        return sum(1 for vote in voted.holding if (figure := printed[vote.voter]) and figure.amount) == 1

    def _objections(self, target: int, one: CandidateSum, agreeing: Sequence[Vote], holding: Sequence[Vote]) -> int:
        """At least so many columns break the sum, of the sorts of figures that are added up in others."""
        additive = {v.sort for v in holding if v.digits >= LEAST_DIGITS}
        holds = [v.voter for v in agreeing]
        return sum(self._amounts.objections(target, one.terms, sort, holds) for sort in additive)

    def _most_broken(self, holding: int, layout: float) -> int:
        """How many columns may break it: as many more as hold, where layout or words speak for it."""
        return most_broken(holding) + (holding if layout >= self._least_layout else 0)

    def _is_supported(self, voted: VotedSum) -> bool:
        """Whether enough evidence is for it, and what breaks it looks like errors in figures."""
        holding, broken = len(voted.holding), len(voted.broken)
        unmarked = sum(not vote.is_marked for vote in voted.broken)
        if not holding or unmarked > most_broken(holding) or broken > self._most_broken(holding, voted.layout):
            return False
        if all(vote.residual for vote in voted.holding) and voted.distinct <= ROUNDED_BY_CHANCE:
            return False  # rounding may explain one difference, not every single one
        if voted.distinct < FIRM and voted.layout < LAYOUT_WORTH and any(not vote.explained for vote in voted.broken):
            return False
        if holding == 1 and (voted.layout < 0 or voted.mixes_styles):
            return False  # with all lines and signs to choose from, one column alone agrees by chance
        return voted.score >= (ENOUGH if holding > 1 else self._enough_alone)

    def _vote(self, target: int, voter: int, one: CandidateSum) -> Vote | None:
        figure = self._grid.figures[target][voter]
        terms = self._terms(voter, one.terms, one.signs) if figure is not None else None
        if figure is None or terms is None:
            return None
        return vote(voter, figure, terms, rates=self._grid.rates[voter])

    def _terms(self, voter: int, terms: tuple[int, ...], signs: Signs) -> Terms | None:
        """The voter's terms; None if none of them differs from zero."""
        rows = self._grid.figures
        printed = tuple((sign, f) for sign, term in zip(signs, terms, strict=True) if (f := rows[term][voter]))
        return printed if any(f.amount for _, f in printed) else None

    def _with_empty_term(self, target: int, one: CandidateSum, cast: Vote) -> Vote:
        return with_empty_term(self._grid, target, one.terms, one.signs, cast)
