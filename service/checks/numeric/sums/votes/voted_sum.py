"""A voted sum: the terms and signs of a total, with the votes of all columns and what they are worth together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from service.checks.numeric.sums.votes.vote import Signs, Sort, Vote

LEAST_DIGITS = 0.8
"""A vote worth less does not show that figures of its sort are added up."""
MANY_DIGITS = 3.0
"""A vote worth so much shows it where the words say otherwise: average balances are added up like balances."""


@dataclass(frozen=True)
class VotedSum:
    """A target, the positions and signs of its terms, and the votes on it; their worth is worked out once."""

    target: int
    terms: tuple[int, ...]
    signs: Signs
    votes: tuple[Vote, ...]
    layout: float
    """Digits of evidence from layout and words, less what the search for it costs."""
    by_layout: bool = False
    """Layout and words are so plain that it counts even if it holds in no column."""

    @cached_property
    def holding(self) -> tuple[Vote, ...]:
        """The votes for it."""
        return tuple(v for v in self.votes if v.holds and v.telling)

    @cached_property
    def broken(self) -> tuple[Vote, ...]:
        """The votes against it, of sorts of figures that are added up here at all: prices beside shares are not."""
        if self.by_layout:
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
        """Whether it takes a term away where a column prints terms as negative: it may explain a wrong sign away."""
        away = any(sign < 0 for sign in self.signs)
        return away and any(f.amount < 0 for v in self.holding for _, f in v.terms[:-1])

    @cached_property
    def score(self) -> float:
        """Digits of evidence in all. Columns that print the same terms count once."""
        lost = sum(vote.penalty for vote in self.broken)
        return sum(self._gained.values()) + self.layout - lost

    @cached_property
    def distinct(self) -> int:
        """How many different columns it holds in."""
        return len(self._gained)

    @cached_property
    def _gained(self) -> dict[tuple[int, ...], float]:
        return {tuple(figure.amount for _, figure in vote.terms): vote.digits for vote in self.holding}

    @cached_property
    def places(self) -> frozenset[int]:
        """The positions of its target and its terms."""
        return frozenset((self.target, *self.terms))
