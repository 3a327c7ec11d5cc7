"""A database of a million events and how long ``tickmark verify --all`` takes over it, with the memory it needs.

``python -m tests.benchmarks.million FOLDER`` makes the database on its first run; later ones use it again.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from service.artifacts import artifact_sha256
from service.events import AgentProgress, AuditComplete, AuditCreated, Document
from service.log import schema
from service.log.codec import Draft, StoredEvent, draft, place
from service.log.sqlite import queries

LONG_EVENTS = 500_000
"""Of one audit; as many are spread over small ones."""
SMALL_AUDITS, SMALL_EVENTS = 10_000, 50
DOCUMENTS = 100
DOCUMENT_BYTES = 2**20
MESSAGE = "m" * 330


def main(folder: Path) -> None:
    """Print seconds and the peak of the resident memory."""
    path = folder / "tickmark.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write(path)
    print(f"{path.stat().st_size / 2**20:,.0f} MiB")
    begun = time.perf_counter()
    environment = {**os.environ, "TICKMARK_DATA_DIR": str(folder)}
    done = subprocess.run([sys.executable, "-m", "service.cli", "verify", "--all"], env=environment, check=False)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**10
    print(f"exit code {done.returncode}, {time.perf_counter() - begun:.1f} s, {peak:.0f} MiB at most")


def write(path: Path) -> None:
    """One audit of half a million events and ten thousand small ones, written past the service, rules and all."""
    schema.upgrade(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        write_audit(connection, 0, LONG_EVENTS)
        for number in range(1, SMALL_AUDITS + 1):
            write_audit(connection, number, SMALL_EVENTS)
        connection.commit()


def write_audit(connection: sqlite3.Connection, number: int, count: int) -> None:
    """An ended audit of ``count`` events. Many share a document."""
    document = (b"%06d" % (number % DOCUMENTS)) * (DOCUMENT_BYTES // 6)
    sha256 = artifact_sha256(document)
    audit_id = f"{number:08d}-0000-4000-8000-000000000000"
    connection.execute(queries.INSERT_ARTIFACT, (sha256, len(document), document))
    values = {"document_sha256": sha256, "filename": "f.md", "agents": '["a"]', "owner": None, "lease_ms": 0}
    created_at = f"2026-01-01T00:00:00.{number:06d}Z"
    connection.execute(queries.INSERT_AUDIT, {"audit_id": audit_id, "created_at": created_at, **values})
    last: StoredEvent | None = None
    for event in _drafts(audit_id, sha256, count):
        last = place(audit_id, last.seq + 1 if last else 1, last.hash if last else None, event)
        row = (event.type, event.agent_id, event.schema_version, event.timestamp, last.body, last.hash)
        connection.execute(queries.INSERT_EVENT, (audit_id, last.seq, *row))
    assert last is not None
    connection.execute(queries.UPDATE_HEAD, (last.seq, last.hash, True, audit_id))


def _drafts(audit_id: str, sha256: str, count: int) -> Iterator[Draft]:
    document = Document(filename="f.md", media_type="text/markdown", size_bytes=DOCUMENT_BYTES, sha256=sha256)
    yield draft(audit_id, AuditCreated(name="f", document=document, agents=("a",)))
    for n in range(count - 2):
        yield draft(audit_id, AgentProgress(agent_id="a", completed=n, total=count, message=MESSAGE))
    yield draft(audit_id, AuditComplete(findings_total=0, by_severity={}, by_agent={}, agents_failed=()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
