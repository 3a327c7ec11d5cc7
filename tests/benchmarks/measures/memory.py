"""What watchers at rest cost a server in memory."""

from __future__ import annotations

import asyncio
from pathlib import Path

from service.log import schema
from tests.benchmarks.load import Served, following, served
from tests.benchmarks.measure import Measure
from tests.benchmarks.measures.fanout import PUBLISHING, QUEUES

IDLE = 10_000
KIB, MB = 2**10, 10**6


async def total_mb(folder: Path) -> float:
    """A whole server process with 10,000 watchers of one audit."""
    return (await _ours(folder))[1] / MB


async def kib_each(folder: Path) -> float:
    """What 10,000 watchers of one audit added, each."""
    before, after = await _ours(folder)
    return (after - before) / IDLE / KIB


async def queued_kib_each(folder: Path) -> float:
    """The same with a queue for each."""
    async with served(folder, *QUEUES, "1") as server:
        before, after = await _holding(server, "/ws")
    return (after - before) / IDLE / KIB


async def empty_mb(folder: Path) -> float:
    """A whole server process that nobody watches."""
    return (await _ours(folder))[0] / MB


async def _ours(folder: Path) -> tuple[int, int]:
    await asyncio.to_thread(schema.upgrade, folder / "tickmark.db")
    async with served(folder, *PUBLISHING, "1") as server:
        return await _holding(server, f"/ws/audit/{server.second_word}")


async def _holding(server: Served, path: str) -> tuple[int, int]:
    before = server.resident_bytes()
    holding = await following(server.port, path, IDLE, "hold")
    await holding.ready()
    after = server.resident_bytes()
    load = await holding.result()
    assert load.clients == IDLE
    return before, after


EACH = Measure("each of 10,000 watchers at rest", "KiB", kib_each)
QUEUED_EACH = Measure("a queue per client, 10,000 of them", "KiB", queued_kib_each)
TOTAL = Measure("a server with 10,000 watchers at rest", "MB", total_mb)
EMPTY = Measure("the same server with none", "MB", empty_mb)
