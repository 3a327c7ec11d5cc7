"""Runs every measurement beside its baseline, several rounds in turn, and prints the medians of the ratios."""

from __future__ import annotations

import asyncio
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.append import many_writers, one_writer, raw_commits
from tests.benchmarks.fanout import IDLE, bytes_per_idle_watcher, sent_in_c, watched
from tests.benchmarks.replay import read_and_loopback, websocket_replay

ROUNDS = 5
Measure = Callable[[Path], Awaitable[float]]
"""A figure, from work in an empty folder."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement and what it is held against. ``faster``: the ratio is that of speeds, else that of the figures."""

    name: str
    subject: Measure
    baseline_name: str
    baseline: Measure
    faster: bool = False
    rounds: int = ROUNDS


def p99(clients: int) -> Measure:
    """Delay of an event to one of many watchers."""

    async def measure(folder: Path) -> float:
        return (await watched(folder, clients)).p99_ms

    return measure


def p99_in_c(clients: int) -> Measure:
    """The same from a loop in C."""

    async def measure(_: Path) -> float:
        return (await sent_in_c(clients)).p99_ms

    return measure


RAW = "raw sqlite3, one commit per event, FULL"
TABLE = (
    Row("append: 16 audits, FULL: speed", many_writers, RAW, raw_commits, faster=True),
    Row("append: 1 writer, FULL: speed", one_writer, RAW, raw_commits, faster=True),
    Row("replay of 100,000 events: time", websocket_replay, "reading the rows + raw loopback", read_and_loopback),
    Row("1,000 watchers, 50 events/s: p99", p99(1000), "a C send() loop", p99_in_c(1000), rounds=3),
    Row("5,000 watchers, 50 events/s: p99", p99(5000), "a C send() loop", p99_in_c(5000), rounds=3),
)


def main() -> None:
    """Print the table, or those of its rows whose names hold one of the arguments."""
    wanted = sys.argv[1:]
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores\n")
    print(f"{'measure':34} {'baseline':40} {'ratio: median (min to max)':32} rounds")
    for row in TABLE:
        if not wanted or any(word in row.name for word in wanted):
            print(f"{row.name:34} {row.baseline_name:40} {_ratio(row):32} {row.rounds}", flush=True)
    if not wanted or any(word in "memory" for word in wanted):
        print(f"\nmemory: {_figure(bytes_per_idle_watcher) / 1024:.1f} KiB per watcher, {IDLE:,} of them at rest")


def _ratio(row: Row) -> str:
    ratios: list[float] = []
    for _ in range(row.rounds):
        subject, baseline = _figure(row.subject), _figure(row.baseline)
        ratios.append(baseline / subject if row.faster else subject / baseline)
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def _figure(measure: Measure) -> float:
    with tempfile.TemporaryDirectory(prefix="tickmark-bench-") as folder:
        return asyncio.run(_run(measure, Path(folder)))


async def _run(measure: Measure, folder: Path) -> float:
    return await measure(folder)


if __name__ == "__main__":
    main()
