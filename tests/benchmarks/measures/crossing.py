"""From an append in one process to its receipt through another: delays at the 99th percentile, in ms."""

from __future__ import annotations

import asyncio
from pathlib import Path

from service.log import schema
from service.log.place import POSTGRES, SQLITE
from tests.benchmarks import postgres
from tests.benchmarks.load import following, served
from tests.benchmarks.measure import Measure, Reading
from tests.benchmarks.measures.fanout import EVENTS, OF_THE_AUDIT, RATE, whole

PUBLISHER = ("-m", "tests.benchmarks.publisher", str(RATE), str(EVENTS))


async def on_sqlite(folder: Path) -> Reading:
    """Two processes, one file."""
    await asyncio.to_thread(schema.upgrade, folder / "tickmark.db")
    return await _crossed(folder, f"{SQLITE}{folder / 'tickmark.db'}")


async def on_postgres(folder: Path) -> Reading:
    """Two processes, one server."""
    server = await asyncio.to_thread(postgres.new_database)
    return await _crossed(folder, POSTGRES + server.address)


async def _crossed(folder: Path, database: str) -> Reading:
    """A writer appends through a store of its own; one client follows a real `tickmark serve`."""
    environment = {"TICKMARK_DATABASE_URL": database}
    async with (
        served(folder, "-m", "service.cli", "serve", "--port", "0", **environment) as server,
        served(folder, *PUBLISHER, **environment) as publisher,
    ):
        watching = await following(server.port, f"/ws/audit/{publisher.first_line}", 1, "ready")
        await watching.ready()
        publisher.go()
        return whole(await watching.result(), 1, EVENTS + OF_THE_AUDIT)


SQLITE_CROSSED = Measure("SQLite, synchronous=FULL, two processes", "ms p99", on_sqlite)
POSTGRES_CROSSED = Measure("PostgreSQL, fsync on, two processes", "ms p99", on_postgres)
