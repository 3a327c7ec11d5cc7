"""A vote: what one column (or row) says of a sum, and how many digits of evidence that is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from service.checks.numeric.relations.equation import twice_rounding
from service.checks.numeric.relations.plausible import CERTAIN, Slip, slip_of
from service.checks.numeric.table.sheet import Figure

Signs = tuple[int, ...]
"""1 or -1 for each term: added or taken away."""
Sort = tuple[str, int]
"""What is counted and how finely: kind and last place of a figure."""
MOST_DIGITS_OF_ONE_VOTE = 5.0
"""A match of more digits than this says no more: large figures match by being the same figure as well."""
SLIPS_PER_DIGIT = 12
"""How many differences, for each digit of a figure, look like a slip."""
DIGITS_TO_SPARE = 1.0
"""``spare_digits`` from which on a slip is taken for the reason that a vote is broken."""
INEXACT_COST = 0.5
"""Digits that a match within rounding is worth less than the width of the rounding alone would say."""
SLIP_PENALTY, STALE_PENALTY, MISFIT_PENALTY = 0.6, 1.0, 2.2
"""Digits of evidence that a broken vote costs: a usual slip explains it, a figure from elsewhere does, nothing does;
in the last case the formula rather than a figure is probably wrong."""
EMPTY_PENALTY = 1.0
"""The same where one place is left empty that all others fill in, and what is missing is like what they print."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one voter says of a sum. ``terms`` are the figures that it prints, with their signs."""

    voter: int
    target: Figure
    terms: tuple[tuple[int, Figure], ...]
    residual: int
    """Target less terms."""
    twice_tolerance: int
    """Twice the difference that rounding explains, in units of the sheet; twice, so that it is a whole number."""
    rates: bool = False
    """The words say that prices, rates or durations stand here: it may hold, but it cannot object."""
    empty: int | None = None
    """The position of the one term that is left empty here, where a figure would make it hold."""

    @property
    def holds(self) -> bool:
        """Whether it adds up within rounding."""
        return 2 * abs(self.residual) <= self.twice_tolerance

    @property
    def is_excused(self) -> bool:
        """Whether not holding shows no error: the total is a dash, or repeats its last line, as under balances."""
        repeats = bool(self.terms) and self.terms[0][1].amount == self.target.amount
        return self.target.printed_nil or repeats

    @property
    def telling(self) -> bool:
        """Whether holding is no accident of dashes: two terms or more are not zero, and none alone is the total."""
        sizes = [sign * figure.amount for sign, figure in self.terms if figure.amount]
        return len(sizes) >= 2 and self.target.amount != 0 and self.target.amount not in sizes

    @property
    def sort(self) -> Sort:
        """What is counted here and how finely: columns of one sort are all added up, or none is."""
        return self.target.kind, self.target.step

    @property
    def digits(self) -> float:
        """How many decimal digits would have to agree by chance for it to hold."""
        return _digits([figure.amount for _, figure in self.terms], self.residual, self.twice_tolerance, self._grain)

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
    def largest_digits(self) -> float:
        """How many digits its largest figure has."""
        largest = max(abs(self.target.amount), *(abs(figure.amount) for _, figure in self.terms))
        return log10(max(1, largest / self.target.step))

    @property
    def spare_digits(self) -> float:
        """By how many digits a difference that is a slip in one figure is rarer than one that looks so by chance."""
        digits = self.largest_digits
        return digits - log10(SLIPS_PER_DIGIT * max(1.0, digits) * (len(self.terms) + 1))

    @property
    def is_marked(self) -> bool:
        """Whether a certain slip in one figure explains that it does not hold, and hardly does so by chance."""
        return bool(self.slips & CERTAIN) and self.spare_digits >= DIGITS_TO_SPARE

    @property
    def penalty(self) -> float:
        """Digits of evidence against the formula in a vote that is broken."""
        slips = self.slips
        if slips & CERTAIN:
            return SLIP_PENALTY
        if self.empty is not None:
            return EMPTY_PENALTY
        return STALE_PENALTY if slips else MISFIT_PENALTY


def vote(voter: int, target: Figure, terms: tuple[tuple[int, Figure], ...], *, rates: bool = False) -> Vote:
    """The vote of a column or row on ``target`` being the signed sum of ``terms``."""
    residual = target.amount - sum(sign * figure.amount for sign, figure in terms)
    steps = [figure.step for _, figure in terms if figure.amount] + [target.step]
    return Vote(voter, target, terms, residual, twice_rounding(steps), rates)


def most_digits(amounts: Sequence[int], residual: int, step: int) -> float:
    """The most digits of evidence in terms of these amounts, if they hold though they miss by ``residual``."""
    return _digits(amounts, residual, 2 * abs(residual), step)


def _digits(amounts: Sequence[int], residual: int, twice_tolerance: int, step: int) -> float:
    """The digits of the second largest term, less those of what rounding leaves open.

    The largest term cannot be evidence by itself, since the total is mostly near it; the second largest says how many
    totals were possible.
    """
    sizes = sorted(map(abs, amounts), reverse=True)
    chances = 2 * (sizes[1] if len(sizes) > 1 else 0) // step + 1
    width = twice_tolerance // step + 1 if residual else 1
    return min(MOST_DIGITS_OF_ONE_VOTE, max(0.0, log10(chances / width) - (INEXACT_COST if residual else 0.0)))
