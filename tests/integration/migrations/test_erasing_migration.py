"""A log that was written before audits could be erased: what each audit uses is found out, and then it can be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from alembic import command

from service.artifacts import artifact_sha256
from service.errors import ArtifactNotFound
from service.events import AnyEvent, DocumentExtracted
from service.log import schema
from service.log.codec import draft, place
from service.log.place import Place
from tests.contract.databases.kinds import DATABASES, Database, SqliteDatabase, Tamperer
from tests.contract.databases.postgres import PostgresDatabase
from tests.log_events import complete, completed, created
from tests.verdicts import verify

BEFORE = "0003"
REPORT, TICKS, SHARED = b"a report", b"[1, 2, 3]", b"the same report"
NOWHERE = "0" * 64


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, migrated_database: Path, tmp_path: Path) -> Database:
    """An empty database as it was before."""
    database = DATABASES[request.param](migrated_database, tmp_path)
    command.downgrade(schema.alembic_config(place_of(database)), BEFORE)
    return database


THEN = "2026-01-01T00:00:00.000000Z"


def place_of(database: Database) -> Place:
    assert isinstance(database, SqliteDatabase | PostgresDatabase)
    return database.path if isinstance(database, SqliteDatabase) else database.server


def keep(tamperer: Tamperer, *artifacts: bytes) -> None:
    for data in artifacts:
        row = {"sha256": artifact_sha256(data), "size_bytes": len(data), "data": data}
        tamperer.insert("artifacts", row, on_conflict="ignore")


def write(tamperer: Tamperer, audit_id: str, document: bytes, *events: AnyEvent) -> None:
    """An ended audit of these events, as the version before wrote them."""
    keep(tamperer, document)
    row: dict[str, object] = {
        "audit_id": audit_id,
        "created_at": THEN,
        "document_sha256": artifact_sha256(document),
        "filename": "report.md",
        "agents": json.dumps(created(document).agents),
        "head_seq": 0,
        "head_hash": "",
        "ended": False,
        "epoch": 0,
    }
    tamperer.insert("audits", row)
    prev = None
    for seq, event in enumerate((created(document), *events, complete()), 1):
        made = draft(audit_id, event, THEN)
        stored = place(audit_id, seq, prev, made)
        prev = stored.hash
        row = {
            "audit_id": audit_id,
            "stream": "audit",
            "seq": seq,
            "type": stored.type,
            "agent_id": made.agent_id,
            "schema_version": made.schema_version,
            "recorded_at": THEN,
            "body": stored.body,
            "hash": stored.hash,
        }
        tamperer.insert("events", row)
    sql = "UPDATE audits SET head_seq = ?, head_hash = ?, ended = ? WHERE audit_id = ?"
    tamperer.execute(sql, len(events) + 2, prev, True, audit_id)


def extracted(artifact: str) -> DocumentExtracted:
    return DocumentExtracted(sections=1, paragraphs=1, tables=0, pages=None, artifact=artifact)


def uses(tamperer: Tamperer) -> set[tuple[str, str]]:
    return {(row[0], row[1]) for row in tamperer.execute("SELECT audit_id, sha256 FROM audit_artifacts")}


async def test_what_audits_used_before_the_upgrade_goes_with_the_last_of_them(database: Database) -> None:
    tamperer = database.tamperer()
    keep(tamperer, REPORT, TICKS)
    ticked = completed("one").model_copy(update={"artifact": artifact_sha256(TICKS)})
    write(tamperer, "first", SHARED, extracted(artifact_sha256(REPORT)), ticked)
    write(tamperer, "second", SHARED, extracted(artifact_sha256(REPORT)), completed("two"))
    write(tamperer, "third", b"another report")

    schema.upgrade(place_of(database))

    report, shared = artifact_sha256(REPORT), artifact_sha256(SHARED)
    assert uses(tamperer) == {
        *{("first", shared), ("first", report), ("first", artifact_sha256(TICKS))},
        *{("second", shared), ("second", report)},
        ("third", artifact_sha256(b"another report")),
    }
    store = await database.open()
    try:
        assert (await store.erase("first", "somebody")).artifacts == 1
        assert [(await verify(store, audit_id)).problem for audit_id in ("second", "third")] == [None, None]
        assert (await store.erase("second", "somebody")).artifacts == 2
        with pytest.raises(ArtifactNotFound):
            await store.artifact(shared)
    finally:
        await store.close()


async def test_a_log_with_texts_that_can_not_be_read_is_upgraded_all_the_same(database: Database) -> None:
    tamperer = database.tamperer()
    write(tamperer, "damaged", SHARED, extracted(NOWHERE), completed())
    write(tamperer, "whole", REPORT)
    tamperer.insert(
        "events",
        {
            "audit_id": "damaged",
            "stream": "review",
            "seq": 1,
            "type": "agent_completed",
            "schema_version": 1,
            "recorded_at": "",
            "body": "{no JSON",
            "hash": "",
        },
    )

    schema.upgrade(place_of(database))

    assert uses(tamperer) == {("damaged", artifact_sha256(SHARED)), ("whole", artifact_sha256(REPORT))}


async def test_a_downgrade_that_would_forget_what_was_erased_is_refused(database: Database) -> None:
    write(database.tamperer(), "first", SHARED)
    schema.upgrade(place_of(database))
    store = await database.open()
    tombstone = (await store.erase("first", "somebody")).tombstone
    await store.close()

    with pytest.raises(RuntimeError, match="would lose 3 entries of the register"):
        command.downgrade(schema.alembic_config(place_of(database)), BEFORE)

    schema.check(place_of(database))
    store = await database.open()
    assert await store.tombstone("first") == tombstone
    await store.close()
