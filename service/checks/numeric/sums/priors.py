"""What layout and words say for a sum before any figure is added up, in decimal digits of evidence."""

from __future__ import annotations

from math import log10

from service.checks.concepts.words import says_sum
from service.checks.numeric.sums.extents import Extents
from service.checks.numeric.sums.lattice import Lattice
from service.checks.numeric.sums.leads import Leads
from service.checks.numeric.table.period import period_of

SEARCH_COST = 0.6
"""Digits of evidence that every candidate pays for being one of many."""
MANY = 200
"""Positions beyond which chance alone makes sums: each candidate of a table ten times as long pays a digit more."""
LAYOUT_WORTH = 0.8
"""Digits of evidence in a run that begins at a gap, and again in a target that is called a total."""
RATE_COST = 1.0
"""Percentages are seldom added up, and their few digits agree easily."""
YEARS_COST = 20.0
"""Columns of different years are not parts of one another, whatever the figures say."""


def chance(lattice: Lattice) -> float:
    """Digits of evidence that the length of a table takes away from each sum in it."""
    return log10(max(1, lattice.positions / MANY))


class Priors:
    """Of one lattice; ``extents`` grows while its totals are found."""

    def __init__(self, lattice: Lattice, leads: Leads, extents: Extents) -> None:
        self._lattice, self._leads, self._extents = lattice, leads, extents
        self.sums = tuple(map(says_sum, lattice.labels))
        """The lines that are called a total outright."""
        self._search_cost = SEARCH_COST + chance(lattice)
        self._rates = tuple(map(self._mostly_rates, range(lattice.positions)))
        beside = lattice.labels if lattice.direction == "across" else ()
        self._years = tuple(period.year if (period := period_of(label)) else None for label in beside)

    def _mostly_rates(self, position: int) -> bool:
        kinds = [figure.kind for figure in self._lattice.grid[position] if figure is not None]
        return 2 * kinds.count("percent") > len(kinds)

    def closes(self, target: int, last: int) -> bool:
        """Something in the layout says that the terms of a target end where they do."""
        lattice, top = self._lattice, self._extents.top(last)
        if last > target:
            return lattice.ends[last]
        return lattice.starts[top] or lattice.opens[top] or (top > 0 and (top - 1) in self._extents)

    def of(self, target: int, terms: tuple[int, ...]) -> float:
        """Of the terms, nearest to the target first."""
        last, lattice = terms[-1], self._lattice
        leads = self._leads.to(last, target)
        closed = self.closes(target, last) or (leads and last < target)
        worth = LAYOUT_WORTH if closed else 0.0
        worth += (
            LAYOUT_WORTH if lattice.totals[target] else LAYOUT_WORTH / 2 if closed and lattice.ends[target] else 0.0
        )
        worth += LAYOUT_WORTH if closed and self.sums[target] else 0.0
        if leads:
            worth += LAYOUT_WORTH
        if self._of_several_years(target, terms):
            worth -= YEARS_COST
        if self._rates[target] and not leads:
            worth -= RATE_COST
        return worth - self._search_cost

    def _of_several_years(self, target: int, terms: tuple[int, ...]) -> bool:
        """Side by side, the columns are dated, each with one year, and not all with the year of the target."""
        if not self._years or self._years[target] is None:
            return False
        years = {self._years[term] for term in terms}
        return None not in years and years != {self._years[target]}
