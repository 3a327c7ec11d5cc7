"""Roll-forwards: balances by class that movements carry from one year end to the next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Roll:
    """One year of a balance by class. ``movements`` keeps the order in which they are printed."""

    opening: tuple[int, ...]
    movements: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def closing(self) -> tuple[int, ...]:
        """The balance of each class at the end of the year."""
        return tuple(sum(column) for column in zip(self.opening, *(m for _, m in self.movements), strict=True))

    def of(self, name: str) -> int:
        """The movement called ``name`` over all classes."""
        return sum(self.by_class(name))

    def by_class(self, name: str) -> tuple[int, ...]:
        """The movement called ``name``, class by class."""
        return dict(self.movements)[name]


def roll(opening: tuple[int, ...], **movements: tuple[int, ...]) -> Roll:
    """A year of a balance; the movements in the order in which they are given."""
    return Roll(opening, tuple(movements.items()))


def with_sum(values: tuple[int, ...]) -> tuple[int, ...]:
    """The values and, after them, their sum."""
    return (*values, sum(values))
