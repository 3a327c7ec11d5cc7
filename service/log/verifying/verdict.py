"""The result of verification: for one audit, or for something that belongs to none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is not as it was written. ``seq`` is the event that it concerns; None where it is not about one event."""

    text: str
    seq: int | None = None
    noun: str = "event"
    """What an event of its stream is called: those of a review are decisions."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one audit, or of a ``subject`` that is none (an artifact, an entry of the register)."""

    subject: str
    events: int = 0
    """So many, from the first on, are as they were written."""
    problems: tuple[Problem, ...] = ()
    """The gravest first; none if all is well."""
    decisions: int = 0
    """So many events of its review, from the first on, are as they were written."""

    @property
    def problem(self) -> str | None:
        """The first problem."""
        return self.problems[0].text if self.problems else None

    @property
    def seq(self) -> int | None:
        """The event that the first problem concerns."""
        return self.problems[0].seq if self.problems else None


def broken(subject: str, problem: str) -> Verdict:
    """The verdict on something that is no audit."""
    return Verdict(subject, problems=(Problem(problem),))
