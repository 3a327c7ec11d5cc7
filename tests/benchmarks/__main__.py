"""Runs every measurement beside its baseline, several rounds in turn, and prints the medians of the ratios."""

from __future__ import annotations

import asyncio
import os
import platform
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.benchmarks.append import many_writers, one_writer, raw_commits
from tests.benchmarks.replay import raw_read, websocket_replay

ROUNDS = 5
Measure = Callable[[Path], Awaitable[float]]
"""Seconds for the same work, in an empty folder."""

TABLE: tuple[tuple[str, Measure, str, Measure], ...] = (
    ("append, 16 audits, FULL", many_writers, "raw sqlite3, one commit per event, FULL", raw_commits),
    ("append, 1 writer, FULL", one_writer, "raw sqlite3, one commit per event, FULL", raw_commits),
    ("replay over a WebSocket", websocket_replay, "reading the rows with sqlite3", raw_read),
)


def main() -> None:
    """Print the table."""
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, {ROUNDS} rounds\n")
    print(f"{'measure':28} {'baseline':42} {'speed against baseline: median (min to max)'}")
    for name, subject, baseline_name, baseline in TABLE:
        ratios = [_seconds(baseline) / _seconds(subject) for _ in range(ROUNDS)]
        spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        print(f"{name:28} {baseline_name:42} {spread}")


def _seconds(measure: Measure) -> float:
    with tempfile.TemporaryDirectory(prefix="tickmark-bench-") as folder:
        return asyncio.run(_run(measure, Path(folder)))


async def _run(measure: Measure, folder: Path) -> float:
    return await measure(folder)


if __name__ == "__main__":
    main()
