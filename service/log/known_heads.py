"""Heads as this process has left them, so that appends are decided without asking; the database confirms or refuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from service.errors import LogError
from service.log.appends import Append, Standing, Standings, decide
from service.log.codec import StoredEvent
from service.log.settling import Tried
from service.log.values import Head, head_after

MOST_KNOWN = 10_000
"""Audits whose heads are remembered; beyond them, those go first that were written longest ago."""


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

    def decided(self, appends: Sequence[Append]) -> tuple[Standings, list[Tried]] | None:
        """Where the audits stand before ``appends``, and what becomes of these, all of which can be written.

        It holds if the audits still stand where they were left, held under these leases, which whoever writes must
        find confirmed. None where some may not be written, or where there is nothing to write by which it would show.
        """
        before = self._standings(appends)
        if before is None:
            return None
        attempts = decide(appends, dict(before))
        if any(isinstance(attempt.result, LogError) for attempt in attempts):
            return None
        return before, attempts

    def _standings(self, appends: Sequence[Append]) -> Standings | None:
        standings: Standings = {}
        for append in appends:
            if not append.drafts or append.audit_id not in self._heads:
                return None
            epoch = append.lease.epoch if append.lease else None
            known = standings.get(append.audit_id)
            if not isinstance(known, Standing) or known.epoch is None:
                standings[append.audit_id] = Standing(self._heads[append.audit_id], epoch)
        return standings
