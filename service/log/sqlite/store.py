"""The event store on the embedded SQLite database."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from service.artifacts import Artifact, Contents, artifacts_of, document_of
from service.errors import AuditDamaged, AuditErased, DatabaseFailed
from service.events import AnyEvent, AuditCreated
from service.log.appending.appends import Append
from service.log.appending.decisions import keyed
from service.log.appending.known_heads import KnownHeads
from service.log.codec import StoredEvent, draft, timestamp_now
from service.log.marks import Marks
from service.log.pieces.reading import pieces_of, whole
from service.log.pieces.writing import Pieces
from service.log.rows import PAGE_BYTES, audit_page, audit_record, cursor_parts, sound, sound_heads
from service.log.sqlite import queries
from service.log.sqlite.bells.doorbell import Doorbell
from service.log.sqlite.connection import connect, run
from service.log.sqlite.files_in_place import FilesInPlace
from service.log.sqlite.reading.decoding import leniently
from service.log.sqlite.reading.replaying import AS_BYTES, Replaying
from service.log.sqlite.trouble import DamageMet, reason
from service.log.sqlite.writing import operations
from service.log.sqlite.writing.committing import Committing
from service.log.sqlite.writing.folding import LARGE_BYTES, Folding
from service.log.sqlite.writing.giving_back import GivingBack
from service.log.sqlite.writing.pieces import SqlitePieces
from service.log.sqlite.writing.thread import ConnectionThread
from service.log.sqlite.writing.transaction import Outbox
from service.log.sqlite.writing.writer import ThreadWriter
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
)

T = TypeVar("T")


class SqliteEventStore:
    """A connection that writes, one that reads, one that replays and one for what is large: whoever is live never waits
    for long histories or large documents. Each is in a thread of its own. Open it with ``open_store``."""

    def __init__(
        self,
        path: Path,
        writing: ConnectionThread,
        reading: aiosqlite.Connection,
        replaying: aiosqlite.Connection,
        aside: aiosqlite.Connection,
    ) -> None:
        self._path = path
        self._files = FilesInPlace(path)
        self._damage = DamageMet(path)
        self._writing = writing
        self._reading = reading
        self._replaying = replaying
        self._aside = aside
        self._folding = Folding(aside, writing)
        self._histories = Replaying()
        self._listeners: list[CommitListener] = []
        self._known = KnownHeads()
        self._data_version = -1
        self._closing: asyncio.Task[None] | None = None
        self._doorbell = Doorbell(path)
        committing = Committing(self._files, self._damage, self._doorbell)
        self._giving_back = GivingBack(writing, committing, self._folding)
        self._tables = SqlitePieces(
            writing, committing, self._folding, self._giving_back, rows=self._rows, rows_aside=self._rows_aside
        )
        self._pieces = Pieces(self._tables)
        self._writer = ThreadWriter(writing, committing, self._announce)

    @property
    def place(self) -> Path:
        return self._path

    def on_commit(self, listener: CommitListener) -> None:
        self._listeners.append(listener)

    def _announce(self, stored: Sequence[StoredEvent]) -> None:
        self._known.moved(stored)
        for listener in self._listeners:
            listener(stored)

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

        async def write(kept: tuple[Artifact, ...]) -> StoredEvent:
            def operation(raw: sqlite3.Connection, outbox: Outbox) -> StoredEvent:
                filename = event.document.filename
                stored = operations.insert_audit(
                    raw,
                    audit_id,
                    created,
                    filename=filename,
                    agents=event.agents,
                    document=kept[0],
                    sender=sender,
                    reserve_for=reserve_for,
                    lease_s=lease_s,
                )
                if idempotency is not None:
                    operations.keep_key(raw, idempotency, audit_id)
                outbox.append(stored)
                return stored

            return await self._writer.submit(operation)

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
            return await self._writer.submit(self._known.prepare(append) or append)

        return await (self._pieces.bring(await artifacts_of(*artifacts), write) if artifacts else write())

    async def claim(self, audit_id: str, owner: str, lease_s: float) -> Claim:
        timestamp = timestamp_now()  # once: the same claim, made again, is the same text

        def operation(raw: sqlite3.Connection, outbox: Outbox) -> Claim:
            claim, stored = operations.claim(raw, audit_id, owner, lease_s, timestamp)
            outbox.append(stored)
            return claim

        return await self._writer.submit(operation)

    async def renew(self, lease: Lease, lease_s: float) -> None:
        await self._writer.submit(lambda raw, _: operations.renew(raw, lease, lease_s))

    async def release(self, lease: Lease) -> None:
        await self._writer.submit(lambda raw, _: operations.release(raw, lease))

    async def erase(self, audit_id: str, by: str) -> Erased:
        require_storable(audit_id)
        erased: Erased = await self._writer.submit(lambda raw, _: operations.erase(raw, audit_id, by))
        names = [stream_name(audit_id, stream) for stream in STREAMS]
        self._doorbell.hear(names)
        self._doorbell.ring(names)
        await self._pieces.sweep_after_erasing(erased.size_bytes)
        with contextlib.suppress(DatabaseFailed):  # the store was closed meanwhile, its write-ahead log went with it
            await self._folding.empty()
            self._giving_back.begin()
        return erased

    async def sweep(self) -> None:
        await self._pieces.sweep()

    async def tombstone(self, audit_id: str) -> Tombstone | None:
        rows = await self._rows(queries.SELECT_TOMBSTONE, (audit_id,)) if storable(audit_id) else []
        return Tombstone(*rows[0]) if rows else None

    async def erased_total(self) -> int:
        return (await self._rows(queries.COUNT_TOMBSTONES, ()))[0][0]

    async def claimable(self, of_each: int) -> list[Waiting]:
        rows = await self._rows(queries.SELECT_CLAIMABLE, (of_each,))
        return [Waiting(row[0], str(row[1])) for row in rows if isinstance(row[0], str)]  # nobody could claim another

    async def head(self, audit_id: str, stream: str = AUDIT) -> Head:
        return (await self.audit(audit_id)).head_of(stream)

    async def heads(self, audit_ids: Sequence[str], stream: str = AUDIT) -> Mapping[str, Head]:
        asked = json.dumps([audit_id for audit_id in audit_ids if storable(audit_id)])
        return sound_heads(await self._rows(queries.SELECT_HEADS[stream], (asked,)), stream)

    async def read(self, audit_id: str, after: int, limit: int = 256, stream: str = AUDIT) -> list[StoredEvent]:
        if not storable(audit_id):
            return []

        def page(raw: sqlite3.Connection) -> list[StoredEvent]:
            events: list[StoredEvent] = []
            size = 0
            cursor = leniently(raw, queries.SELECT_EVENTS, (audit_id, stream, min(after, MAX_SEQ), limit))
            for seq, kind, body, text_hash in cursor:
                if not isinstance(body, str):  # SQLite keeps any type of value in any column
                    raise AuditDamaged(audit_id, f"event {seq} is not text")
                events.append(StoredEvent(audit_id, seq, kind, body, text_hash, stream))
                size += len(body)
                if size >= PAGE_BYTES:
                    break
            cursor.close()
            if not events and isinstance(gone := operations.missing(raw, audit_id), AuditErased):
                raise gone
            return events

        return await self._read(page)

    async def texts(
        self, audit_id: str, after: int, marks: Marks, limit: int = TEXTS, stream: str = AUDIT
    ) -> Texts | None:
        if not storable(audit_id):
            return None

        def page(raw: sqlite3.Connection) -> Texts | None:
            return self._histories.page(raw, (audit_id, stream), after, limit, marks)

        found = await self._read(page, self._replaying)
        if found is None:
            gone = await self._read(lambda raw: operations.missing(raw, audit_id))
            if isinstance(gone, AuditErased):
                raise gone
        return found

    async def audit(self, audit_id: str) -> AuditRecord:
        require_storable(audit_id)
        rows = await self._rows(queries.SELECT_AUDIT, (audit_id,))
        if not rows:
            raise await self._read(lambda raw: operations.missing(raw, audit_id))
        return audit_record(rows[0])

    async def audits(self, limit: int, cursor: str | None = None) -> AuditPage:
        created_at, audit_id = cursor_parts(cursor)
        if not storable(audit_id):
            return audit_page([], limit)
        values = {"created_at": created_at, "audit_id": audit_id, "limit": limit + 1}
        undated = await self._rows(queries.SELECT_UNDATED, ()) if cursor is None else ()
        return audit_page(await self._rows(queries.SELECT_AUDITS, values), limit, undated)

    async def knows_document(self, sha256: str) -> bool:
        return bool(await self._rows(queries.SELECT_DOCUMENT_USE, (sha256,)))

    async def artifact(self, sha256: str) -> bytes:
        # Compared with its name in the connection's thread: of a long report that takes longer than the loop has time.
        def small(raw: sqlite3.Connection) -> bytes | None:
            rows = raw.execute(queries.SELECT_SMALL_ARTIFACT, (sha256, LARGE_BYTES)).fetchall()
            return sound(sha256, rows) if rows else None

        found = await self._read(small)
        return await whole(self._tables, sha256) if found is None else found

    def artifact_pieces(self, sha256: str) -> AsyncGenerator[bytes]:
        return pieces_of(self._tables, sha256)

    async def rung(self, patience_s: float) -> frozenset[str]:
        return await self._doorbell.rung(patience_s)

    async def changed(self) -> bool:
        rows = await self._rows("PRAGMA data_version", ())
        before, self._data_version = self._data_version, rows[0][0]
        return before != self._data_version

    async def ping(self) -> None:
        await self._rows("SELECT 1", ())
        self._files.check("be relied on")
        self._damage.check("be relied on")

    async def close(self) -> None:
        # A task: whoever closes too, or gives up waiting, neither meets a half closed store nor leaves one behind.
        if self._closing is None:
            self._writer.refuse()
            self._closing = asyncio.create_task(self._close(), name="log closing")
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        try:
            await self._writer.close()
            await self._pieces.close()
            await self._giving_back.close()
            await self._folding.close()
        finally:
            self._doorbell.close()
            for connection in (self._writing, self._reading, self._replaying, self._aside):
                await connection.close()

    async def _rows(self, sql: str, values: Sequence[object] | Mapping[str, object]) -> list[Any]:
        return await self._read(lambda raw: list(leniently(raw, sql, values)))

    async def _rows_aside(self, sql: str, values: Sequence[object]) -> list[Any]:
        return await self._read(lambda raw: list(leniently(raw, sql, values)), self._aside)

    async def _read(self, function: Callable[[sqlite3.Connection], T], by: aiosqlite.Connection | None = None) -> T:
        def read(raw: sqlite3.Connection) -> T:
            self._files.check_now_and_then("read")
            return function(raw)

        try:
            return await run(by or self._reading, read)
        except (sqlite3.Error, ValueError) as error:  # ValueError: the connection is closed
            raise DatabaseFailed("read", self._damage.reason(error)) from error


async def open_store(path: Path) -> SqliteEventStore:
    """The store on the database file at ``path``, which must exist and be at head.

    Raises:
        DatabaseFailed: it cannot be opened.
    """
    async with contextlib.AsyncExitStack() as opened:
        writing = await ConnectionThread.open(path)
        opened.push_async_callback(writing.close)
        try:
            await writing.run(operations.prepare)
        except sqlite3.Error as error:
            raise DatabaseFailed(f"open {path}", reason(error, path)) from error
        reading = await connect(path, read_only=True)
        opened.push_async_callback(reading.close)
        replaying = await connect(path, read_only=True, text_factory=AS_BYTES)
        opened.push_async_callback(replaying.close)
        aside = await connect(path, read_only=True)
        opened.pop_all()
        return SqliteEventStore(path, writing, reading, replaying, aside)
