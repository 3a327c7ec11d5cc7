"""A small honest log with something of everything, made once for each database and copied for each forgery."""

from __future__ import annotations

import asyncio
import functools
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from service.artifacts import artifact_sha256
from service.events import (
    Covered,
    CoveredHead,
    DocumentExtracted,
    FindingAccepted,
    FindingDismissed,
    FindingNoted,
    ReviewSignedOff,
)
from service.log.pieces.tables import PIECE_BYTES
from service.log.store import EventStore
from service.log.streams import REVIEW
from service.log.values import IdempotencyKey, Lease
from service.ticks import TickList, encode_ticks
from tests.contract.databases.kinds import Database, SqliteDatabase
from tests.contract.databases.postgres import PostgresDatabase, copy_of_postgres_database, lasting_postgres_database
from tests.log_events import complete, completed, created, progress

REPORT, TICKS, FINDINGS = b'{"report": "%s"}' % (b"1" * 2 * PIECE_BYTES), encode_ticks(TickList()), b"[]"
"""The report lies in three pieces."""
DOCUMENTS = {
    "one": b"# One\n",
    "two": b"# Two\n",
    "three": b"# Two\n",
    "running": b"# Running\n",
    "gone": b"# Gone\n",
    "reviewed": b"# Reviewed\n",
}
"""Two audits share a document."""
KEY = IdempotencyKey("upload-7", "7" * 64)
LEASE_S = 30
AUDITS, EVENTS, DECISIONS = 5, 28, 4


async def write_honest_log(store: EventStore) -> None:
    """Four audits that have ended, one of them reviewed, one that runs, and one that was erased."""
    leases: dict[str, Lease] = {}
    for audit_id, document in DOCUMENTS.items():
        key = KEY if audit_id == "one" else None
        await store.create(audit_id, created(document, f"{audit_id}.md"), document, idempotency=key)
        leases[audit_id] = (await store.claim(audit_id, "worker", LEASE_S)).lease
        await store.append(audit_id, [progress(1), progress(2)], 2, lease=leases[audit_id])
    extracted = DocumentExtracted(sections=1, paragraphs=1, tables=0, pages=None, artifact=artifact_sha256(REPORT))
    result = completed("a finding").model_copy(
        update={"ticks": artifact_sha256(TICKS), "artifact": artifact_sha256(FINDINGS)}
    )
    await store.append("one", [extracted], 4, artifacts=[REPORT])
    await store.append("one", [result], 5, artifacts=[TICKS, FINDINGS])
    for audit_id in ("two", "reviewed"):
        await store.append(audit_id, [completed()], 4)
    for audit_id, head in (("one", 6), ("two", 5), ("three", 4), ("reviewed", 5)):
        await store.append(audit_id, [complete()], head)
        await store.release(leases[audit_id])
    await store.erase("gone", "somebody")
    await _review(store)


async def _review(store: EventStore) -> None:
    """Two decisions, a sign-off, and a note after it."""
    by = "A. Reviewer"
    decisions = [
        FindingAccepted(by=by, finding_id="f1"),
        FindingDismissed(by=by, finding_id="f2", reason="rounded"),
    ]
    *_, last = await store.append("reviewed", decisions, 0, stream=REVIEW)
    audit = await store.head("reviewed")
    covers = Covered(
        audit=CoveredHead(head=audit.seq, hash=audit.hash), review=CoveredHead(head=last.seq, hash=last.hash)
    )
    await store.append("reviewed", [ReviewSignedOff(by=by, covers=covers)], 2, stream=REVIEW)
    await store.append("reviewed", [FindingNoted(by=by, finding_id="f2", note="seen again")], 3, stream=REVIEW)


def _write(database: Database) -> None:
    async def write() -> None:
        store = await database.open()
        try:
            await write_honest_log(store)
        finally:
            await store.close()

    with ThreadPoolExecutor(1) as beside:  # a test that asks for it may have an event loop of its own
        beside.submit(lambda: asyncio.run(write())).result()


@functools.cache
def _sqlite_original(template: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="tickmark-honest-", dir=template.parent))
    path = Path(shutil.copy(template, folder / "honest.db"))
    _write(SqliteDatabase(path))
    return path


@functools.cache
def _postgres_original() -> PostgresDatabase:
    database = lasting_postgres_database()
    _write(database)
    return database


def _sqlite(template: Path, folder: Path) -> Database:
    return SqliteDatabase(Path(shutil.copy(_sqlite_original(template), folder / "tickmark.db")))


def _postgres(_template: Path, _folder: Path) -> Database:
    return copy_of_postgres_database(_postgres_original())


HONEST: dict[str, Callable[[Path, Path], Database]] = {"sqlite": _sqlite, "postgres": _postgres}
"""Each makes a copy of its own from an empty SQLite database at head and a folder of the test's own."""
