"""A database of a million events and how long ``tickmark verify --all`` takes over it, with the memory it needs.

``python -m tests.benchmarks.measures.million FOLDER`` makes the database on its first run; later ones use it again.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from service.artifacts import Artifact, artifact_sha256
from service.events import AgentProgress, AuditComplete, AuditCreated, Document
from service.log import schema
from service.log.codec import Draft, draft
from service.log.sqlite.store import open_store
from service.log.sqlite.writing import operations

LONG_EVENTS = 500_000
"""Of one audit; as many are spread over small ones."""
SMALL_AUDITS, SMALL_EVENTS = 10_000, 50
DOCUMENTS = 100
DOCUMENT_BYTES = 2**20
MESSAGE = "m" * 330
AT_ONCE = 5_000
"""Events that are made before they are written."""


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


def write(path: Path, long_events: int = LONG_EVENTS, small_audits: int = SMALL_AUDITS) -> None:
    """One long audit and many small ones, in one transaction of the connection that the service writes with."""
    schema.upgrade(path)
    asyncio.run(_write(path, long_events, small_audits))


async def _write(path: Path, long_events: int, small_audits: int) -> None:
    def fill(raw: sqlite3.Connection) -> None:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("BEGIN IMMEDIATE")
        write_audit(raw, 0, long_events)
        for number in range(1, small_audits + 1):
            write_audit(raw, number, SMALL_EVENTS)
        raw.execute("COMMIT")

    store = await open_store(path)
    await store._writing.run(fill)
    await store.close()


def write_audit(raw: sqlite3.Connection, number: int, count: int) -> None:
    """An ended audit of ``count`` events. Many share a document."""
    document = (b"%06d" % (number % DOCUMENTS)) * (DOCUMENT_BYTES // 6)
    audit_id = f"{number:08d}-0000-4000-8000-000000000000"
    described = Document(
        filename="f.md", media_type="text/markdown", size_bytes=len(document), sha256=artifact_sha256(document)
    )
    created = draft(audit_id, AuditCreated(name="f", document=described, agents=("a",)))
    operations.insert_audit(
        raw,
        audit_id,
        created,
        filename="f.md",
        agents=("a",),
        document=Artifact.of(document),
        reserve_for=None,
        lease_s=0,
    )
    for first in range(1, count, AT_ONCE):
        drafts = [_draft(audit_id, seq, count) for seq in range(first + 1, min(first + AT_ONCE, count) + 1)]
        operations.insert_events(raw, audit_id, drafts, expected_seq=first, lease=None)


def _draft(audit_id: str, seq: int, count: int) -> Draft:
    if seq == count:
        return draft(audit_id, AuditComplete(findings_total=0, by_severity={}, by_agent={}, agents_failed=()))
    return draft(audit_id, AgentProgress(agent_id="a", completed=seq, total=count, message=MESSAGE))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
