"""Measures a group, round after round; what cannot be measured is said and stops nothing else."""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from service.commands.running import serving_loop
from service.commands.serve.process import SWITCH_S
from tests.benchmarks.measure import Measure, Reading, Unmeasurable
from tests.benchmarks.row import Group, Row, Spread

PATIENCE_S = 240
"""For one figure; the slowest takes less than a minute on a quiet machine."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The readings of a group by round; a measure that failed in a round has none in it, and its trouble is kept."""

    rounds: list[dict[Measure, Reading]] = field(default_factory=list)
    troubles: dict[Measure, str] = field(default_factory=dict)

    def pairs(self, row: Row) -> list[tuple[float, float]]:
        """The figures of ``row`` in the rounds that had both."""
        return [
            (readings[row.subject].figure, readings[row.baseline].figure)
            for readings in self.rounds
            if row.subject in readings and row.baseline in readings
        ]

    def spread(self, measure: Measure) -> Spread | None:
        """Its figures, if it had any."""
        figures = [readings[measure].figure for readings in self.rounds if measure in readings]
        return Spread.of(figures) if figures else None


def measured(group: Group) -> Measured:
    """All rounds of ``group``. What failed once is not tried again."""
    result = Measured()
    for number in range(1, group.rounds + 1):
        readings: dict[Measure, Reading] = {}
        result.rounds.append(readings)
        for measure in group.measures():
            if measure in result.troubles:
                continue
            begun = time.monotonic()
            try:
                readings[measure] = reading(measure)
            except Exception as error:  # noqa: BLE001  the edge of the process: one row must not stop the others
                result.troubles[measure] = _said(error)
            said = result.troubles.get(measure) or f"{readings[measure].figure:,.2f} {measure.unit}"
            took_s = time.monotonic() - begun
            print(f"  {number}/{group.rounds} {measure.name}: {said} ({took_s:.0f} s)", file=sys.stderr, flush=True)
    return result


def reading(measure: Measure) -> Reading:
    """One figure, taken in a process that is set up as `tickmark serve` sets up its own."""
    sys.setswitchinterval(SWITCH_S)
    gc.collect()
    gc.freeze()
    with (
        tempfile.TemporaryDirectory(prefix="tickmark-bench-") as folder,
        asyncio.Runner(loop_factory=serving_loop) as runner,
    ):
        taken = runner.run(_patiently(measure, Path(folder)))
    return taken if isinstance(taken, Reading) else Reading(taken)


async def _patiently(measure: Measure, folder: Path) -> float | Reading:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await measure.run(folder)
    except TimeoutError:
        raise Unmeasurable(f"gave no figure within {PATIENCE_S} s") from None


def _said(error: Exception) -> str:
    words = " ".join(str(error).split())[:300]
    return words if isinstance(error, Unmeasurable) else f"{type(error).__name__}: {words}"
