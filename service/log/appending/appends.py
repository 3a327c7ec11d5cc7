"""Appends as values, so that many of them are decided at once and written in few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.artifacts import Artifact
from service.errors import LogError
from service.events import TERMINAL_TYPES
from service.log.appending.decisions import admit, placed
from service.log.appending.settling import Tried
from service.log.codec import Draft, StoredEvent
from service.log.streams import AUDIT
from service.log.values import Head, Lease, head_after


@dataclass(frozen=True, slots=True)
class Append:
    """Events to follow an expected head, and the bytes they bring along."""

    audit_id: str
    drafts: Sequence[Draft]
    expected_seq: int
    lease: Lease | None = None
    artifacts: Sequence[Artifact] = ()
    stream: str = AUDIT

    @property
    def bare(self) -> bool:
        """Whether it is nothing but events of the audit's own stream: it neither brings artifacts nor names any.

        What people decide comes seldom, and is written by itself.
        """
        return self.stream == AUDIT and not self.artifacts and not any(event.artifacts for event in self.drafts)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an audit stands: its head, and the epoch of its lease."""

    head: Head
    epoch: int | None
    """None if it makes no difference: nobody appends under a lease."""


Standings = dict[str, Standing | LogError]
"""Where each audit stands in the stream that is appended to, or why it stands nowhere; read under the lock that keeps
them so."""


def decide(appends: Sequence[Append], standings: Standings) -> list[Tried]:
    """What becomes of each of ``appends``, all to the same kind of stream; ``standings`` are moved along."""
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
    stored = placed(append.audit_id, standing.head, append.drafts, append.stream)
    if stored:
        standings[append.audit_id] = Standing(head_after(stored[-1]), standing.epoch)
    return stored


EventRow = tuple[str, int, str, str | None, int, str, str, str, int | None, bool]
"""audit_id, seq, type, agent_id, schema_version, recorded_at, body, hash; then the epoch of the lease under which it is
written (None of none), and whether it ends its audit."""

STORED_COLUMNS = 8
"""So many of them are columns of the table."""


def event_rows(append: Append, stored: Sequence[StoredEvent]) -> list[EventRow]:
    """What ``append`` stores, a row each."""
    epoch = append.lease.epoch if append.lease else None
    rows: list[EventRow] = []
    for at, event in zip(stored, append.drafts, strict=True):
        said = (event.agent_id, event.schema_version, event.timestamp)
        rows.append((at.audit_id, at.seq, at.type, *said, at.body, at.hash, epoch, at.type in TERMINAL_TYPES))
    return rows


def all_rows(appends: Sequence[Append], attempts: Sequence[Tried]) -> list[EventRow]:
    """What ``attempts`` store, a row each."""
    rows: list[EventRow] = []
    for append, attempt in zip(appends, attempts, strict=True):
        if attempt.stored:
            rows += event_rows(append, attempt.stored)
    return rows
