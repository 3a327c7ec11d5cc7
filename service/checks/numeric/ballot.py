"""A vote: in which columns a formula holds, in which it breaks, and what that is worth as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

from service.checks.numeric.equation import rounding_slack
from service.checks.numeric.plausible import is_slip
from service.checks.numeric.sheet import Figure

Signs = tuple[int, ...]
MOST_DIGITS_OF_ONE_VOTE = 5.0
"""A match of more digits than this says no more: large figures match by being the same figure as well."""
SLIP_PENALTY = 0.9
"""Digits of evidence that a broken vote costs where one wrong figure would explain it ..."""
MISFIT_PENALTY = 2.2
"""... and where none would: then the formula rather than a figure is probably wrong."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one voter says. ``terms`` are the figures that stand there, with their signs."""

    voter: int
    target: Figure
    terms: tuple[tuple[int, Figure], ...]
    residual: int
    slack: int
    """Twice the tolerance, in units of the sheet."""

    @property
    def holds(self) -> bool:
        return 2 * abs(self.residual) <= self.slack

    @property
    def telling(self) -> bool:
        """At least two terms are not zero, so that holding is no accident of dashes."""
        return sum(1 for _, figure in self.terms if figure.amount) >= 2 and self.target.amount != 0

    @property
    def sort(self) -> tuple[str, int]:
        """What is counted here and how finely: columns of one sort are all added up, or none is."""
        return self.target.kind, self.target.step

    @property
    def digits(self) -> float:
        """How many decimal digits of coincidence it would take to hold by chance."""
        sizes = sorted((abs(figure.amount) for _, figure in self.terms), reverse=True)
        spread = min(sizes[1], abs(self.target.amount) or sizes[1]) if len(sizes) > 1 else 0
        return min(MOST_DIGITS_OF_ONE_VOTE, max(0.0, log10(max(1, 2 * spread) / (self.slack + 1))))

    @property
    def slip(self) -> bool:
        """One wrong figure, wrong in a way that happens, would explain that it does not hold."""
        if is_slip(self.target.amount, self.target.amount - self.residual, self.target.step):
            return True
        return any(is_slip(f.amount, f.amount + sign * self.residual, f.step) for sign, f in self.terms)


@dataclass(frozen=True, slots=True)
class Ballot:
    """All votes on one formula: positions and signs of the terms of a target."""

    target: int
    terms: tuple[int, ...]
    signs: Signs
    votes: tuple[Vote, ...]
    prior: float
    """Digits of evidence from layout and words, less the number of formulas that were tried."""

    @property
    def holding(self) -> tuple[Vote, ...]:
        return tuple(v for v in self.votes if v.holds and v.telling)

    @property
    def broken(self) -> tuple[Vote, ...]:
        """Votes against, of voters whose kind of figure is added up here at all: prices beside shares are not."""
        additive = {vote.sort for vote in self.holding}
        return tuple(v for v in self.votes if not v.holds and v.sort in additive)

    @property
    def score(self) -> float:
        """Digits of evidence in all, twins (columns printed twice) counted once."""
        gained: dict[tuple[int, ...], float] = {}
        for vote in self.holding:
            gained[tuple(figure.amount for _, figure in vote.terms)] = vote.digits
        lost = sum(SLIP_PENALTY if vote.slip else MISFIT_PENALTY for vote in self.broken)
        return sum(gained.values()) + self.prior - lost

    @property
    def places(self) -> frozenset[int]:
        return frozenset((self.target, *self.terms))


def vote(voter: int, target: Figure, terms: tuple[tuple[int, Figure], ...]) -> Vote:
    """The vote of one column or row on ``target`` being the signed sum of ``terms``."""
    residual = target.amount - sum(sign * figure.amount for sign, figure in terms)
    steps = [figure.step for _, figure in terms if figure.amount] + [target.step]
    return Vote(voter, target, terms, residual, rounding_slack(steps))
