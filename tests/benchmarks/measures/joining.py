"""A new client of an audit with 10,000 events: the time from its connect to the first event, at the 99th percentile."""

from __future__ import annotations

import json
from pathlib import Path

from tests.benchmarks.history import ended_audit
from tests.benchmarks.load import program, served, serving_in_c, told
from tests.benchmarks.measure import Measure

EVENTS = 10_000
JOINS = 300


async def joined(folder: Path) -> float:
    """One after the other, each reading to the end before the next one comes."""
    audit_id = await ended_audit(folder, EVENTS)
    async with served(folder, "-m", "service.cli", "serve", "--port", "0") as server:
        return await _p99_ms(server.port, f"/ws/audit/{audit_id}")


async def greeted(_: Path) -> float:
    """The same from a program in C that holds the first page ready and does nothing else."""
    async with serving_in_c("greet", JOINS) as port:
        return await _p99_ms(port, "/")


async def _p99_ms(port: int, path: str) -> float:
    return float(json.loads(await told(program("join"), str(port), path, str(JOINS)))["p99_ms"])


JOINED = Measure("first event of an audit with 10,000, a new client", "ms p99", joined)
GREETED = Measure("a C program with the page in hand", "ms p99", greeted)
