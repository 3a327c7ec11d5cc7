"""A process that only writes: ``python -m tests.benchmarks.publisher RATE EVENTS``, on the database of the settings.

It prints the id of its audit and goes on as ``publishing`` says.
"""

from __future__ import annotations

import sys

from service.bootstrap import opened_store
from service.commands.running import run_to_end, serving_loop
from service.settings import load_settings
from tests.benchmarks.measures.append import new_audit
from tests.benchmarks.publishing import publish

SPIN_NS = 2_000_000


async def main(rate: int, events: int) -> None:
    """Publish to the end."""
    async with opened_store(load_settings()) as store:
        lease = await new_audit(store, lease_s=3600)
        print(lease.audit_id, flush=True)
        await publish(store, lease, rate, events, SPIN_NS)


if __name__ == "__main__":
    run_to_end(main(int(sys.argv[1]), int(sys.argv[2])), serving_loop)
