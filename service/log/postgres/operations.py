"""What runs inside one transaction: each function is one all-or-nothing change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING

import asyncpg

from service.artifacts import Artifact
from service.errors import (
    ArtifactNotFound,
    AuditDamaged,
    AuditErased,
    AuditNotFound,
    DatabaseFailed,
    LogError,
)
from service.log.appending import decisions, leasing
from service.log.appending.appends import STORED_COLUMNS, Append, EventRow, Standing, Standings, all_rows, decide
from service.log.appending.decisions import erasing_event, refuse_key
from service.log.appending.settling import Tried
from service.log.codec import Draft, StoredEvent, draft, timestamp_now
from service.log.postgres import queries
from service.log.streams import AUDIT
from service.log.values import Claim, Erased, Head, IdempotencyKey, Lease, Tombstone

if TYPE_CHECKING:
    from service.log.postgres.transaction import Connection


async def put_artifact(connection: Connection, artifact: Artifact) -> None:
    """Keep ``artifact``, at least until this transaction ends; the same bytes are kept once.

    Raises:
        ArtifactNotFound: it counted on being kept, and was erased.
    """
    if not artifact.has_its_bytes and await connection.fetchval(queries.LOCK_ARTIFACT, artifact.sha256) is not None:
        return
    if artifact.is_elsewhere:
        raise ArtifactNotFound(artifact.sha256)
    row = astuple(artifact)
    while await connection.fetchval(queries.INSERT_ARTIFACT, *row) is None:
        if await connection.fetchval(queries.LOCK_ARTIFACT, artifact.sha256) is not None:
            break  # else it was there, and was erased before it could be locked


async def _use_artifacts(connection: Connection, audit_id: str, drafts: Sequence[Draft], kept: Sequence[str]) -> None:
    """Remember that the audit uses what was ``kept`` for it, and what its events name besides.

    Raises:
        ArtifactNotFound: an event names bytes that nobody has handed in, or that went with the last who used them.
    """
    for sha256 in (*kept, *(named for event in drafts for named in event.artifacts)):
        await _use(connection, audit_id, sha256)


async def _use(connection: Connection, audit_id: str, sha256: str) -> None:
    use = (audit_id, sha256)
    inserted = await connection.execute(queries.INSERT_USE, *use)
    if inserted == "INSERT 0 0" and await connection.fetchval(queries.SELECT_USE, *use) is None:
        raise ArtifactNotFound(sha256)


async def insert_audit(
    connection: Connection,
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
    await put_artifact(connection, document)
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
    await connection.execute(queries.INSERT_AUDIT, *astuple(row))
    await _use(connection, audit_id, document.sha256)
    return (await insert_events(connection, audit_id, [created], expected_seq=0, lease=None))[0]


async def keep_key(connection: Connection, idempotency: IdempotencyKey, audit_id: str) -> None:
    """Remember that the request has become this audit, unless its key is taken."""
    values = (idempotency.key, idempotency.fingerprint, audit_id)
    while await connection.fetchval(queries.INSERT_KEY, *values) is None:
        row = await connection.fetchrow(queries.SELECT_KEY, idempotency.key)
        if row is not None:  # else it was taken, and its audit was erased before the key could be read
            refuse_key(idempotency, row[0], row[1])


async def insert_events(
    connection: Connection, audit_id: str, drafts: Sequence[Draft], *, expected_seq: int, lease: Lease | None
) -> list[StoredEvent]:
    """``drafts`` after ``expected_seq`` of the audit's own stream; as ``insert``."""
    return await insert(connection, Append(audit_id, drafts, expected_seq, lease))


async def insert(connection: Connection, wanted: Append) -> list[StoredEvent]:
    """The events of one append, without its artifacts.

    Raises:
        LogError: they may not be written.
    """
    try:
        attempt = (await append_all(connection, [wanted], wanted.stream))[0]
    except asyncpg.IntegrityConstraintViolationError as error:  # where the head said that it may follow
        problem = f"the database refuses event {wanted.expected_seq + 1}: {error}"
        raise AuditDamaged(wanted.audit_id, problem) from error
    if isinstance(attempt.result, LogError):
        raise attempt.result
    return list(attempt.stored)


async def append(connection: Connection, wanted: Append) -> list[StoredEvent]:
    """The events of one append, and its artifacts.

    These come first: while they cross the network the audit's row is free, so that its lease can be renewed.
    """
    for artifact in wanted.artifacts:
        await put_artifact(connection, artifact)
    stored = await insert(connection, wanted)
    await _use_artifacts(connection, wanted.audit_id, wanted.drafts, [artifact.sha256 for artifact in wanted.artifacts])
    return stored


async def append_all(connection: Connection, appends: Sequence[Append], stream: str = AUDIT) -> list[Tried]:
    """The events of all ``appends`` to one kind of stream, or for each the error why not; artifacts are left aside.

    The rows with the heads are locked, so nobody can move them meanwhile.
    """
    standings = await _standings(connection, {append.audit_id for append in appends}, stream)
    before = dict(standings)
    attempts = decide(appends, standings)
    if not await write(connection, before, all_rows(appends, attempts), stream):
        raise DatabaseFailed("write", "an audit has moved although its row was locked")
    return attempts


async def _standings(connection: Connection, audit_ids: set[str], stream: str) -> Standings:
    rows = await connection.fetch(queries.LOCK_HEADS[stream], list(audit_ids))
    standings: Standings = {row[0]: Standing(Head(row[1], row[2], row[3]), row[4]) for row in rows}
    for audit_id in audit_ids - standings.keys():
        standings[audit_id] = await missing(connection, audit_id)
    return standings


async def write(connection: Connection, before: Standings, rows: Sequence[EventRow], stream: str = AUDIT) -> bool:
    """Store ``rows`` in one kind of stream. False, and nothing is stored, unless all stand where they did before."""
    last = {row[0]: row for row in rows}
    moved: list[tuple[object, ...]] = []
    for audit_id, row in last.items():
        standing = before[audit_id]
        assert isinstance(standing, Standing), audit_id
        _, seq, *_, text_hash, _, ended = row
        moved.append((audit_id, standing.head.seq, standing.head.hash, standing.epoch, seq, text_hash, ended))
    if not moved:
        return True
    columns = (*zip(*moved, strict=True), *tuple(zip(*rows, strict=True))[:STORED_COLUMNS])
    return len(await connection.fetch(queries.APPEND[stream], *columns)) == len(moved)


async def claim(
    connection: Connection, audit_id: str, owner: str, lease_s: float, timestamp: str
) -> tuple[Claim, StoredEvent]:
    """The next epoch for ``owner``, and the event that says so and was made at ``timestamp``."""
    row = await connection.fetchrow(queries.LOCK_LEASE, audit_id)
    if row is None:
        raise await missing(connection, audit_id)
    now = leasing.Holding(*row)
    lease, event = leasing.next_lease(audit_id, owner, now)
    drafts = [draft(audit_id, event, timestamp)]
    stored = (await insert_events(connection, audit_id, drafts, expected_seq=now.head, lease=None))[0]
    if await connection.fetchval(queries.UPDATE_CLAIM, *astuple(leasing.lease_row(lease, lease_s))) is None:
        raise decisions.no_epoch(lease)
    return Claim(lease, stored.seq), stored


async def happened(connection: Connection, tried: Tried) -> bool:
    """Whether an attempt that was not answered stands; one that is still being committed is waited for."""
    if isinstance(tried.result, Erased):
        row = await connection.fetchrow(queries.SELECT_TOMBSTONE, tried.result.tombstone.audit_id)
        return row is not None and Tombstone(*row) == tried.result.tombstone
    if not tried.stored:
        return False
    first, last = tried.stored[0], tried.stored[-1]
    holder = await connection.fetchrow(queries.LOCK_HOLDER, first.audit_id)
    rows = await connection.fetch(queries.SELECT_HASHES, first.audit_id, first.stream, first.seq, last.seq)
    hashes: dict[int, str] = {row["seq"]: row["hash"] for row in rows}
    return holder is not None and decisions.happened(tried, hashes, holder[0], holder[1])


async def renew(connection: Connection, lease: Lease, lease_s: float) -> None:
    """More time, if the audit is still held under this lease."""
    if await connection.fetchval(queries.UPDATE_RENEW, *astuple(leasing.lease_row(lease, lease_s))) is None:
        row = await connection.fetchrow(queries.SELECT_EPOCH, lease.audit_id)
        if row is None:
            raise await missing(connection, lease.audit_id)
        actual, head, ended = row
        raise leasing.not_renewed(lease, actual, head, ended=ended)


async def release(connection: Connection, lease: Lease) -> None:
    """No lease, if it still is this one."""
    await connection.execute(queries.UPDATE_RELEASE, lease.audit_id, lease.epoch, lease.owner)


async def erase(connection: Connection, audit_id: str, by: str) -> Erased:
    """The tombstone, whose insertion takes everything else away; before it, the end of an audit that had none."""
    head = await connection.fetchrow(queries.LOCK_TO_ERASE, audit_id)
    if head is None:
        raise await missing(connection, audit_id)
    seq, text_hash, ended = head
    if not ended:
        last_words = [draft(audit_id, erasing_event(by))]
        last = (await insert_events(connection, audit_id, last_words, expected_seq=seq, lease=None))[0]
        seq, text_hash = last.seq, last.hash
    leaving = await connection.fetchrow(queries.SELECT_LEAVING, audit_id)
    assert leaving is not None
    tombstone = Tombstone(audit_id, timestamp_now(), by, seq, text_hash)
    try:
        await connection.execute(queries.INSERT_TOMBSTONE, *astuple(tombstone))
    except asyncpg.IntegrityConstraintViolationError as error:  # where the head said that it may
        raise AuditDamaged(audit_id, f"the database refuses its tombstone: {error}") from error
    return Erased(tombstone, leaving[0], leaving[1])


async def missing(connection: Connection, audit_id: str) -> AuditNotFound | AuditErased:
    """Why there is no such audit."""
    row = await connection.fetchrow(queries.SELECT_TOMBSTONE, audit_id)
    return leasing.missing(audit_id, Tombstone(*row) if row else None)
