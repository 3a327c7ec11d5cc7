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
from service.log.codec import Draft, StoredEvent, draft, place, text_hash
from service.log.place import Place
from tests.log_events import DOCUMENT, created, progresses

ROOT = Path(__file__).parents[3]
REVISIONS = tuple(
    script.revision for script in ScriptDirectory.from_config(schema.alembic_config(ROOT)).walk_revisions()
)[::-1]
"""From the first one to the head."""
CREATED_AT = "2026-01-01T00:00:00.000000Z"


def dump(path: Path) -> list[str]:
    """Everything in the database, as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def migrate(path: Place, revision: str) -> None:
    if revision == "base" or (schema.current(path) or "") > revision:
        command.downgrade(schema.alembic_config(path), revision)
    else:
        command.upgrade(schema.alembic_config(path), revision)


def with_an_audit(path: Path, document: bytes = DOCUMENT) -> str:
    """Put an audit of five events into a database of any revision, as its first version would have; its id."""
    audit_id, prev = str(uuid.uuid4()), None
    sha256 = artifact_sha256(document)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        kept = (sha256, len(document), document)
        connection.execute("INSERT INTO artifacts (sha256, size_bytes, data) VALUES (?, ?, ?)", kept)
        connection.execute(
            "INSERT INTO audits (audit_id, created_at, document_sha256, filename, agents, head_seq, head_hash, ended,"
            " epoch) VALUES (?, ?, ?, 'report.md', '[\"numeric_validation\"]', 0, '', 0, 0)",
            (audit_id, CREATED_AT, sha256),
        )
        if (schema.current(path) or "") >= "0004":
            connection.execute("INSERT INTO audit_artifacts (audit_id, sha256) VALUES (?, ?)", (audit_id, sha256))
        for seq, event in enumerate([created(document), *progresses(4)], 1):
            told = draft(audit_id, event, CREATED_AT)
            stored = place(audit_id, seq, prev, told)
            prev = stored.hash
            if seq == 1 and (schema.current(path) or "") >= "0006":
                _enter(connection, stored, told)
            connection.execute(
                "INSERT INTO events (audit_id, stream, seq, type, agent_id, schema_version, recorded_at, body, hash)"
                " VALUES (?, 'audit', ?, ?, ?, ?, ?, ?, ?)",
                (audit_id, seq, stored.type, told.agent_id, told.schema_version, told.timestamp, stored.body, prev),
            )
            connection.execute("UPDATE audits SET head_seq = ?, head_hash = ?", (seq, stored.hash))
    return audit_id


def _enter(connection: sqlite3.Connection, first: StoredEvent, told: Draft) -> None:
    """Register the first audit of a database."""
    said = {"position": 1, "prev": None, "type": "accepted", "audit_id": first.audit_id, "timestamp": told.timestamp}
    body = json.dumps(said | {"head": {"seq": 1, "hash": first.hash}}, separators=(",", ":"))
    row = (first.audit_id, first.hash, body, text_hash(body))
    connection.execute(
        "INSERT INTO register (position, type, audit_id, head_seq, head_hash, body, hash)"
        " VALUES (1, 'accepted', ?, 1, ?, ?, ?)",
        row,
    )


def assert_intact(path: Path, audit_id: str) -> None:
    """The audit's texts are all there, and each follows the one before it."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT body, hash FROM events WHERE audit_id = ? ORDER BY seq", (audit_id,))
        events = rows.fetchall()
        head = connection.execute("SELECT head_seq, head_hash FROM audits WHERE audit_id = ?", (audit_id,)).fetchone()
    assert [text_hash(body) for body, _ in events] == [kept for _, kept in events]
    assert [json.loads(body)["prev"] for body, _ in events] == [None, *(kept for _, kept in events[:-1])]
    assert head == (5, events[-1][1])
