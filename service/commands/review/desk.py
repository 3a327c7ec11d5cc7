"""Where a review is read and decisions are made: the configured database, or a server."""

from __future__ import annotations

from typing import Any, Protocol

from service.audits.reviewing.requested import RequestedDecision

Said = dict[str, Any]


class RefusedError(Exception):
    """A server did not do what it was asked; the text says why."""


class Desk(Protocol):
    """One audit's review."""

    async def findings(self) -> list[Said]:
        """All findings of the agents that have completed, as the protocol describes them.

        Raises:
            TickmarkError, RefusedError: they cannot be had.
        """
        ...

    async def review(self) -> Said:
        """The review at its head, as the protocol describes it.

        Raises:
            TickmarkError, RefusedError: it cannot be had.
        """
        ...

    async def decide(self, requested: RequestedDecision, expected_seq: int) -> Said:
        """Make a decision after ``expected_seq``; its event.

        Raises:
            TickmarkError, RefusedError: it was not made.
        """
        ...
