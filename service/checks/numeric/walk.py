"""Ways to gather the terms of a total: along the lines above or below it, stepping over what subtotals already hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.checks.numeric.lattice import Lattice
from service.checks.numeric.vocabulary import leads_to

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


def walks_up(lattice: Lattice, target: int, extents: Mapping[int, int]) -> Iterator[Walk]:
    """Walks from a target upwards. ``extents`` says for each known total how far up its own terms reach."""
    flat = tuple(range(target - 1, -1, -1))
    yield Walk(flat, 0.0)
    over = tuple(_stepping_over(target, extents))
    if over != flat:
        yield Walk(over, 0.2)
    sections = tuple(_by_sections(lattice, target, extents))
    if sections not in (over, flat):
        yield Walk(sections, 0.5)
    opening = next((p for p in flat if leads_to(lattice.labels[p], lattice.labels[target])), None)
    if opening is not None:
        for count in range(1, LONGEST_BRIDGE + 1):
            bridge = tuple(step for step in over[:count] if step > opening)
            yield Walk((*bridge, opening), 0.3)
    subtotals = tuple(step for step in over if step in extents)
    if subtotals not in (over, sections):
        yield Walk(subtotals, 1.0, skips_lines=True)


def walks_down(target: int, positions: int, extents: Mapping[int, int]) -> Iterator[Walk]:
    """Walks from a target downwards, for totals that are printed above or left of their terms."""
    flat = tuple(range(target + 1, positions))
    yield Walk(flat, 0.6)
    over: list[int] = []
    position = target + 1
    while position < positions:
        over.append(position)
        position = max(extents.get(position, position), position) + 1
    if tuple(over) != flat:
        yield Walk(tuple(over), 0.9)


def hidden_between(term: int, above: int, extents: Mapping[int, int]) -> tuple[int, ...]:
    """The positions between two terms of a total, nearest to the lower one first, without what their subtotals hold."""
    return tuple(step for step in _stepping_over(term, extents) if step > above)


def _stepping_over(target: int, extents: Mapping[int, int]) -> Iterator[int]:
    position = target - 1
    while position >= 0:
        yield position
        position = min(extents.get(position, position), position) - 1


def _by_sections(lattice: Lattice, target: int, extents: Mapping[int, int]) -> Iterator[int]:
    """As stepping over, but a line that is called a total and whose terms do not add up hides its section, too."""
    position = target - 1
    while position >= 0:
        yield position
        top = min(extents.get(position, position), position)
        if top == position and lattice.totals[position]:
            while top > 0 and not lattice.starts[top] and top - 1 not in extents:
                top -= 1
        position = top - 1
