"""Sweeps a log now and then: what a killed process has left of large artifacts goes without anybody asking."""

from __future__ import annotations

import asyncio
import logging

from service.errors import DatabaseFailed
from service.log.outage import Outage
from service.log.store import EventStore

logger = logging.getLogger(__name__)

SWEEP_S = 60.0
"""As long as pieces may be on their way in without another of them."""


async def keep_swept(store: EventStore, every_s: float = SWEEP_S) -> None:
    """Sweep at once, and then again and again, until this is cancelled."""
    outage = Outage(logger, "what was left of artifacts cannot be swept up, trying again", "it is swept up again")
    while True:
        try:
            await store.sweep()
            outage.is_over()
        except DatabaseFailed as error:
            outage.goes_on(error)
        except Exception:
            # The edge of the process: if this task ended, what is left would stay, and nobody would know.
            logger.exception("sweeping up what was left of artifacts stopped on a defect, trying again")
        await asyncio.sleep(every_s)
