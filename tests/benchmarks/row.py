"""A row of the table: what is measured, what it is held against, and how far apart the two should be."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.measure import Measure


@dataclass(frozen=True, slots=True)
class Bound:
    """What the ratio, or the figure itself, should reach: ``floor`` is needed, ``aim`` is hoped for."""

    floor: float
    aim: float
    at_least: bool
    unit: str = "x"

    def met(self, value: float) -> str:
        """The better of the two that ``value`` reaches."""
        for name, bound in (("aim", self.aim), ("floor", self.floor)):
            if value >= bound if self.at_least else value <= bound:
                return name
        return "missed"

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {self.floor:g} / {self.aim:g}{'' if self.unit == 'x' else f' {self.unit}'}"


def times(floor: float, aim: float) -> Bound:
    """At least so many times as good as the baseline."""
    return Bound(floor, aim, at_least=True)


def within(floor: float, aim: float, unit: str = "x") -> Bound:
    """At most so many times the baseline; with another unit, at most that figure."""
    return Bound(floor, aim, at_least=False, unit=unit)


@dataclass(frozen=True, slots=True)
class Row:
    """``bound`` is of the ratio unless it has a unit; None where the row only shows how it is."""

    name: str
    subject: Measure
    baseline: Measure
    bound: Bound | None = None

    def ratio(self, subject: float, baseline: float) -> float:
        """How the two compare; above 1 is better where the row asks for at least something, else worse."""
        plain = subject / baseline if baseline else float("inf")
        upside_down = self.wants_more and not self.subject.more_is_better
        return 1 / plain if upside_down and plain else plain

    @property
    def absolute(self) -> bool:
        """Whether the bound is of the figure itself."""
        return self.bound is not None and self.bound.unit != "x"

    @property
    def wants_more(self) -> bool:
        """Whether a great ratio is a good one."""
        return self.bound.at_least if self.bound else self.subject.more_is_better

    def matches(self, words: Sequence[str]) -> bool:
        """Whether one of ``words`` is in what the row says of itself; without words every row does."""
        said = f"{self.name}: {self.subject.name} / {self.baseline.name}".lower()
        return not words or any(word.lower() in said for word in words)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are measured in turn: in each round everything that one of them names, once."""

    rows: tuple[Row, ...]
    rounds: int = 5

    def chosen(self, words: Sequence[str], rounds: int | None = None) -> Group:
        """The same with the rows that match, and with another number of rounds if one is given."""
        return Group(tuple(row for row in self.rows if row.matches(words)), rounds or self.rounds)

    def measures(self) -> list[Measure]:
        """Each once, subjects and baselines in the order of the rows."""
        return list(dict.fromkeys(each for row in self.rows for each in (row.subject, row.baseline)))


@dataclass(frozen=True, slots=True)
class Spread:
    """Several figures of one thing."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> Spread:
        """At least one figure."""
        return cls(statistics.median(figures), min(figures), max(figures))
