"""The result of an attempt: an outcome, its ticks written down, as it goes on to the log."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from service.checks.outcome import Outcome
from service.ticks import encode_ticks, tick_list

OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Outcome)


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome without its ticks, and the bytes that list them; None where it lists none.

    They can be many thousands, which nobody between the check and the log needs to look at.
    """

    outcome: Outcome
    ticks: bytes | None = None

    def encoded(self) -> bytes:
        """As bytes, for ``decoded``."""
        outcome = OUTCOME.dump_json(self.outcome)
        return outcome if self.ticks is None else b"\0".join((outcome, self.ticks))


def result_of(outcome: Outcome) -> Result:
    """``outcome`` with its ticks written down."""
    if not outcome.ticks and not outcome.untested:
        return Result(outcome)
    ticks = encode_ticks(tick_list(outcome.ticks, outcome.untested))
    return Result(replace(outcome, ticks=(), untested=()), ticks)


def decoded(data: bytes) -> Result:
    """The result that was ``encoded``; JSON holds no zero byte, so the first one ends the outcome."""
    outcome, listed, ticks = data.partition(b"\0")
    return Result(OUTCOME.validate_json(outcome), ticks if listed else None)
