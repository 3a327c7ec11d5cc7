"""100 watchers of a live audit, while two others replay a long one over and over: delays at the 99th percentile."""

from __future__ import annotations

import asyncio
from pathlib import Path

from service.log import schema
from tests.benchmarks.history import AROUND, ended_audit
from tests.benchmarks.load import Load, served
from tests.benchmarks.measure import Measure, Reading
from tests.benchmarks.measures.fanout import EVENTS, OF_THE_AUDIT, PUBLISHING, watched, whole

WATCHERS = 100
REPLAYING = 2
HISTORY = 100_000


async def disturbed(folder: Path) -> Reading:
    """Both replays begin anew as soon as they have ended, until the live audit has."""
    history = await ended_audit(folder, HISTORY)
    await asyncio.to_thread(schema.upgrade, folder / "tickmark.db")
    async with served(folder, *PUBLISHING, str(EVENTS)) as server:
        live = asyncio.create_task(server.followed_live(f"/ws/audit/{server.second_word}", WATCHERS))
        replays = 0
        while not live.done():
            replay = await Load.followed(server.port, history, REPLAYING)
            assert (replay.complete, replay.last) == (REPLAYING, HISTORY + AROUND), replay
            replays += 1
    assert replays > 1, "the replays were too slow to be a disturbance"
    return whole(await live, WATCHERS, EVENTS + OF_THE_AUDIT)


DISTURBED = Measure("100 watchers, SQLite, synchronous=FULL, two replays without end", "ms p99", disturbed)
QUIET = Measure("the same 100 watchers, nothing beside them", "ms p99", watched(WATCHERS))
