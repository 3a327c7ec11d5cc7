"""Appending 4,000 events of about 600 bytes, durably."""

from __future__ import annotations

import asyncio
import sqlite3
import time
import uuid
from pathlib import Path

from service.events import AgentProgress, AuditCreated, Document
from service.log import schema
from service.log.sqlite.store import open_store
from service.log.store import EventStore, Lease

EVENTS = 4000
MESSAGE = "m" * 330


async def many_writers(folder: Path) -> float:
    """16 audits at once, each awaiting every append."""
    return await _writers(folder, 16)


async def one_writer(folder: Path) -> float:
    """One audit, awaiting every append."""
    return await _writers(folder, 1)


async def raw_commits(folder: Path) -> float:
    """The same texts with the standard library, a transaction each, one after the other."""
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE events (audit_id TEXT, seq INTEGER, body TEXT, PRIMARY KEY (audit_id, seq))")
    body = "b" * 600
    begun = time.perf_counter()
    for seq in range(EVENTS):
        connection.execute("INSERT INTO events VALUES (?, ?, ?)", ("a", seq, body))
    seconds = time.perf_counter() - begun
    connection.close()
    return seconds


async def _writers(folder: Path, count: int) -> float:
    path = folder / "tickmark.db"
    schema.upgrade(path)
    store = await open_store(path)
    leases = [await new_audit(store) for _ in range(count)]
    begun = time.perf_counter()
    await asyncio.gather(*(fill(store, lease, EVENTS // count) for lease in leases))
    seconds = time.perf_counter() - begun
    await store.close()
    return seconds


async def new_audit(store: EventStore, lease_s: float = 10) -> Lease:
    """An audit that has been claimed; its head is at 2."""
    audit_id = str(uuid.uuid4())
    document = Document(filename="f.md", media_type="text/markdown", size_bytes=1, sha256="0" * 64)
    await store.create(audit_id, AuditCreated(name="f", document=document, agents=("a",)), b"x")
    return (await store.claim(audit_id, "bench", lease_s)).lease


async def fill(store: EventStore, lease: Lease, count: int) -> None:
    """``count`` events, one append each."""
    head = 2
    for n in range(count):
        event = AgentProgress(agent_id="a", completed=n, total=count, message=MESSAGE)
        head = (await store.append(lease.audit_id, [event], head, lease=lease))[-1].seq
