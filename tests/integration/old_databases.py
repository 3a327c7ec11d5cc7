"""Databases of older revisions, with an audit in them, and what must still be in them afterwards."""

from __future__ import annotations

import json
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from service.artifacts import artifact_sha256
from service.log import schema
from service.log.codec import draft, place, text_hash
from service.log.place import Place
from tests.log_events import DOCUMENT, created, progresses

ROOT = Path(__file__).parents[2]
REVISIONS = tuple(
    script.revision for script in ScriptDirectory.from_config(schema.alembic_config(ROOT)).walk_revisions()
)[::-1]
"""From the first one to the head."""


def dump(path: Path) -> list[str]:
    """Everything in the database, as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def migrate(path: Place, revision: str) -> None:
    if revision == "base" or (schema.current(path) or "") > revision:
        command.downgrade(schema.alembic_config(path), revision)
    else:
        command.upgrade(schema.alembic_config(path), revision)


def with_an_audit(path: Path) -> str:
    """Put an audit of five events into a database of any revision, as its first version would have; its id."""
    audit_id, prev = str(uuid.uuid4()), None
    sha256 = artifact_sha256(DOCUMENT)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO artifacts (sha256, size_bytes, data) VALUES (?, 1, ?)", (sha256, DOCUMENT))
        connection.execute(
            "INSERT INTO audits (audit_id, created_at, document_sha256, filename, agents, head_seq, head_hash, ended,"
            " epoch) VALUES (?, '2026-01-01T00:00:00.000000Z', ?, 'report.md', '[]', 0, '', 0, 0)",
            (audit_id, sha256),
        )
        for seq, event in enumerate([created(), *progresses(4)], 1):
            stored = place(audit_id, seq, prev, draft(audit_id, event))
            prev = stored.hash
            connection.execute(
                "INSERT INTO events (audit_id, stream, seq, type, schema_version, recorded_at, body, hash)"
                " VALUES (?, 'audit', ?, ?, 1, '2026-01-01T00:00:00.000000Z', ?, ?)",
                (audit_id, seq, stored.type, stored.body, stored.hash),
            )
            connection.execute("UPDATE audits SET head_seq = ?, head_hash = ?", (seq, stored.hash))
    return audit_id


def assert_intact(path: Path, audit_id: str) -> None:
    """The audit's texts are all there, and each follows the one before it."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT body, hash FROM events WHERE audit_id = ? ORDER BY seq", (audit_id,))
        events = rows.fetchall()
        head = connection.execute("SELECT head_seq, head_hash FROM audits WHERE audit_id = ?", (audit_id,)).fetchone()
    assert [text_hash(body) for body, _ in events] == [kept for _, kept in events]
    assert [json.loads(body)["prev"] for body, _ in events] == [None, *(kept for _, kept in events[:-1])]
    assert head == (5, events[-1][1])
