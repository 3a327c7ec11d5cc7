"""Schedules: columns that climb or fall in near-constant steps, such as rates by income or interest by year.

Nothing in them is the sum of anything, yet with such steps lines come to one another all the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from service.checks.numeric.table.sheet import Sheet

LEAST = 8
"""Lines from which on steps that are alike are no accident."""
SPREAD = 2
"""Times that the longest step is as long as the middle one at most, and the middle one as the shortest."""


def schedules_of(sheet: Sheet) -> Iterator[int]:
    """The lanes that run in near-constant steps from their first line to their last."""
    for lane in range(len(sheet.lanes)):
        column = [figure.amount for line in sheet.lines if (figure := line.figures[lane]) is not None]
        if len(column) >= LEAST and _near_constant([after - before for before, after in pairwise(column)]):
            yield lane


def _near_constant(steps: list[int]) -> bool:
    if not all(step > 0 for step in steps) and not all(step < 0 for step in steps):
        return False
    sizes = sorted(map(abs, steps))
    middle = sizes[len(sizes) // 2]
    return sizes[-1] <= SPREAD * middle <= SPREAD * SPREAD * sizes[0]
