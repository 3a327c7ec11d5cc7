"""Appending at times that were meant, whether or not the log keeps up: the source of every delay that is measured."""

from __future__ import annotations

import asyncio
import sys
import time

from service.events import AgentProgress, AuditComplete
from service.log.store import EventStore
from service.log.values import Lease

EVENT_BYTES = 600
NO_EVENTS_AROUND = 260
"""What an event's text has besides its message, roughly."""
START_NS = 200_000_000


async def publish(store: EventStore, lease: Lease, rate: int, events: int, spin_ns: int = 0) -> None:
    """Once a line comes on standard input: ``events`` events at ``rate`` a second, then the terminal event.

    With 0 events, as many as are due until standard input ends. An append that is late delays those after it, and their
    stamps tell. The last ``spin_ns`` before each are spent looking at the clock, where the loop has nothing else to do.
    """
    if not await asyncio.to_thread(sys.stdin.readline):
        return
    ended = None if events else asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    begun, head, number = time.time_ns() + START_NS, 2, 0
    while number < events if ended is None else not ended.done():
        due = begun + number * 1_000_000_000 // rate
        await _until(due, spin_ns)
        message = f"due={due} ".ljust(EVENT_BYTES - NO_EVENTS_AROUND, "m")
        event = AgentProgress(agent_id="a", completed=number, total=events, message=message)
        head = (await store.append(lease.audit_id, [event], head, lease=lease))[-1].seq
        number += 1
    end = AuditComplete(findings_total=0, by_severity={}, by_agent={}, agents_failed=())
    await store.append(lease.audit_id, [end], head, lease=lease)


async def _until(due: int, spin_ns: int) -> None:
    """Wait until ``due``. Timers of event loops are as coarse as a millisecond, which is much of some delays."""
    left = due - time.time_ns()
    if left > spin_ns:
        await asyncio.sleep((left - spin_ns) / 1e9)
    while spin_ns and time.time_ns() < due:
        await asyncio.sleep(0)
