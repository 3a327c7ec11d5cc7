"""What the writer runs inside its transaction: each function is one all-or-nothing change."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, astuple
from itertools import chain
from typing import Any

from service.artifacts import Artifact
from service.errors import (
    ArtifactNotFound,
    AuditDamaged,
    AuditErased,
    AuditNotFound,
    LogError,
)
from service.log.appending import decisions, leasing
from service.log.appending.appends import Append, EventRow, Standing, Standings, all_rows, decide
from service.log.appending.decisions import erasing_event, refuse_key
from service.log.appending.settling import Tried
from service.log.codec import Draft, StoredEvent, draft, text_hash, timestamp_now
from service.log.rows import head_of
from service.log.sqlite import queries
from service.log.sqlite.writing.folding import LARGE_BYTES, hold_back
from service.log.streams import AUDIT
from service.log.values import NOTHING, Claim, Erased, IdempotencyKey, Lease, Tombstone


def prepare(raw: sqlite3.Connection) -> None:
    """Make a connection one that can append."""
    raw.create_function("tickmark_sha256", 1, text_hash, deterministic=True)
    raw.executescript(queries.APPENDING)


def put_artifact(raw: sqlite3.Connection, artifact: Artifact) -> None:
    """Keep ``artifact``; the same bytes are kept once.

    Raises:
        ArtifactNotFound: it counted on being kept, and was erased.
    """
    kept = raw.execute(queries.SELECT_KEPT, (artifact.sha256,)).fetchone()
    if kept and (kept[0] is not None or not artifact.has_its_bytes):
        return
    if not kept and artifact.is_elsewhere:
        raise ArtifactNotFound(artifact.sha256)
    raw.execute(queries.INSERT_ARTIFACT, astuple(artifact))


def keep_artifacts(
    raw: sqlite3.Connection, audit_id: str, drafts: Sequence[Draft], handed_in: Sequence[Artifact]
) -> None:
    """Keep what is handed in; remember that the audit uses it, and what its events name besides.

    Raises:
        ArtifactNotFound: an event names bytes that nobody has handed in, or that went with the last who used them.
    """
    for artifact in handed_in:
        put_artifact(raw, artifact)
        _use(raw, audit_id, artifact.sha256)
    for event in drafts:
        for sha256 in event.artifacts:
            _use(raw, audit_id, sha256)


def _use(raw: sqlite3.Connection, audit_id: str, sha256: str) -> None:
    use = (audit_id, sha256)
    if raw.execute(queries.INSERT_USE, use).rowcount == 0 and not raw.execute(queries.SELECT_USE, use).fetchone():
        raise ArtifactNotFound(sha256)


def insert_audit(
    raw: sqlite3.Connection,
    audit_id: str,
    created: Draft,
    *,
    filename: str,
    agents: Sequence[str],
    document: Artifact,
    sender: str = "",
    reserve_for: str | None,
    lease_s: float,
) -> StoredEvent:
    """The audit's row, its document and its first event."""
    put_artifact(raw, document)
    row = leasing.new_audit(
        audit_id,
        created,
        document.sha256,
        filename=filename,
        agents=agents,
        reserve_for=reserve_for,
        lease_s=lease_s,
        sender=sender,
    )
    raw.execute(queries.INSERT_AUDIT, asdict(row))
    _use(raw, audit_id, document.sha256)
    return insert_events(raw, audit_id, [created], expected_seq=0, lease=None)[0]


def keep_key(raw: sqlite3.Connection, idempotency: IdempotencyKey, audit_id: str) -> None:
    """Remember that the request has become this audit, unless its key is taken."""
    taken = raw.execute(queries.SELECT_KEY, (idempotency.key,)).fetchone()
    if taken is not None:
        refuse_key(idempotency, *taken)
    raw.execute(queries.INSERT_KEY, (idempotency.key, idempotency.fingerprint, audit_id))


def insert_events(
    raw: sqlite3.Connection, audit_id: str, drafts: Sequence[Draft], *, expected_seq: int, lease: Lease | None
) -> list[StoredEvent]:
    """``drafts`` after ``expected_seq`` of the audit's own stream; as ``insert``."""
    return insert(raw, Append(audit_id, drafts, expected_seq, lease))


def insert(raw: sqlite3.Connection, wanted: Append) -> list[StoredEvent]:
    """The events of one append, without its artifacts.

    Raises:
        LogError: they may not be written.
    """
    try:
        attempt = append_all(raw, [wanted], wanted.stream)[0]
    except sqlite3.IntegrityError as error:  # where the head said that it may follow
        problem = f"the database refuses event {wanted.expected_seq + 1}: {error}"
        raise AuditDamaged(wanted.audit_id, problem) from error
    if isinstance(attempt.result, LogError):
        raise attempt.result
    return list(attempt.stored)


def append(raw: sqlite3.Connection, wanted: Append) -> list[StoredEvent]:
    """The events of one append, and its artifacts."""
    stored = insert(raw, wanted)
    keep_artifacts(raw, wanted.audit_id, wanted.drafts, wanted.artifacts)
    return stored


def append_all(raw: sqlite3.Connection, appends: Sequence[Append], stream: str = AUDIT) -> list[Tried]:
    """The events of all ``appends`` to one kind of stream, or for each the error why not; artifacts are left aside.

    The heads are read inside the write lock, so nobody can move them meanwhile.
    """
    attempts = decide(appends, _standings(raw, {append.audit_id for append in appends}, stream))
    write_events(raw, all_rows(appends, attempts), stream)
    return attempts


def write_events(raw: sqlite3.Connection, events: Sequence[EventRow], stream: str = AUDIT) -> None:
    """Append ``events`` in as few statements as can be: one, if there are no more than ``MOST_AT_ONCE``."""
    for first in range(0, len(events), queries.MOST_AT_ONCE):
        some = events[first : first + queries.MOST_AT_ONCE]
        raw.execute(queries.insert_appending(len(some), stream), list(chain.from_iterable(some)))


def _standings(raw: sqlite3.Connection, audit_ids: set[str], stream: str) -> Standings:
    standings: Standings = {}
    for audit_id in audit_ids:
        row = raw.execute(queries.SELECT_HEAD[stream], (audit_id,)).fetchone()
        standings[audit_id] = _standing(audit_id, row) if row else missing(raw, audit_id)
    return standings


def _standing(audit_id: str, row: tuple[Any, ...]) -> Standing | AuditDamaged:
    *head, epoch = row
    try:
        # An audit that is just being accepted has no event yet, nor has a review in which nothing was decided.
        known = NOTHING if head == [0, "", 0] else head_of(audit_id, *head)
    except AuditDamaged as error:
        return error
    return Standing(known, epoch)


def claim(
    raw: sqlite3.Connection, audit_id: str, owner: str, lease_s: float, timestamp: str
) -> tuple[Claim, StoredEvent]:
    """The next epoch for ``owner``, and the event that says so and was made at ``timestamp``."""
    row = raw.execute(queries.SELECT_LEASE, (audit_id,)).fetchone()
    if row is None:
        raise missing(raw, audit_id)
    now = leasing.Holding(*row)
    lease, event = leasing.next_lease(audit_id, owner, now)
    stored = insert_events(raw, audit_id, [draft(audit_id, event, timestamp)], expected_seq=now.head, lease=None)[0]
    if raw.execute(queries.UPDATE_CLAIM, asdict(leasing.lease_row(lease, lease_s))).rowcount == 0:
        raise decisions.no_epoch(lease)
    return Claim(lease, stored.seq), stored


def happened(raw: sqlite3.Connection, tried: Tried) -> bool:
    """Whether an attempt whose commit was in doubt stands."""
    if isinstance(tried.result, Erased):
        row = raw.execute(queries.SELECT_TOMBSTONE, (tried.result.tombstone.audit_id,)).fetchone()
        return row is not None and Tombstone(*row) == tried.result.tombstone
    if not tried.stored:
        return False
    first, last = tried.stored[0], tried.stored[-1]
    holder = raw.execute(queries.SELECT_HOLDER, (first.audit_id,)).fetchone()
    hashes = dict(raw.execute(queries.SELECT_HASHES, (first.audit_id, first.stream, first.seq, last.seq)).fetchall())
    return holder is not None and decisions.happened(tried, hashes, *holder)


def renew(raw: sqlite3.Connection, lease: Lease, lease_s: float) -> None:
    """More time, if the audit is still held under this lease."""
    if raw.execute(queries.UPDATE_RENEW, asdict(leasing.lease_row(lease, lease_s))).rowcount == 0:
        row = raw.execute(queries.SELECT_HEAD[AUDIT], (lease.audit_id,)).fetchone()
        if row is None:
            raise missing(raw, lease.audit_id)
        head, _, ended, epoch = row
        raise leasing.not_renewed(lease, epoch, head, ended=bool(ended))


def release(raw: sqlite3.Connection, lease: Lease) -> None:
    """No lease, if it still is this one."""
    raw.execute(queries.UPDATE_RELEASE, {"audit_id": lease.audit_id, "epoch": lease.epoch, "owner": lease.owner})


def erase(raw: sqlite3.Connection, audit_id: str, by: str) -> Erased:
    """The tombstone, whose insertion takes everything else away; before it, the end of an audit that had none."""
    head = raw.execute(queries.SELECT_HEAD[AUDIT], (audit_id,)).fetchone()
    if head is None:
        raise missing(raw, audit_id)
    seq, text_hash, ended, _ = head
    head_of(audit_id, seq, text_hash, ended)
    if not ended:
        last_words = [draft(audit_id, erasing_event(by))]
        last = insert_events(raw, audit_id, last_words, expected_seq=seq, lease=None)[0]
        seq, text_hash = last.seq, last.hash
    artifacts, size_bytes = raw.execute(queries.SELECT_LEAVING, {"audit_id": audit_id}).fetchone()
    if size_bytes > LARGE_BYTES:
        hold_back(raw)
    tombstone = Tombstone(audit_id, timestamp_now(), by, seq, text_hash)
    raw.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten, not only forgotten
    try:
        raw.execute(queries.INSERT_ERASED_ENTRY, asdict(tombstone))
        raw.execute(queries.INSERT_TOMBSTONE, asdict(tombstone))
    except sqlite3.IntegrityError as error:  # where the head said that it may
        raise AuditDamaged(audit_id, f"the database refuses its tombstone: {error}") from error
    finally:
        raw.execute("PRAGMA secure_delete = OFF")  # nothing else deletes, and no append should pay for it
    return Erased(tombstone, artifacts, size_bytes)


def missing(raw: sqlite3.Connection, audit_id: str) -> AuditNotFound | AuditErased:
    """Why there is no such audit."""
    row = raw.execute(queries.SELECT_TOMBSTONE, (audit_id,)).fetchone()
    return leasing.missing(audit_id, Tombstone(*row) if row else None)
