"""Ways to gather the terms of a total: along the lines above or below it, stepping over what subtotals already hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile

from service.checks.numeric.sums.candidates.known_totals import KnownTotals
from service.checks.numeric.sums.candidates.roll_forwards import RollForwards, nearest_above
from service.checks.numeric.sums.footing_grid import FootingGrid

LONGEST_RUN = 80
"""Lines of one walk: so far terms are looked for with every sign pattern."""
LONGEST_BRIDGE = 4
"""Lines between a closing balance and the opening balance far above that it is reached from: the change in cash, the
effect of exchange rates, and the like."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Positions in the order in which they are met, nearest to the target first; every prefix is a candidate."""

    steps: tuple[int, ...]
    cost: float
    """Digits of evidence that this way of gathering must be paid with; straight ahead costs nothing."""
    skips_lines: bool = False
    """It passes over lines that no subtotal holds."""


class Walks:
    """Through one grid. ``known_totals`` grows while its totals are found."""

    def __init__(self, grid: FootingGrid, roll_forwards: RollForwards, known_totals: KnownTotals) -> None:
        self._grid, self._roll_forwards, self._known_totals = grid, roll_forwards, known_totals
        self._gaps = tuple(
            at if start else above
            for at, (start, above) in enumerate(zip(grid.starts, nearest_above(grid.starts), strict=True))
        )
        """For each position the nearest one, from itself upwards, above which there is a gap; -1 if there is none."""

    def up(self, target: int) -> Iterator[Walk]:
        """Walks from a target upwards."""
        flat = tuple(range(target - 1, max(-1, target - 1 - LONGEST_RUN), -1))
        yield Walk(flat, 0.0)
        over = _first(self.over(target))
        if over != flat:
            yield Walk(over, 0.2)
        sections = _first(self._by_sections(target))
        if sections not in (over, flat):
            yield Walk(sections, 0.5)
        opening = self._roll_forwards.opening_of(target)
        if opening is not None:
            for count in range(1, LONGEST_BRIDGE + 1):
                bridge = tuple(step for step in over[:count] if step > opening)
                yield Walk((*bridge, opening), 0.3)
        subtotals = _first(self._subtotals(target))
        if subtotals not in (over, sections):
            yield Walk(subtotals, 1.0, skips_lines=True)

    def down(self, target: int, lows: Mapping[int, int]) -> Iterator[Walk]:
        """Walks from a target downwards, for totals that are printed above or left of their terms.

        ``lows`` says for each of those that are known how far down its terms reach.
        """
        positions = self._grid.positions
        flat = tuple(range(target + 1, min(positions, target + 1 + LONGEST_RUN)))
        yield Walk(flat, 0.6)
        over = _first(_stepping_under(target, positions, lows))
        if over != flat:
            yield Walk(over, 0.9)

    def over(self, target: int) -> Iterator[int]:
        """The positions above a target, of what known totals hold the totals alone."""
        position = target - 1
        while position >= 0:
            yield position
            position = self._known_totals.top(position) - 1

    def far_up(self, target: int) -> Iterator[tuple[Iterator[int], float]]:
        """The walks that a total of very many lines, or of very many subtotals, is found by, and what they cost."""
        yield iter(range(target - 1, -1, -1)), 0.0
        yield self.over(target), 0.2
        yield self._subtotals(target), 1.0

    def hidden_between(self, term: int, above: int) -> tuple[int, ...]:
        """The positions between two terms of a total, nearest to the lower one first; of known totals these alone."""
        return tuple(takewhile(lambda step: step > above, self.over(term)))

    def _subtotals(self, target: int) -> Iterator[int]:
        """The totals that are met when stepping over what they hold."""
        position = self._known_totals.nearest(target - 1)
        while position >= 0:
            yield position
            position = self._known_totals.nearest(self._known_totals.top(position) - 1)

    def _by_sections(self, target: int) -> Iterator[int]:
        """As stepping over, but a line that is called a total and whose terms do not add up hides its section, too."""
        position = target - 1
        while position >= 0:
            yield position
            top = self._known_totals.top(position)
            if top == position and self._grid.totals[position]:
                top = max(0, self._gaps[position], self._known_totals.nearest(position - 1) + 1)
            position = top - 1


def _first(steps: Iterable[int]) -> tuple[int, ...]:
    return tuple(islice(steps, LONGEST_RUN))


def _stepping_under(target: int, positions: int, lows: Mapping[int, int]) -> Iterator[int]:
    position = target + 1
    while position < positions:
        yield position
        position = max(lows.get(position, position), position) + 1
