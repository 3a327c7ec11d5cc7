"""One audit that grows by 50 events a second, and many who watch it: delays at the 99th percentile, in ms."""

from __future__ import annotations

import asyncio
import functools
from pathlib import Path

from service.log import schema
from tests.benchmarks.load import Load, following, served, serving_in_c
from tests.benchmarks.measure import Measure, Reading, Run

RATE = 50
EVENTS = 500
EVENT_BYTES = 600
OF_THE_AUDIT = 3
"""audit_created, audit_started, and the terminal event."""
PUBLISHING = ("-m", "tests.benchmarks.publishing_server", str(RATE))
QUEUES = ("-m", "tests.benchmarks.baselines.queue_broadcaster", str(RATE))


def watched(clients: int) -> Run:
    """Everyone is caught up before the first event is due; delays count from the time each event was meant for."""

    async def measure(folder: Path) -> Reading:
        await asyncio.to_thread(schema.upgrade, folder / "tickmark.db")
        async with served(folder, *PUBLISHING, str(EVENTS)) as server:
            load = await server.followed_live(f"/ws/audit/{server.second_word}", clients)
        return whole(load, clients, EVENTS + OF_THE_AUDIT)

    return measure


def queued(clients: int, events: int) -> Run:
    """The same through a queue for each client."""

    async def measure(folder: Path) -> Reading:
        async with served(folder, *QUEUES, str(events)) as server:
            load = await server.followed_live("/ws", clients)
        return whole(load, clients, events)

    return measure


def sent_in_c(clients: int) -> Run:
    """The ceiling."""

    async def measure(_: Path) -> Reading:
        async with serving_in_c("send_loop", clients, RATE, EVENTS, EVENT_BYTES) as port:
            load = await (await following(port, "/", clients)).result()
        return whole(load, clients, EVENTS)

    return measure


def whole(load: Load, clients: int, last: int) -> Reading:
    """The 99th percentile, if every client saw every event and the load was not the bottleneck."""
    assert load.complete == clients, f"only {load.complete} of {clients} clients saw every event"
    assert load.last == last, f"the last event was {load.last}, not {last}"
    return load.unhurried(load.p99_ms)


def _p99(name: str, run: Run) -> Measure:
    return Measure(name, "ms p99", run)


@functools.cache
def tickmark(clients: int) -> Measure:
    """Ours; the same object each time, so that rows that share it measure it once a round."""
    return _p99(f"{clients:,} watchers of one audit, SQLite, synchronous=FULL", watched(clients))


def c_loop(clients: int) -> Measure:
    """The ceiling."""
    return _p99(f"a C send() loop, {clients:,} clients", sent_in_c(clients))


def queues(clients: int, events: int = EVENTS) -> Measure:
    """What most services would do; for fewer events where it falls further behind with each."""
    seconds = events // RATE
    return _p99(f"a queue per client, send_json, {clients:,} clients, {seconds} s", queued(clients, events))
