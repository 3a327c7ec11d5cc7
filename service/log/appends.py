"""Appends as values, so that many of them are decided at once and written in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.errors import LogError
from service.log.codec import Draft, StoredEvent
from service.log.decisions import admit, placed
from service.log.settling import Tried
from service.log.values import Head, Lease, head_after


@dataclass(frozen=True, slots=True)
class Append:
    """Events to follow an expected head, and the bytes they bring along."""

    audit_id: str
    drafts: Sequence[Draft]
    expected_seq: int
    lease: Lease | None = None
    artifacts: Sequence[bytes] = ()

    @property
    def bare(self) -> bool:
        """Whether it is nothing but events: it neither brings artifacts nor names any."""
        return not self.artifacts and not any(event.artifacts for event in self.drafts)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an audit stands: its head, and the epoch of its lease."""

    head: Head
    epoch: int | None
    """None if it makes no difference: nobody appends under a lease."""


def nothing_else(operations: Sequence[object]) -> list[Append] | None:
    """``operations``, if all of them are bare appends."""
    appends = [operation for operation in operations if isinstance(operation, Append) and operation.bare]
    return appends if len(appends) == len(operations) else None


Standings = dict[str, Standing | LogError]
"""Where each audit stands, or why it stands nowhere; read under the lock that keeps them so."""


def decide(appends: Sequence[Append], standings: Standings) -> list[Tried]:
    """What becomes of each of ``appends``, one after the other; ``standings`` are moved along."""
    attempts: list[Tried] = []
    for append in appends:
        try:
            stored = _placed(append, standings)
        except LogError as error:
            attempts.append(Tried(error))
        else:
            attempts.append(Tried(stored, tuple(stored)))
    return attempts


def _placed(append: Append, standings: Standings) -> list[StoredEvent]:
    standing = standings[append.audit_id]
    if isinstance(standing, LogError):
        raise standing
    admit(append.audit_id, standing.head, standing.epoch, append.expected_seq, append.lease)
    stored = placed(append.audit_id, standing.head, append.drafts)
    if stored:
        standings[append.audit_id] = Standing(head_after(stored[-1]), standing.epoch)
    return stored


def heads_after(attempts: Iterable[Tried]) -> dict[str, Head]:
    """The heads of the audits that ``attempts`` have stored events of."""
    return {attempt.stored[-1].audit_id: head_after(attempt.stored[-1]) for attempt in attempts if attempt.stored}


def event_rows(appends: Sequence[Append], attempts: Sequence[Tried]) -> list[tuple[str | int | None, ...]]:
    """What is stored, as rows: audit_id, seq, type, agent_id, schema_version, recorded_at, body, hash."""
    return [
        (at.audit_id, at.seq, event.type, event.agent_id, event.schema_version, event.timestamp, at.body, at.hash)
        for append, attempt in zip(appends, attempts, strict=True)
        for at, event in zip(attempt.stored, append.drafts if attempt.stored else (), strict=True)
    ]
