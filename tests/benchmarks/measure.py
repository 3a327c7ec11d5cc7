"""What is measured: one figure at a time, from work in an empty folder."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure, and how hard the load generator had to work for it: a busy one would have been the bottleneck."""

    figure: float
    busy: float | None = None
    """The share of the time, from the first event to the last, that the load spent on a processor."""
    gap_ms: float | None = None
    """The longest time that it took between two looks at its sockets."""


class Unmeasurable(Exception):
    """A figure cannot be had here, or cannot be trusted; the text says why and what would help."""


Run = Callable[[Path], Awaitable[float | Reading]]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that can be measured, under the name that it has in the table."""

    name: str
    unit: str
    run: Run
    more_is_better: bool = False
    """For speeds; of times, delays and sizes less is better."""

    def __str__(self) -> str:
        return self.name
