"""Keeping a lease while an audit runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from service.errors import DatabaseFailed, LeaseLost
from service.log.store import EventStore, Lease

logger = logging.getLogger(__name__)


@asynccontextmanager
async def kept(store: EventStore, lease: Lease, lease_s: float) -> AsyncGenerator[None]:
    """Renew ``lease`` three times in its length while the body runs; release it afterwards.

    Raises:
        LeaseLost: in place of whatever the body was doing, which is cancelled.
    """
    body = asyncio.current_task()
    assert body is not None
    lost: LeaseLost | None = None

    async def renew() -> None:
        nonlocal lost
        while True:
            await asyncio.sleep(lease_s / 3)
            try:
                await store.renew(lease, lease_s)
            except LeaseLost as error:
                lost = error
                body.cancel()
                return
            except DatabaseFailed as error:
                logger.warning("the lease of audit %s could not be renewed, trying again: %s", lease.audit_id, error)

    keeper = asyncio.create_task(renew(), name=f"lease {lease.audit_id}")
    try:
        yield
    except asyncio.CancelledError:
        if lost is not None and body.uncancel() == 0:
            raise lost from None
        raise
    finally:
        keeper.cancel()
        if lost is None:
            await store.release(lease)
