"""How much of one table is searched, so that no table takes minutes; and what had to be left out."""

from __future__ import annotations

from collections.abc import Iterator

MOST_CANDIDATES = 1_500_000
"""Sums that are looked at in one direction of a table: ten seconds' work. Ordinary tables have a few for each of their
lines; where thousands of lines print small numbers, or all the same, nearly everything adds up to something."""
MOST_STEPS = 2_000_000
"""Lines that are added up to reach the totals of very many lines: some seconds' work."""
MOST_TERMS = 500_000
"""Terms of all sums together that one column alone speaks for: as long."""
CROWD = 1_000
"""Columns that are looked at in about the time that a single candidate takes."""


class SearchBudget:
    """For the search through one grid of so many ``voters``."""

    def __init__(
        self, voters: int, *, candidates: int = MOST_CANDIDATES, steps: int = MOST_STEPS, terms: int = MOST_TERMS
    ) -> None:
        self._price = 1 + voters // CROWD
        self._candidates, self._for_totals = candidates, candidates
        self._steps, self._terms = steps, terms
        self.left_out: set[int] = set()
        """The positions that were not, or not wholly, searched for what they are the sum of."""

    def allows(self, target: int, *, total: bool) -> bool:
        """Whether a position is searched. What is called a total has an allowance of its own."""
        allowed = self._candidates > 0 or (total and self._for_totals > 0)
        if not allowed:
            self.left_out.add(target)
        return allowed

    def spend(self, *, total: bool) -> None:
        """One more candidate was looked at."""
        if self._candidates > 0:
            self._candidates -= self._price
        elif total:
            self._for_totals -= self._price

    def steps(self, target: int, walk: Iterator[int], *, last: bool) -> Iterator[int]:
        """The steps of a long walk, as far as it may go; from the last line of a table to its top."""
        for step in walk:
            if self._steps <= 0 and not last:
                self.left_out.add(target)
                return
            self._steps -= 1
            yield step

    def allows_terms(self, target: int, terms: int, *, last: bool) -> bool:
        """Whether the sum of so many terms is looked at for which one column speaks."""
        if self._terms <= 0 and not last:
            self.left_out.add(target)
            return False
        self._terms -= terms
        return True
