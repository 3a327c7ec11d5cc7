"""What a check run says: findings, what holds, and how many tests passed, failed or could not be made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from service.events import Judgement
from service.findings import Finding, NamedTest
from service.ticks import Coverage, Tick, Untested


@dataclass(frozen=True, slots=True)
class Counts:
    """Tests by result. ``failed`` counts tests, so it may exceed the number of findings (one error breaks several)."""

    passed: int = 0
    failed: int = 0
    not_possible: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole result of one agent's checks over one report."""

    findings: tuple[Finding, ...]
    counts: Counts
    ticks: tuple[Tick, ...] = ()
    """The tests that passed, if the agent lists them."""
    untested: tuple[Untested, ...] = ()
    """The tests that could not be made, if the agent lists them."""
    coverage: tuple[Coverage, ...] = ()
    """For each table how many of its figures are ticked, if the agent counts them."""
    basis: tuple[str, ...] = ()
    """What the result rests on besides the report, in words: the materiality, and where it comes from."""
    tests: tuple[NamedTest, ...] = ()
    """The tests that every reader expects, each with its state, if the agent makes them."""
    not_run: str | None = None
    """Why nothing was checked at all, where the checks do not apply to this report; there is nothing else to say then.
    """
    judgement: Judgement | None = None
    """What a model was asked for it, and what became of its claims, if one was."""


@dataclass(frozen=True, slots=True)
class Progress:
    """``completed`` of ``total`` real units of work (tables, sentences) are done."""

    completed: int
    total: int
    message: str


Tell = Callable[[Progress], None]
"""Called by a check after each unit of work. Cheap: the receiver decides what it passes on."""
