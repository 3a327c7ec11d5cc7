"""A vote: in which columns a formula holds, in which it breaks, and what that is worth as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log10

from service.checks.numeric.relations.equation import rounding_slack
from service.checks.numeric.relations.plausible import CERTAIN, Slip, slip_of
from service.checks.numeric.table.sheet import Figure

Signs = tuple[int, ...]
Sort = tuple[str, int]
"""What is counted and how finely: kind and last place of a figure."""
MOST_DIGITS_OF_ONE_VOTE = 5.0
"""A match of more digits than this says no more: large figures match by being the same figure as well."""
LEAST_DIGITS = 0.8
"""A vote worth less does not show that figures of its sort are added up."""
MANY_DIGITS = 3.0
"""A vote worth so much shows it where the words say otherwise: average balances are added up like balances."""
SLIPS_PER_DIGIT = 12
"""How many differences, for each digit of a figure, look like a slip."""
DIGITS_TO_SPARE = 1.0
"""A difference is marked if it is so many digits rarer than the slips that it might be mistaken for."""
INEXACT_COST = 0.5
"""Digits that a match within rounding is worth less than the width of the rounding alone would say."""
SLIP_PENALTY, STALE_PENALTY, MISFIT_PENALTY = 0.6, 1.0, 2.2
"""Digits of evidence that a broken vote costs: a usual slip explains it, a figure from elsewhere does, nothing does;
in the last case the formula rather than a figure is probably wrong."""
EMPTY_PENALTY = 1.0
"""The same where one place is left empty that all others fill in, and what is missing is like what they print."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one voter says. ``terms`` are the figures that stand there, with their signs."""

    voter: int
    target: Figure
    terms: tuple[tuple[int, Figure], ...]
    residual: int
    slack: int
    """Twice the tolerance, in units of the sheet."""
    rates: bool = False
    """The words say that prices, rates or durations stand here: it may hold, but it can not object."""
    empty: int | None = None
    """The position of the one term that is left empty here, where a figure would make it hold."""

    @property
    def holds(self) -> bool:
        return 2 * abs(self.residual) <= self.slack

    @property
    def is_excused(self) -> bool:
        """Not holding shows no error in it.

        A dash says that the total is not given, or the total repeats its last line, as under a column of balances.
        """
        repeats = bool(self.terms) and self.terms[0][1].amount == self.target.amount
        return self.target.printed_nil or repeats

    @property
    def telling(self) -> bool:
        """At least two terms are not zero and none alone is the total, so that holding is no accident of dashes."""
        sizes = [sign * figure.amount for sign, figure in self.terms if figure.amount]
        return len(sizes) >= 2 and self.target.amount != 0 and self.target.amount not in sizes

    @property
    def sort(self) -> Sort:
        """What is counted here and how finely: columns of one sort are all added up, or none is."""
        return self.target.kind, self.target.step

    @property
    def digits(self) -> float:
        """How many decimal digits of coincidence it would take to hold by chance."""
        return _digits([figure.amount for _, figure in self.terms], self.residual, self.slack, self._grain)

    @property
    def weight(self) -> float:
        """The digits that it would have if it held exactly."""
        return _digits([figure.amount for _, figure in self.terms], 0, 0, self._grain)

    @property
    def _grain(self) -> int:
        """What all its figures are whole numbers of, one digit at most: round figures come to one another by chance.

        In a small report whose figures are all round, that still leaves a sum enough to be told by.
        """
        amounts = [figure.amount for _, figure in self.terms] + [self.target.amount]
        tens = 10 * self.target.step
        return tens if all(amount % tens == 0 for amount in amounts) else self.target.step

    @property
    def slips(self) -> set[Slip]:
        """The ways in which one wrong figure would explain that it does not hold."""
        target = self.target
        found: set[Slip | None] = {slip_of(target.amount, target.amount - self.residual, target.step)}
        found.update(slip_of(f.amount, f.amount + sign * self.residual, f.step) for sign, f in self.terms)
        return {slip for slip in found if slip is not None}

    @property
    def explained(self) -> bool:
        """One wrong figure, or one that is not printed, would explain that it does not hold."""
        return self.empty is not None or bool(self.slips)

    @property
    def is_marked(self) -> bool:
        """One wrong figure explains by a mark of its own that it does not hold, and hardly anything would by chance."""
        if not self.slips & CERTAIN:
            return False
        largest = max(abs(self.target.amount), *(abs(figure.amount) for _, figure in self.terms))
        digits = log10(max(1, largest / self.target.step))
        return digits - log10(SLIPS_PER_DIGIT * max(1.0, digits) * (len(self.terms) + 1)) >= DIGITS_TO_SPARE

    @property
    def penalty(self) -> float:
        """Digits of evidence against the formula in a vote that is broken."""
        slips = self.slips
        if slips & CERTAIN:
            return SLIP_PENALTY
        if self.empty is not None:
            return EMPTY_PENALTY
        return STALE_PENALTY if slips else MISFIT_PENALTY


@dataclass(frozen=True)
class Ballot:
    """All votes on one formula: positions and signs of the terms of a target. What they come to is counted once."""

    target: int
    terms: tuple[int, ...]
    signs: Signs
    votes: tuple[Vote, ...]
    prior: float
    """Digits of evidence from layout and words, less the number of formulas that were tried."""
    vouched: bool = False
    """Layout and words are so plain that the formula needs no column to hold in."""

    @cached_property
    def holding(self) -> tuple[Vote, ...]:
        return tuple(v for v in self.votes if v.holds and v.telling)

    @cached_property
    def broken(self) -> tuple[Vote, ...]:
        """Votes against, of voters whose kind of figure is added up here at all: prices beside shares are not."""
        if self.vouched:
            return tuple(v for v in self.votes if not v.holds)
        additive, averaged = self.additive, {v.sort for v in self.holding if v.rates and v.digits >= MANY_DIGITS}
        objecting = (v for v in self.votes if not v.holds and len(v.terms) >= 2)
        return tuple(v for v in objecting if v.sort in (averaged if v.rates else additive))

    @cached_property
    def additive(self) -> frozenset[Sort]:
        """The sorts of figures that are added up here."""
        return frozenset(vote.sort for vote in self.holding if vote.digits >= LEAST_DIGITS)

    @cached_property
    def mixes_styles(self) -> bool:
        """Takes a term away in a column that prints what it takes away as negative: a flipped sign explained away."""
        away = any(sign < 0 for sign in self.signs)
        return away and any(f.amount < 0 for v in self.holding for _, f in v.terms[:-1])

    @cached_property
    def score(self) -> float:
        """Digits of evidence in all, twins (columns printed twice) counted once."""
        lost = sum(vote.penalty for vote in self.broken)
        return sum(self._gained.values()) + self.prior - lost

    @cached_property
    def distinct(self) -> int:
        """How many different columns it holds in."""
        return len(self._gained)

    @cached_property
    def _gained(self) -> dict[tuple[int, ...], float]:
        return {tuple(figure.amount for _, figure in vote.terms): vote.digits for vote in self.holding}

    @cached_property
    def places(self) -> frozenset[int]:
        return frozenset((self.target, *self.terms))


def vote(voter: int, target: Figure, terms: tuple[tuple[int, Figure], ...], *, rates: bool = False) -> Vote:
    """The vote of a column or row on ``target`` being the signed sum of ``terms``."""
    residual = target.amount - sum(sign * figure.amount for sign, figure in terms)
    steps = [figure.step for _, figure in terms if figure.amount] + [target.step]
    return Vote(voter, target, terms, residual, rounding_slack(steps), rates)


def most_digits(amounts: Sequence[int], residual: int, step: int) -> float:
    """The most digits of evidence in terms of these amounts that miss by ``residual``: if they hold, it is rounding."""
    return _digits(amounts, residual, 2 * abs(residual), step)


def _digits(amounts: Sequence[int], residual: int, slack: int, step: int) -> float:
    sizes = sorted(map(abs, amounts), reverse=True)
    chances = 2 * (sizes[1] if len(sizes) > 1 else 0) // step + 1
    width = slack // step + 1 if residual else 1
    return min(MOST_DIGITS_OF_ONE_VOTE, max(0.0, log10(chances / width) - (INEXACT_COST if residual else 0.0)))
