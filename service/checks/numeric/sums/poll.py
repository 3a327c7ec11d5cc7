"""A poll: the columns' votes on a candidate, and whether they carry it."""

from __future__ import annotations

from collections.abc import Sequence

from service.checks.concepts.words import says_deduction
from service.checks.numeric.sums.ballot import LEAST_DIGITS, Ballot, Signs, Vote, vote
from service.checks.numeric.sums.blanks import with_empty_term
from service.checks.numeric.sums.candidate import Candidate
from service.checks.numeric.sums.lattice import Lattice
from service.checks.numeric.sums.ledger import Ledger
from service.checks.numeric.sums.priors import LAYOUT_WORTH, chance
from service.checks.numeric.table.sheet import Figure

HOLDING_FOR_BROKEN = 4
"""Columns that must hold for each broken one after the first: errors are rare, wrong formulas are not."""
FIRM = 3
"""Columns that must hold where neither layout nor words speak for the formula and no usual slip for the error."""
ENOUGH, ENOUGH_ALONE = 1.8, 2.2
"""Digits of evidence that a formula needs: with two columns or more in agreement, with only one."""
A_HAIR = 1e-9
"""Digits by which evidence can differ that is added up in another order."""
Terms = tuple[tuple[int, Figure], ...]


class Poll:
    """Of the columns of one lattice."""

    def __init__(self, lattice: Lattice, ledger: Ledger) -> None:
        self._lattice, self._ledger = lattice, ledger
        # One column has at most five digits to give, and among thousands of lines chance has as many.
        self._enough_alone = ENOUGH_ALONE + chance(lattice)
        self._least_prior = 0.0 if lattice.direction == "down" else LAYOUT_WORTH

    def is_hopeless(self, target: int, one: Candidate, prior: float) -> bool:
        """The columns that come out even could not give enough evidence, even if all of them hold."""
        return not self._ledger.promises(target, one, ENOUGH - prior - A_HAIR)

    def carried(self, target: int, one: Candidate, prior: float) -> Ballot | None:
        """The ballot of a candidate that enough of the columns vote for, and few against.

        The columns that come out even are asked first: where they are too few beside those that can not hold, the
        others, who may be thousands, need not be asked.
        """
        fine = [v for at in self._ledger.packing.columns(one.even) if (v := self._vote(target, at, one)) and v.holds]
        holding = [v for v in fine if v.telling]
        if not holding or self._objections(target, one, fine, holding) > self._most_broken(len(holding), prior):
            return None
        votes = (self._vote(target, voter, one) for voter in range(self._lattice.voters))
        whole = tuple(self._with_empty_term(target, one, v) for v in votes if v)
        ballot = Ballot(target, one.terms, one.signs, whole, prior)
        if not self._accepted(ballot) or self._turned_at_will(ballot) or self._denied(ballot):
            return None
        return ballot

    def _denied(self, ballot: Ballot) -> bool:
        """As many columns print the target and dashes for all of its terms as there are that hold."""
        grid = self._lattice.grid
        if self._lattice.totals[ballot.target]:
            return False
        denying = 0
        for voter, figure in enumerate(grid[ballot.target]):
            terms = [grid[term][voter] for term in ballot.terms]
            nil = any(one is not None for one in terms) and not any(one is not None and one.amount for one in terms)
            denying += nil and figure is not None and figure.amount != 0
        return denying >= ballot.distinct

    def _turned_at_will(self, ballot: Ballot) -> bool:
        """One line alone is taken away, which nothing calls a deduction and all columns but one leave nil.

        With such a choice among many lines, one column always comes nearer to its total.
        """
        away = [term for term, sign in zip(ballot.terms, ballot.signs, strict=True) if sign < 0]
        if len(away) != 1 or len(ballot.holding) < 2 or says_deduction(self._lattice.labels[away[0]]):
            return False
        printed = self._lattice.grid[away[0]]
        return sum(1 for vote in ballot.holding if (figure := printed[vote.voter]) and figure.amount) == 1

    def _objections(self, target: int, one: Candidate, fine: Sequence[Vote], holding: Sequence[Vote]) -> int:
        """How many columns at least break a formula that others of their sort hold by."""
        additive = {v.sort for v in holding if v.digits >= LEAST_DIGITS}
        holds = [v.voter for v in fine]
        return sum(self._ledger.objections(target, one.terms, sort, holds) for sort in additive)

    def _most_broken(self, holding: int, prior: float) -> int:
        """Where layout or words speak for a sum, as many columns as hold may be wrong themselves, if each shows how."""
        return _allowed(holding) + (holding if prior >= self._least_prior else 0)

    def _accepted(self, ballot: Ballot) -> bool:
        holding, broken = len(ballot.holding), len(ballot.broken)
        unmarked = sum(not vote.is_marked for vote in ballot.broken)
        if not holding or unmarked > _allowed(holding) or broken > self._most_broken(holding, ballot.prior):
            return False
        if all(vote.residual for vote in ballot.holding) and ballot.distinct <= 2:
            return False  # rounding may explain one difference, not every single one
        if ballot.distinct < FIRM and ballot.prior < LAYOUT_WORTH and any(not vote.explained for vote in ballot.broken):
            return False
        if holding == 1 and (ballot.prior < 0 or ballot.mixes_styles):
            return (
                False  # one column alone has as many ways to come even by chance as there are lines and signs to choose
            )
        return ballot.score >= (ENOUGH if holding > 1 else self._enough_alone)

    def _vote(self, target: int, voter: int, one: Candidate) -> Vote | None:
        figure = self._lattice.grid[target][voter]
        terms = self._terms(voter, one.terms, one.signs) if figure is not None else None
        if figure is None or terms is None:
            return None
        return vote(voter, figure, terms, rates=self._lattice.rates[voter])

    def _terms(self, voter: int, terms: tuple[int, ...], signs: Signs) -> Terms | None:
        """The voter's terms; None if none of them differs from zero."""
        grid = self._lattice.grid
        figures = tuple((sign, f) for sign, term in zip(signs, terms, strict=True) if (f := grid[term][voter]))
        return figures if any(f.amount for _, f in figures) else None

    def _with_empty_term(self, target: int, one: Candidate, cast: Vote) -> Vote:
        return with_empty_term(self._lattice, target, one.terms, one.signs, cast)


def _allowed(holding: int) -> int:
    return max(1, holding // HOLDING_FOR_BROKEN)
