"""What only SQLite can do to a log: rows taken by rowid, values of any type in any column."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from service.errors import AuditDamaged
from service.log.sqlite.store import SqliteEventStore
from tests.log_events import LINES, new_audit
from tests.verdicts import verify, verify_all

EVENT = "audit_id, stream, seq, type, schema_version, recorded_at, body, hash"
AUDIT = "audit_id, created_at, document_sha256, filename, agents, head_seq, head_hash, ended, epoch"


@pytest.fixture
def stranger(database_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that is not the service's."""
    with closing(sqlite3.connect(database_path, isolation_level=None)) as connection:
        yield connection


async def assert_all_is_there(store: SqliteEventStore, audits: list[str]) -> None:
    verdicts = [verdict async for verdict in verify_all(store)]
    assert sorted(verdict.subject for verdict in verdicts) == sorted(audits)
    assert {(verdict.events, verdict.problem) for verdict in verdicts} == {(4, None)}
    for audit_id in audits:
        assert await store.artifact((await store.audit(audit_id)).document_sha256)


@pytest.mark.parametrize("rowid", [1, 2, 5])
async def test_no_row_is_taken_by_its_rowid(
    sqlite_store: SqliteEventStore, stranger: sqlite3.Connection, rowid: int
) -> None:
    audits = [await new_audit(sqlite_store, events=4, document=bytes([n])) for n in range(5)]
    attempts = (
        f"INTO events (rowid, {EVENT}) VALUES ({rowid}, '{audits[0]}', 'audit', 5, 'x', 1, '', '', '')",
        f"INTO events (rowid, {EVENT}) VALUES ({rowid}, 'other', 'audit', 1, 'x', 1, '', '', '')",
        f"INTO audits (rowid, {AUDIT}) VALUES ({rowid}, 'other', '', '', '', '[]', 0, '', 0, 0)",
        f"INTO artifacts (rowid, sha256, size_bytes, data) VALUES ({rowid}, 'other', 1, x'00')",
    )

    for attempt in attempts:
        for verb in ("INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT"):
            with pytest.raises(sqlite3.IntegrityError):
                stranger.execute(f"{verb} {attempt}")

    await assert_all_is_there(sqlite_store, audits)


@pytest.mark.parametrize("table", ["events", "audits", "artifacts"])
async def test_no_row_moves_over_another(
    sqlite_store: SqliteEventStore, stranger: sqlite3.Connection, table: str
) -> None:
    audits = [await new_audit(sqlite_store, events=4, document=bytes([n])) for n in range(2)]
    for verb in ("UPDATE OR REPLACE", "UPDATE OR IGNORE", "UPDATE"):
        with pytest.raises(sqlite3.IntegrityError):
            stranger.execute(f"{verb} {table} SET rowid = 1 WHERE rowid = 2")

    await assert_all_is_there(sqlite_store, audits)


async def test_an_upsert_changes_nothing(sqlite_store: SqliteEventStore, stranger: sqlite3.Connection) -> None:
    audits = [await new_audit(sqlite_store, events=4)]
    values = f"({EVENT}) VALUES ('{audits[0]}', 'audit', 3, 'x', 1, '', 'forged', '')"

    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute(f"INSERT INTO events {values} ON CONFLICT DO UPDATE SET body = 'forged'")

    await assert_all_is_there(sqlite_store, audits)


@pytest.mark.parametrize("forged", ["CAST(body AS BLOB)", "x'ff00'", "CAST(x'7bff7d' AS TEXT)", "zeroblob(10)", "7"])
async def test_a_text_that_can_not_be_read_is_named_and_stops_no_other_proof(
    sqlite_store: SqliteEventStore, stranger: sqlite3.Connection, forged: str
) -> None:
    audits = [await new_audit(sqlite_store, events=400) for _ in range(3)]
    stranger.execute("DROP TRIGGER events_no_update")
    stranger.execute(f"UPDATE events SET body = {forged} WHERE seq = 300 AND audit_id = ?", (audits[1],))

    verdict = await verify(sqlite_store, audits[1])
    assert (verdict.events, verdict.seq) == (299, 300)
    assert "300" in (verdict.problem or "")
    every = {found.subject: found.seq async for found in verify_all(sqlite_store)}
    assert [every[audit_id] for audit_id in audits] == [None, 300, None]


@pytest.mark.parametrize("forged", ["CAST(body AS BLOB)", "x'ff00'", "CAST(x'7bff7d' AS TEXT)", "zeroblob(10)"])
async def test_what_is_no_text_is_never_replayed(
    sqlite_store: SqliteEventStore, stranger: sqlite3.Connection, forged: str
) -> None:
    audit_id = await new_audit(sqlite_store, events=400)
    stranger.execute("DROP TRIGGER events_no_update")
    stranger.execute(f"UPDATE events SET body = {forged} WHERE seq = 300")

    with pytest.raises(AuditDamaged, match=f"audit {audit_id} is damaged: event 300 is not text"):
        await sqlite_store.texts(audit_id, 256, LINES)
    assert await sqlite_store.texts(audit_id, 300, LINES) is not None
