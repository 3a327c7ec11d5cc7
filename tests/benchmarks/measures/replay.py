"""Replaying 100,000 events of about 600 bytes to one client, over loopback: seconds."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.benchmarks.baselines import raw_reader
from tests.benchmarks.history import AROUND, ended_audit
from tests.benchmarks.load import Load, served
from tests.benchmarks.measure import Measure, Reading

EVENTS = 100_000


async def websocket_replay(folder: Path) -> Reading:
    """From a server process of its own to a client in C, which checks that each event comes in its turn."""
    audit_id = await ended_audit(folder, EVENTS)
    async with served(folder, "-m", "service.cli", "serve", "--port", "0") as server:
        return await _followed(server.port, audit_id)


async def orm_replay(folder: Path) -> Reading:
    """The same audit, from the same database file, to the same client."""
    audit_id = await ended_audit(folder, EVENTS)
    program = "tests.benchmarks.baselines.orm_replay"
    async with served(folder, "-m", program, str(folder / "tickmark.db")) as server:
        return await _followed(server.port, audit_id)


async def read_and_loopback(folder: Path) -> float:
    """The same rows with the standard library in the order of their key, then their texts through a loopback socket."""
    audit_id = await ended_audit(folder, EVENTS)
    seconds, texts = await asyncio.to_thread(raw_reader.read, folder / "tickmark.db", audit_id)
    assert len(texts) == EVENTS + AROUND
    return seconds + await asyncio.to_thread(raw_reader.through_loopback, "".join(texts).encode())


async def _followed(port: int, audit_id: str) -> Reading:
    load = await Load.followed(port, audit_id, clients=1)
    assert (load.complete, load.last) == (1, EVENTS + AROUND), load
    return Reading(load.seconds)  # one client that waits for the server: whoever is slower, the time is what it took


REPLAY = Measure("100,000 events, SQLite, one WebSocket", "s", websocket_replay)
READ_AND_LOOPBACK = Measure("reading the rows + raw loopback", "s", read_and_loopback)
ORM_REPLAY = Measure("ORM rows, pydantic, send_json", "s", orm_replay)
