"""The event store on PostgreSQL, for any number of processes on any number of machines."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import asyncpg

from service.errors import ArtifactDamaged, ArtifactNotFound, AuditNotFound, DatabaseFailed
from service.events import AnyEvent, AuditCreated
from service.log.codec import StoredEvent, artifact_sha256, draft
from service.log.postgres import operations, queries
from service.log.postgres.doorbell import Doorbell
from service.log.store import AuditPage, AuditRecord, Claim, CommitListener, Head, Lease

if TYPE_CHECKING:
    from service.log.postgres.operations import Connection

T = TypeVar("T")

POOL_SIZE = 8
COMMAND_TIMEOUT_S = 30
PAGE_BYTES = 256 * 1024
"""A page ends when its texts reach this, so that a reader never holds more of a long history than it can send soon."""
ROWS_PER_FETCH = 32
"""How many rows come at once while a page is read; one can be half a megabyte."""

UNREACHABLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError)


class PostgresEventStore:
    """A pool of connections, and a doorbell. Open it with ``open_store``."""

    def __init__(self, pool: asyncpg.Pool[asyncpg.Record], doorbell: Doorbell) -> None:
        self._pool = pool
        self._doorbell = doorbell
        self._listeners: list[CommitListener] = []

    def on_commit(self, listener: CommitListener) -> None:
        self._listeners.append(listener)

    async def create(
        self,
        audit_id: str,
        event: AuditCreated,
        document: bytes,
        *,
        reserve_for: str | None = None,
        lease_s: float = 10,
    ) -> StoredEvent:
        created = draft(audit_id, event)

        async def change(connection: Connection) -> tuple[StoredEvent, list[StoredEvent]]:
            stored = await operations.insert_audit(
                connection,
                audit_id,
                created,
                filename=event.document.filename,
                agents=event.agents,
                document=document,
                reserve_for=reserve_for,
                lease_s=lease_s,
            )
            return stored, [stored]

        return await self._write(change)

    async def append(
        self,
        audit_id: str,
        events: Sequence[AnyEvent],
        expected_seq: int,
        *,
        lease: Lease | None = None,
        artifacts: Sequence[bytes] = (),
    ) -> list[StoredEvent]:
        drafts = [draft(audit_id, event) for event in events]

        async def change(connection: Connection) -> tuple[list[StoredEvent], list[StoredEvent]]:
            stored = await operations.insert_events(
                connection, audit_id, drafts, expected_seq=expected_seq, lease=lease
            )
            for data in artifacts:
                await operations.put_artifact(connection, data)
            return stored, stored

        return await self._write(change)

    async def claim(self, audit_id: str, owner: str, lease_s: float) -> Claim:
        async def change(connection: Connection) -> tuple[Claim, list[StoredEvent]]:
            claim, stored = await operations.claim(connection, audit_id, owner, lease_s)
            return claim, [stored]

        return await self._write(change)

    async def renew(self, lease: Lease, lease_s: float) -> None:
        async def change(connection: Connection) -> tuple[None, list[StoredEvent]]:
            return await operations.renew(connection, lease, lease_s), []

        await self._write(change)

    async def release(self, lease: Lease) -> None:
        async def change(connection: Connection) -> tuple[None, list[StoredEvent]]:
            return await operations.release(connection, lease), []

        await self._write(change)

    async def claimable(self, limit: int) -> list[str]:
        return [row[0] for row in await self._rows(queries.SELECT_CLAIMABLE, limit)]

    async def head(self, audit_id: str) -> Head:
        return (await self.audit(audit_id)).head

    async def heads(self, audit_ids: Sequence[str]) -> Mapping[str, Head]:
        rows = await self._rows(queries.SELECT_HEADS, list(audit_ids))
        return {audit_id: Head(seq, text_hash, ended) for audit_id, seq, text_hash, ended in rows}

    async def read(self, audit_id: str, after: int, limit: int = 256) -> list[StoredEvent]:
        events: list[StoredEvent] = []
        size = 0
        while len(events) < limit and size < PAGE_BYTES:
            some = min(ROWS_PER_FETCH, limit - len(events))
            rows = await self._rows(queries.SELECT_EVENTS, audit_id, min(after + len(events), 2**63 - 1), some)
            events += [StoredEvent(audit_id, seq, kind, body, text_hash) for seq, kind, body, text_hash in rows]
            size += sum(len(body) for _, _, body, _ in rows)
            if len(rows) < some:
                break
        return events

    async def audit(self, audit_id: str) -> AuditRecord:
        rows = await self._rows(queries.SELECT_AUDIT, audit_id)
        if not rows:
            raise AuditNotFound(audit_id)
        return _record(rows[0])

    async def audits(self, limit: int, cursor: str | None = None) -> AuditPage:
        created_at, _, audit_id = (cursor or "").partition("~")
        rows = await self._rows(queries.SELECT_AUDITS, created_at or None, audit_id, limit + 1)
        shown = [_record(row) for row in rows[:limit]]
        more = len(rows) > limit
        return AuditPage(tuple(shown), f"{shown[-1].created_at}~{shown[-1].audit_id}" if more else None)

    async def knows_document(self, sha256: str) -> bool:
        return bool(await self._rows(queries.SELECT_DOCUMENT_USE, sha256))

    async def artifact(self, sha256: str) -> bytes:
        rows = await self._rows(queries.SELECT_ARTIFACT, sha256)
        if not rows:
            raise ArtifactNotFound(sha256)
        data: bytes = rows[0][0]
        actual = artifact_sha256(data)
        if actual != sha256:
            raise ArtifactDamaged(sha256, actual)
        return data

    async def changed(self) -> bool:
        return self._doorbell.heard()

    async def ping(self) -> None:
        await self._rows("SELECT 1")

    async def close(self) -> None:
        await self._doorbell.close()
        await self._pool.close()

    async def _write(self, change: Callable[[Connection], Awaitable[tuple[T, list[StoredEvent]]]]) -> T:
        try:
            async with self._pool.acquire() as connection, connection.transaction():
                result, stored = await change(connection)
        except UNREACHABLE as error:
            raise DatabaseFailed("write", str(error) or type(error).__name__) from error
        if stored:
            for listener in self._listeners:
                listener(stored)
            self._doorbell.ring()
        return result

    async def _rows(self, sql: str, *values: object) -> list[Any]:
        try:
            return await self._pool.fetch(sql, *values)
        except UNREACHABLE as error:
            raise DatabaseFailed("read", str(error) or type(error).__name__) from error


def _record(row: Sequence[Any]) -> AuditRecord:
    audit_id, created_at, sha256, filename, agents, head_seq, head_hash, ended = row
    head = Head(head_seq, head_hash, ended)
    return AuditRecord(audit_id, created_at, sha256, filename, tuple(json.loads(agents)), head)


async def open_store(dsn: str) -> PostgresEventStore:
    """The store on the database at ``dsn`` (``postgresql://...``), which must be at head.

    Raises:
        DatabaseFailed: it can not be reached.
    """
    try:
        pool = await asyncpg.create_pool(dsn, min_size=1, max_size=POOL_SIZE, command_timeout=COMMAND_TIMEOUT_S)
    except UNREACHABLE as error:
        raise DatabaseFailed(f"open {without_password(dsn)}", str(error) or type(error).__name__) from error
    return PostgresEventStore(pool, Doorbell(lambda: asyncpg.connect(dsn)))


def without_password(dsn: str) -> str:
    """``dsn`` as it may be shown."""
    scheme, _, rest = dsn.partition("://")
    credentials, at, place = rest.rpartition("@")
    return f"{scheme}://{credentials.partition(':')[0]}{at}{place}"
