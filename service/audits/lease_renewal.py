"""Renews the lease of an audit while it runs, and stops the work once the lease cannot be relied on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from service.errors import AuditErased, DatabaseFailed, LeaseLost, StreamEnded
from service.log.outage import Outage
from service.log.store import EventStore
from service.log.values import Lease

logger = logging.getLogger(__name__)

LOOK_S = 1.0
"""How soon a runner hears that its audit was cancelled, wherever that was done."""
HELD_FOR_SURE = 0.9
"""The part of a lease for which it is relied on. The rest is for stopping, and for what its claim took to be answered:
nobody else begins while this process is still at it."""


async def run_under_lease(store: EventStore, lease: Lease, lease_s: float, work: Coroutine[Any, Any, None]) -> None:
    """Do ``work`` and renew ``lease`` meanwhile; release it afterwards. On cancellation the work is cancelled.

    Raises:
        LeaseLost: another process has taken the audit over; the work was stopped.
        StreamEnded, AuditErased: somebody has cancelled or erased the audit; the work was stopped.
        DatabaseFailed: the lease could not be renewed before it ends; the work was stopped.
        Exception: whatever the work raised.
    """
    working = asyncio.create_task(work, name=f"audit {lease.audit_id}")
    renewing = asyncio.create_task(_until_lost(store, lease, lease_s), name=f"lease of {lease.audit_id}")
    both = {working, renewing}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise renewing.result()
    finally:
        for task in both:
            task.cancel()
        await asyncio.wait(both)
        await _release(store, lease)


async def _release(store: EventStore, lease: Lease) -> None:
    """Release the lease. Where that fails it ends by itself, and what ended the work is what is to be reported."""
    try:
        await store.release(lease)
    except DatabaseFailed as error:
        logger.warning("audit %s could not be released, its lease expires by itself: %s", lease.audit_id, error)


async def _until_lost(
    store: EventStore, lease: Lease, lease_s: float
) -> LeaseLost | StreamEnded | AuditErased | DatabaseFailed:
    """Why the lease is no longer held; a database that does not answer is asked again, for it may come back in time.

    Time is this process's own here, from before the database was asked, so a lease ends no later than it is taken to.
    """
    loop = asyncio.get_running_loop()
    look_s = min(lease_s / 3, LOOK_S)
    sure_until = loop.time() + HELD_FOR_SURE * lease_s
    audit = f"the lease of audit {lease.audit_id}"
    outage = Outage(logger, f"{audit} could not be renewed, trying again", f"{audit} is renewed again")
    while True:
        await asyncio.sleep(look_s)
        asked = loop.time()
        try:
            # At least one look: after a pause of the whole machine the lease may still be there for the asking.
            async with asyncio.timeout(max(sure_until - asked, look_s)):
                await store.renew(lease, lease_s)
            outage.is_over()
            sure_until = asked + HELD_FOR_SURE * lease_s
        except (LeaseLost, StreamEnded, AuditErased) as error:
            return error
        except (DatabaseFailed, TimeoutError) as error:
            if loop.time() >= sure_until:
                return _lapsed(lease, lease_s, error)
            outage.goes_on(error)


def _lapsed(lease: Lease, lease_s: float, error: DatabaseFailed | TimeoutError) -> DatabaseFailed:
    said = str(error) or "it has not answered"
    return DatabaseFailed(
        f"renew the lease of audit {lease.audit_id}",
        f"{said}; its agents are stopped, since after {lease_s:g} s another process may take it over; what they have "
        "done is kept, and a server on this database goes on from there",
    )
