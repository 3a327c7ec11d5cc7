"""The event store on PostgreSQL, for any number of processes on any number of machines."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from service.artifacts import Artifact, Contents, artifacts_of, document_of
from service.errors import AuditErased, AuditNotFound, DatabaseFailed
from service.events import TERMINAL_TYPES, AnyEvent, AuditCreated
from service.log.appending.appends import Append
from service.log.appending.decisions import keyed
from service.log.appending.inbox import CLOSED
from service.log.appending.known_heads import KnownHeads, PreparedAppend, all_prepared, as_written
from service.log.appending.leasing import missing
from service.log.appending.settling import SETTLE_S, Committed, Tried
from service.log.appending.writer import Writer
from service.log.codec import StoredEvent, draft, timestamp_now
from service.log.marks import Marks
from service.log.pieces.reading import pieces_of, whole
from service.log.pieces.writing import Pieces
from service.log.place import PostgresServer
from service.log.postgres import operations, pooled, queries
from service.log.postgres.at_once import write_at_once
from service.log.postgres.connection import Connections, connect
from service.log.postgres.doorbell import Doorbell
from service.log.postgres.faults import unreachable
from service.log.postgres.pieces import PostgresPieces
from service.log.postgres.transaction import Change, Operation, Outbox, is_large, transaction
from service.log.rows import PAGE_BYTES, audit_page, audit_record, cursor_parts, sound_heads
from service.log.storable import require_storable, storable
from service.log.store import MAX_SEQ, TEXTS, CommitListener
from service.log.streams import AUDIT, STREAMS, stream_name
from service.log.values import (
    AuditPage,
    AuditRecord,
    Claim,
    Erased,
    Head,
    IdempotencyKey,
    Lease,
    Texts,
    Tombstone,
    Waiting,
    texts_of,
)

if TYPE_CHECKING:
    from service.log.postgres.transaction import Connection

logger = logging.getLogger(__name__)

ROWS = 256
"""Rows of a history read at once: they are taken apart in the event loop, which others wait for meanwhile. To have the
server join them took four times as long and saved this process a tenth of its work."""
DOORBELL_NAME = "tickmark doorbell"
"""What pg_stat_activity calls the connection that listens."""


class PostgresEventStore:
    """A pool of connections, and a doorbell. Open it with ``open_store``."""

    def __init__(self, connections: Connections, doorbell: Doorbell, settle_s: float = SETTLE_S) -> None:
        self._connections = connections
        self._doorbell = doorbell
        self._listeners: list[CommitListener] = []
        self._writer: Writer[Operation | PreparedAppend] = Writer(self._commit, self._announce, settle_s)
        self._large: Writer[Operation | PreparedAppend] = Writer(self._commit, self._announce, settle_s)
        """For what takes long to cross a slow network, so that no lease ends because its renewal waits behind it."""
        self._tables = PostgresPieces(connections, self._rows)
        self._pieces = Pieces(self._tables)
        self._known = KnownHeads()
        self._closed = False

    @property
    def place(self) -> PostgresServer:
        return self._connections.server

    def on_commit(self, listener: CommitListener) -> None:
        self._listeners.append(listener)

    async def create(
        self,
        audit_id: str,
        event: AuditCreated,
        document: Contents | Artifact,
        *,
        sender: str = "",
        idempotency: IdempotencyKey | None = None,
        reserve_for: str | None = None,
        lease_s: float = 10,
    ) -> StoredEvent:
        created = draft(audit_id, keyed(event, idempotency))
        shared = (event.document.sha256, *([idempotency.key] if idempotency else []))

        async def write(kept: tuple[Artifact, ...]) -> StoredEvent:
            async def change(connection: Connection, outbox: Outbox) -> StoredEvent:
                stored = await operations.insert_audit(
                    connection,
                    audit_id,
                    created,
                    filename=event.document.filename,
                    agents=event.agents,
                    document=kept[0],
                    sender=sender,
                    reserve_for=reserve_for,
                    lease_s=lease_s,
                )
                if idempotency is not None:
                    await operations.keep_key(connection, idempotency, audit_id)
                outbox.append(stored)
                return stored

            return await self._submit(Change(audit_id, change, shared, in_pieces=kept[0].pieces > 0))

        return await self._pieces.bring(await document_of(document), write)

    async def append(
        self,
        audit_id: str,
        events: Sequence[AnyEvent],
        expected_seq: int,
        *,
        lease: Lease | None = None,
        artifacts: Sequence[bytes] = (),
        stream: str = AUDIT,
    ) -> list[StoredEvent]:
        drafts = [draft(audit_id, event) for event in events]

        async def write(kept: tuple[Artifact, ...] = ()) -> list[StoredEvent]:
            append = Append(audit_id, drafts, expected_seq, lease, kept, stream)
            return await self._submit(self._known.prepare(append) or append)

        return await (self._pieces.bring(await artifacts_of(*artifacts), write) if artifacts else write())

    async def claim(self, audit_id: str, owner: str, lease_s: float) -> Claim:
        timestamp = timestamp_now()  # once: the same claim, made again, is the same text

        async def change(connection: Connection, outbox: Outbox) -> Claim:
            claim, stored = await operations.claim(connection, audit_id, owner, lease_s, timestamp)
            outbox.append(stored)
            return claim

        return await self._submit(Change(audit_id, change))

    async def renew(self, lease: Lease, lease_s: float) -> None:
        async def change(connection: Connection, _: Outbox) -> None:
            await operations.renew(connection, lease, lease_s)

        await self._submit(Change(lease.audit_id, change))

    async def release(self, lease: Lease) -> None:
        async def change(connection: Connection, _: Outbox) -> None:
            await operations.release(connection, lease)

        await self._submit(Change(lease.audit_id, change))

    async def erase(self, audit_id: str, by: str) -> Erased:
        require_storable(audit_id)

        async def change(connection: Connection, _: Outbox) -> Erased:
            return await operations.erase(connection, audit_id, by)

        shared = tuple(row[0] for row in await self._rows(f"what audit {audit_id} uses", queries.SELECT_USED, audit_id))
        erased: Erased = await self._submit(Change(audit_id, change, shared))
        names = [stream_name(audit_id, stream) for stream in STREAMS]
        self._doorbell.hear(names)
        self._doorbell.ring(names)
        await self._pieces.sweep_after_erasing(erased.size_bytes)
        return erased

    async def sweep(self) -> None:
        await self._pieces.sweep()

    async def tombstone(self, audit_id: str) -> Tombstone | None:
        rows = await self._rows(f"the tombstone of audit {audit_id}", queries.SELECT_TOMBSTONE, audit_id)
        return Tombstone(*rows[0]) if rows else None

    async def erased_total(self) -> int:
        return (await self._rows("how many audits were erased", queries.COUNT_TOMBSTONES))[0][0]

    async def claimable(self, of_each: int) -> list[Waiting]:
        return [Waiting(*row) for row in await self._rows("which audits wait", queries.SELECT_CLAIMABLE, of_each)]

    async def head(self, audit_id: str, stream: str = AUDIT) -> Head:
        return (await self.audit(audit_id)).head_of(stream)

    async def heads(self, audit_ids: Sequence[str], stream: str = AUDIT) -> Mapping[str, Head]:
        asked = [audit_id for audit_id in audit_ids if storable(audit_id)]
        rows = await self._rows(f"the heads of {len(asked)} audits", queries.SELECT_HEADS[stream], asked)
        return sound_heads(rows, stream)

    async def read(self, audit_id: str, after: int, limit: int = 256, stream: str = AUDIT) -> list[StoredEvent]:
        rows = await self._page(audit_id, stream, after, limit)
        if not rows and isinstance(gone := await self._missing(audit_id), AuditErased):
            raise gone
        return [StoredEvent(audit_id, seq, kind, body, text_hash, stream) for seq, kind, body, text_hash in rows]

    async def texts(
        self, audit_id: str, after: int, marks: Marks, limit: int = TEXTS, stream: str = AUDIT
    ) -> Texts | None:
        rows = await self._page(audit_id, stream, after, min(limit, ROWS))
        if not rows:
            return texts_of(
                await self.read(audit_id, after, limit, stream), marks
            )  # which says so if the audit was erased
        seq, kind, _, text_hash = rows[-1]
        joined = marks.joined(body.encode() for _, _, body, _ in rows)
        return Texts(audit_id, rows[0][0], len(rows), joined, Head(seq, text_hash, kind in TERMINAL_TYPES))

    async def audit(self, audit_id: str) -> AuditRecord:
        rows = await self._rows(f"audit {audit_id}", queries.SELECT_AUDIT, audit_id)
        if not rows:
            raise await self._missing(audit_id)
        return audit_record(rows[0])

    async def audits(self, limit: int, cursor: str | None = None) -> AuditPage:
        created_at, audit_id = cursor_parts(cursor)
        rows = await self._rows("the list of audits", queries.SELECT_AUDITS, created_at, audit_id, limit + 1)
        undated = await self._rows("audits without a time", queries.SELECT_UNDATED) if cursor is None else ()
        return audit_page(rows, limit, undated)

    async def knows_document(self, sha256: str) -> bool:
        return bool(await self._rows(f"who uses document {sha256}", queries.SELECT_DOCUMENT_USE, sha256))

    async def artifact(self, sha256: str) -> bytes:
        return await whole(self._tables, sha256)

    def artifact_pieces(self, sha256: str) -> AsyncGenerator[bytes]:
        return pieces_of(self._tables, sha256)

    async def rung(self, patience_s: float) -> frozenset[str]:
        return await self._doorbell.rung(patience_s)

    async def changed(self) -> bool:
        if self._closed:
            raise DatabaseFailed("read", CLOSED)
        return self._doorbell.heard()

    async def ping(self) -> None:
        await self._rows("anything", "SELECT 1")

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        await asyncio.gather(self._writer.close(), self._large.close())
        await self._pieces.close()
        await self._doorbell.close()
        await self._connections.close()

    async def _submit(self, operation: Operation | PreparedAppend) -> Any:
        if self._closed:
            raise DatabaseFailed("write", CLOSED)
        large = not isinstance(operation, PreparedAppend) and is_large(operation)
        return await (self._large if large else self._writer).submit(operation)

    async def _commit(self, operations: Sequence[Operation | PreparedAppend], tried: Sequence[Tried]) -> Committed:
        return await pooled.written(self._connections, lambda one: self._written(one, operations, tried))

    async def _written(
        self, connection: Connection, operations: Sequence[Operation | PreparedAppend], tried: Sequence[Tried]
    ) -> Committed:
        prepared = all_prepared(operations)
        if prepared is not None and not tried and await write_at_once(connection, prepared):
            return as_written(prepared)
        known = [each.append if isinstance(each, PreparedAppend) else each for each in operations]
        return await transaction(connection, known, tried)

    def _announce(self, stored: Sequence[StoredEvent]) -> None:
        self._known.moved(stored)
        if stored:
            # First: a listener's defect here is no reason to leave other processes waiting.
            self._doorbell.ring({event.stream_name for event in stored})
        for listener in self._listeners:
            listener(stored)

    async def _missing(self, audit_id: str) -> AuditNotFound | AuditErased:
        return missing(audit_id, await self.tombstone(audit_id))

    async def _page(self, audit_id: str, stream: str, after: int, limit: int) -> list[Any]:
        what = f"the events of audit {audit_id} after {after}"
        return await self._rows(what, queries.SELECT_EVENTS, audit_id, stream, min(after, MAX_SEQ), limit, PAGE_BYTES)

    async def _rows(self, what: str, sql: str, *values: object, timeout_s: float | None = None) -> list[Any]:
        if not all(storable(value) for value in values if isinstance(value, str)):
            return []  # what no column can hold stands in no row; the server would refuse the question
        return await pooled.rows(self._connections, what, sql, *values, timeout_s=timeout_s)


async def open_store(server: PostgresServer, settle_s: float = SETTLE_S) -> PostgresEventStore:
    """The store on ``server``, whose database must be at head; ``settle_s`` is the time to settle a lost commit.

    Raises:
        DatabaseFailed: it cannot be reached.
    """
    try:
        connections = await Connections.open(server)
    except pooled.UNREACHABLE as error:
        raise DatabaseFailed("be opened", unreachable(server, error)) from error
    return PostgresEventStore(connections, Doorbell(lambda: connect(server, DOORBELL_NAME)), settle_s)
