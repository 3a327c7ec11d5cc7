"""The one pen that writes an audit's log while it runs: knows the head, carries the lease."""

from __future__ import annotations

from itertools import accumulate

from service.errors import EventTooLarge
from service.events import AgentCompleted, AnyEvent
from service.log.codec import MAX_EVENT_BYTES, artifact_sha256
from service.log.store import EventStore
from service.log.values import Claim
from service.projections.audit_state import AuditState, fold, grown
from service.projections.findings_artifact import encode_findings


class Recorder:
    """Appends after the head it knows. If anybody else has moved it, the append fails and nothing is tried again."""

    def __init__(self, store: EventStore, claim: Claim) -> None:
        self._store = store
        self._claim = claim
        self.state = AuditState()
        """What the log says so far."""

    async def catch_up(self) -> None:
        """Fold what is in the log up to the claim."""
        while page := await self._store.read(self._claim.lease.audit_id, self.state.seq):
            self.state = fold(self.state, page)

    async def append(self, event: AnyEvent, *artifacts: bytes) -> None:
        """Commit ``event``; what happens after this call may rely on it.

        Raises:
            LeaseLost, StreamEnded, WrongExpectedSeq, AuditErased: the audit is no longer this process's to run.
            ArtifactNotFound: it names an artifact that is gone.
        """
        try:
            await self._write(event, *artifacts)
        except EventTooLarge:
            if not isinstance(event, AgentCompleted):
                raise
            await self._write(*_spilled(event), *artifacts)

    async def _write(self, event: AnyEvent, *artifacts: bytes) -> None:
        lease = self._claim.lease
        (stored,) = await self._store.append(lease.audit_id, [event], self.state.seq, lease=lease, artifacts=artifacts)
        self.state = grown(self.state, stored, event)


def _spilled(event: AgentCompleted) -> tuple[AgentCompleted, bytes]:
    """The event with as many of its findings as fit, gravest first, and the artifact that holds all of them."""
    data = encode_findings(event.findings)
    sizes = accumulate(len(finding.model_dump_json().encode()) + 1 for finding in event.findings)
    fitting = sum(size <= MAX_EVENT_BYTES // 2 for size in sizes)
    few = {"findings": event.findings[:fitting], "artifact": artifact_sha256(data)}
    return event.model_copy(update=few), data
