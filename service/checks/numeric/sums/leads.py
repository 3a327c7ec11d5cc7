"""Which lines the words lead to which later ones: opening balances to closing ones, tax by law to tax as charged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from service.checks.concepts.words import charges_tax, may_close, may_open, taxes_at_rate


class Leads:
    """``leads_to`` of all labels of a table, each of them read once."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._sides = (_Side(labels, may_open, may_close), _Side(labels, taxes_at_rate, charges_tax))

    def to(self, first: int, last: int) -> bool:
        """The words of the first line lead to the last."""
        return any(side.first[first] and side.last[last] for side in self._sides)

    def nearest(self, last: int) -> int | None:
        """The nearest line above that leads to the last; None if there is none."""
        return max(
            (above for side in self._sides if side.last[last] and (above := side.above[last]) >= 0), default=None
        )


class _Side:
    """One of the two things that the words can say."""

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
