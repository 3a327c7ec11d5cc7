"""A server that also writes the audit that is watched: ``python -m tests.benchmarks.publishing_server RATE EVENTS``.

It is the server of `tickmark serve`, on the database of the settings. It prints its port and the audit's id, and goes
on as ``publishing`` says; it serves until it is told to stop.
"""

from __future__ import annotations

import asyncio
import sys

from service.api.server import bind
from service.audits.queue import Queue
from service.commands.running import log_to_stderr, run_to_end, serving_loop
from service.commands.serve.process import serve_on
from service.log.store import EventStore
from service.settings import load_settings
from tests.benchmarks.measures.append import new_audit
from tests.benchmarks.publishing import publish


async def main(rate: int, events: int) -> None:
    """Serve and publish."""
    settings = load_settings(port=0)
    listening = bind(settings.host, 0)
    tasks: list[asyncio.Task[None]] = []

    async def started(store: EventStore, _: Queue) -> None:
        lease = await new_audit(store, lease_s=3600)
        print(listening.getsockname()[1], lease.audit_id, flush=True)
        tasks.append(asyncio.create_task(publish(store, lease, rate, events)))

    await serve_on(listening, settings, started)


if __name__ == "__main__":
    log_to_stderr()
    run_to_end(main(int(sys.argv[1]), int(sys.argv[2])), serving_loop)
