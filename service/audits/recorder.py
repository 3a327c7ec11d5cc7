"""Writes an audit's log while it runs: it knows the head and carries the lease."""

from __future__ import annotations

from service.events import AnyEvent
from service.log.store import EventStore
from service.log.values import Claim
from service.projections.audit_state import AuditState, followed, grown


class Recorder:
    """Appends after the head it knows. If anybody else has moved it, the append fails and nothing is tried again."""

    def __init__(self, store: EventStore, claim: Claim) -> None:
        self._store = store
        self._claim = claim
        self.state = AuditState()
        """What the log says so far."""

    async def catch_up(self) -> None:
        """Fold what is in the log up to the claim.

        Raises:
            AuditDamaged: what is in it cannot be used.
        """
        while page := await self._store.read(self._claim.lease.audit_id, self.state.seq):
            self.state = followed(self._claim.lease.audit_id, self.state, page)

    async def append(self, event: AnyEvent, *artifacts: bytes) -> None:
        """Commit ``event``; what happens after this call may rely on it.

        Raises:
            LeaseLost, StreamEnded, WrongExpectedSeq, AuditErased: the audit is no longer this process's to run.
            ArtifactNotFound: it names an artifact that is gone.
        """
        lease = self._claim.lease
        (stored,) = await self._store.append(lease.audit_id, [event], self.state.seq, lease=lease, artifacts=artifacts)
        self.state = grown(self.state, stored, event)
