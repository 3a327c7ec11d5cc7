"""Tells the processes that run audits that one waits."""

from __future__ import annotations

from typing import Protocol

NO_WORKER = "no worker is running: audits wait until `tickmark worker` is started on the database of this server"


class Queue(Protocol):
    """Takes a hint to the processes that run audits. It may be lost or doubled: they also look into the log."""

    def offer(self, audit_id: str, sender: str = "") -> None:
        """An audit of ``sender`` waits in the log. Never fails and never waits."""
        ...

    async def workers(self) -> int | None:
        """How many processes run audits now; None where it cannot be told now. Never fails."""
        ...
