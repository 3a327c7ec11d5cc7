"""Roll-forwards by their words: which line opens what a later line closes.

An opening balance leads to a closing one, and tax by the statutory rate to the tax charged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from service.checks.concepts.words import charges_tax, may_close, may_open, taxes_at_rate


class RollForwards:
    """The opening and closing lines of a table; each label is read once."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._sides = (_Side(labels, may_open, may_close), _Side(labels, taxes_at_rate, charges_tax))

    def joins(self, first: int, last: int) -> bool:
        """Whether the first line opens what the last line closes."""
        return any(side.first[first] and side.last[last] for side in self._sides)

    def opening_of(self, last: int) -> int | None:
        """The nearest opening line above a closing line; None if there is none."""
        return max(
            (above for side in self._sides if side.last[last] and (above := side.above[last]) >= 0), default=None
        )


class _Side:
    """One kind of roll-forward: balances, or tax."""

    def __init__(self, labels: Sequence[str], begins: Callable[[str], bool], ends: Callable[[str], bool]) -> None:
        self.first = tuple(map(begins, labels))
        self.last = tuple(map(ends, labels))
        self.above = tuple(nearest_above(self.first))


def nearest_above(marked: Sequence[bool]) -> Iterator[int]:
    """For each position the nearest one above it that is marked; -1 where none is."""
    nearest = -1
    for position, mark in enumerate(marked):
        yield nearest
        if mark:
            nearest = position
