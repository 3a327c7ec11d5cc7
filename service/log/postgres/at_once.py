"""A batch of appends as one statement, which is their whole transaction: one round trip, and no locks between two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from service.errors import LogError
from service.log.appends import Append, Standing, Standings, decide
from service.log.codec import StoredEvent
from service.log.postgres.faults import IN_DOUBT, OWN_FAULTS, in_doubt
from service.log.postgres.operations import write
from service.log.settling import AnswerLost, Tried
from service.log.values import Head, head_after

if TYPE_CHECKING:
    from service.log.postgres.transaction import Connection

MOST_KNOWN = 10_000
"""Audits whose heads are remembered; beyond them, those go first that were written longest ago."""
UNASKED = -1
"""No epoch: nobody in the batch holds the audit."""


class KnownHeads:
    """Where this process has left the audits that it writes. Another one may have moved them on since."""

    def __init__(self) -> None:
        self._heads: dict[str, Head] = {}

    def moved(self, stored: Iterable[StoredEvent]) -> None:
        """``stored`` was committed."""
        for event in stored:
            self._heads.pop(event.audit_id, None)  # so that the order is that of the last time each was written
            head = head_after(event)
            if not head.ended:
                self._heads[event.audit_id] = head
        for audit_id in list(islice(self._heads, max(0, len(self._heads) - MOST_KNOWN))):
            del self._heads[audit_id]

    def standings(self, appends: Sequence[Append]) -> Standings | None:
        """Where the audits stand, if that is where they were left and they are held under these leases; else None.

        None too where an append has no events: nothing is written then that would show whether this is true.
        """
        standings: Standings = {}
        for append in appends:
            if not append.drafts or append.audit_id not in self._heads:
                return None
            epoch = append.lease.epoch if append.lease else UNASKED
            known = standings.get(append.audit_id)
            if not isinstance(known, Standing) or known.epoch == UNASKED:
                standings[append.audit_id] = Standing(self._heads[append.audit_id], epoch)
        return standings


async def append_at_once(connection: Connection, appends: Sequence[Append], known: KnownHeads) -> list[Tried] | None:
    """What became of ``appends``, all of which are written; None where not all can be: then nothing is.

    Raises:
        AnswerLost: the connection was lost; whether they are written is unknown.
        asyncpg.PostgresError: nothing was written.
    """
    standings = known.standings(appends)
    if standings is None:
        return None
    before = dict(standings)
    attempts = decide(appends, standings)
    if any(isinstance(attempt.result, LogError) for attempt in attempts):
        return None
    try:
        return attempts if await write(connection, before, appends, attempts) else None
    except OWN_FAULTS:
        return None  # one by one it shows whose fault it is
    except IN_DOUBT as error:
        raise AnswerLost(in_doubt(error), attempts) from error
