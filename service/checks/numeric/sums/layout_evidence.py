"""What layout and words say for a sum before any figure is added up, in decimal digits of evidence."""

from __future__ import annotations

from math import log10

from service.checks.concepts.words import says_sum
from service.checks.numeric.sums.candidates.known_totals import KnownTotals
from service.checks.numeric.sums.candidates.roll_forwards import RollForwards
from service.checks.numeric.sums.footing_grid import FootingGrid
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


def chance(grid: FootingGrid) -> float:
    """Digits of evidence that the length of a table takes away from each sum in it."""
    return log10(max(1, grid.positions / MANY))


class LayoutEvidence:
    """Of one grid; ``known_totals`` grows while its totals are found."""

    def __init__(self, grid: FootingGrid, roll_forwards: RollForwards, known_totals: KnownTotals) -> None:
        self._grid, self._roll_forwards, self._known_totals = grid, roll_forwards, known_totals
        self.called_totals = tuple(map(says_sum, grid.labels))
        """The lines that are called a total outright."""
        self._search_cost = SEARCH_COST + chance(grid)
        self._rates = tuple(map(self._mostly_rates, range(grid.positions)))
        beside = grid.labels if grid.direction == "across" else ()
        self._years = tuple(period.year if (period := period_of(label)) else None for label in beside)

    def _mostly_rates(self, position: int) -> bool:
        kinds = [figure.kind for figure in self._grid.figures[position] if figure is not None]
        return 2 * kinds.count("percent") > len(kinds)

    def closes(self, target: int, last: int) -> bool:
        """Something in the layout says that the terms of a target end where they do."""
        grid, top = self._grid, self._known_totals.top(last)
        if last > target:
            return grid.ends[last]
        return grid.starts[top] or grid.opens[top] or (top > 0 and (top - 1) in self._known_totals)

    def of(self, target: int, terms: tuple[int, ...]) -> float:
        """Of the terms, nearest to the target first."""
        last, grid = terms[-1], self._grid
        joined = self._roll_forwards.joins(last, target)
        closed = self.closes(target, last) or (joined and last < target)
        worth = LAYOUT_WORTH if closed else 0.0
        worth += LAYOUT_WORTH if grid.totals[target] else LAYOUT_WORTH / 2 if closed and grid.ends[target] else 0.0
        worth += LAYOUT_WORTH if closed and self.called_totals[target] else 0.0
        if joined:
            worth += LAYOUT_WORTH
        if self._of_several_years(target, terms):
            worth -= YEARS_COST
        if self._rates[target] and not joined:
            worth -= RATE_COST
        return worth - self._search_cost

    def _of_several_years(self, target: int, terms: tuple[int, ...]) -> bool:
        """Side by side, the columns are dated, each with one year, and not all with the year of the target."""
        if not self._years or self._years[target] is None:
            return False
        years = {self._years[term] for term in terms}
        return None not in years and years != {self._years[target]}
