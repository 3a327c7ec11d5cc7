"""A server that also writes the audit that is watched: ``python -m tests.benchmarks.publishing_server RATE EVENTS``.

It is the server that `tickmark serve` runs, on the database of TICKMARK_DATA_DIR. It prints its port and the audit's
id, appends EVENTS events at RATE a second once a line comes on standard input, each stamped with the time at which it
was meant to be appended, ends the audit, and serves until it is told to stop.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import time

from service.api.connection_manager import ConnectionManager
from service.api.parts import Parts
from service.api.server import bind, server
from service.bootstrap import application
from service.commands.running import run_to_end, serving_loop
from service.events import AgentProgress, AuditComplete
from service.log.store import EventStore, Lease
from service.settings import load_settings
from tests.benchmarks.append import new_audit

EVENT_BYTES = 600


async def main(rate: int, events: int) -> None:
    settings = load_settings(port=0)
    listening = bind(settings.host, 0)
    connections = ConnectionManager()
    app = application(settings, connections)
    tasks: list[asyncio.Task[None]] = []

    async def started() -> None:
        gc.collect()
        gc.freeze()
        parts: Parts = app.state.parts
        lease = await new_audit(parts.store, lease_s=3600)
        print(listening.getsockname()[1], lease.audit_id, flush=True)
        tasks.append(asyncio.create_task(publish(parts.store, lease, rate, events)))

    await server(app, started, connections.close_all, connections.at_once).serve(sockets=[listening])


async def publish(store: EventStore, lease: Lease, rate: int, events: int) -> None:
    """Append at the times that were meant; one that is late does not wait for the one before."""
    await asyncio.to_thread(sys.stdin.readline)
    begun, head = time.time_ns() + 200_000_000, 2
    for n in range(events):
        due = begun + n * 1_000_000_000 // rate
        wait_ns = due - time.time_ns()
        if wait_ns > 0:
            await asyncio.sleep(wait_ns / 1e9)
        message = f"due={due} ".ljust(EVENT_BYTES - 260, "m")
        event = AgentProgress(agent_id="a", completed=n, total=events, message=message)
        head = (await store.append(lease.audit_id, [event], head, lease=lease))[-1].seq
    end = AuditComplete(findings_total=0, by_severity={}, by_agent={}, agents_failed=())
    await store.append(lease.audit_id, [end], head, lease=lease)


if __name__ == "__main__":
    run_to_end(main(int(sys.argv[1]), int(sys.argv[2])), serving_loop)
