"""Appending events of about 600 bytes, durably: events a second."""

from __future__ import annotations

import asyncio
import sys
import time
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from service.events import AgentProgress, AuditCreated, Document
from service.log import schema
from service.log.place import POSTGRES, PostgresServer
from service.log.postgres import doorbell
from service.log.postgres import store as postgres_store
from service.log.sqlite.store import open_store
from service.log.store import EventStore
from service.log.values import Lease
from tests.benchmarks import postgres
from tests.benchmarks.baselines import orm_writer, raw_writer
from tests.benchmarks.measure import Measure, Run

EVENTS = 4000
ORM_EVENTS = 800
"""Fewer, since they take long; speeds are compared."""
WRITERS = 16
MESSAGE = "m" * 330
OWNER = "bench"


class Silent(doorbell.Doorbell):
    """Hears others, but rings for nobody."""

    def ring(self, *_: object, **__: object) -> None:
        """Let nobody know."""


def on_sqlite(writers: int) -> Run:
    """So many audits at once, each awaiting every append."""

    async def measure(folder: Path) -> float:
        path = folder / "tickmark.db"
        await asyncio.to_thread(schema.upgrade, path)
        return await _filled(await open_store(path), writers)

    return measure


def on_postgres(doorbell_class: type[doorbell.Doorbell]) -> Run:
    """16 audits at once, while another process listens for news."""

    async def measure(_: Path) -> float:
        server = await asyncio.to_thread(postgres.new_database)
        async with _listening(server):
            postgres_store.Doorbell, before = doorbell_class, postgres_store.Doorbell
            try:
                store = await postgres_store.open_store(server)
            finally:
                postgres_store.Doorbell = before
            return await _filled(store, WRITERS)

    return measure


async def raw(folder: Path) -> float:
    """One commit after the other."""
    return await asyncio.to_thread(raw_writer.events_a_second, folder / "raw.db", EVENTS)


async def orm_on_sqlite(folder: Path) -> float:
    """16 writers at once."""
    return await orm_writer.events_a_second(f"sqlite+aiosqlite:///{folder / 'orm.db'}", WRITERS, ORM_EVENTS)


async def orm_on_postgres(_: Path) -> float:
    """16 writers at once."""
    server = await asyncio.to_thread(postgres.empty_database)
    return await orm_writer.events_a_second(POSTGRES + server.address, WRITERS, ORM_EVENTS)


async def new_audit(store: EventStore, lease_s: float = 10) -> Lease:
    """An audit that has been claimed, and that nobody else could claim before; its head is at 2."""
    audit_id = str(uuid.uuid4())
    document = Document(filename="f.md", media_type="text/markdown", size_bytes=1, sha256="0" * 64)
    created = AuditCreated(name="f", document=document, agents=("a",))
    await store.create(audit_id, created, b"x", reserve_for=OWNER, lease_s=lease_s)
    return (await store.claim(audit_id, OWNER, lease_s)).lease


async def _filled(store: EventStore, writers: int) -> float:
    try:
        leases = [await new_audit(store, lease_s=600) for _ in range(writers)]
        begun = time.perf_counter()
        await asyncio.gather(*(_fill(store, lease, EVENTS // writers) for lease in leases))
        return EVENTS / (time.perf_counter() - begun)
    finally:
        await store.close()  # one left open would keep this process from ending


async def _fill(store: EventStore, lease: Lease, count: int) -> None:
    head = 2
    for n in range(count):
        event = AgentProgress(agent_id="a", completed=n, total=count, message=MESSAGE)
        head = (await store.append(lease.audit_id, [event], head, lease=lease))[-1].seq


@asynccontextmanager
async def _listening(server: PostgresServer) -> AsyncGenerator[None]:
    """Another process that hears what is rung, as another server would."""
    pipe = asyncio.subprocess.PIPE
    arguments = (sys.executable, "-m", "tests.benchmarks.listener", server.address)
    process = await asyncio.create_subprocess_exec(*arguments, stdin=pipe, stdout=pipe)
    assert process.stdout is not None
    await process.stdout.readline()
    try:
        yield
    finally:
        await process.communicate(b"")


ON_SQLITE_16 = Measure("16 audits, SQLite, synchronous=FULL", "events/s", on_sqlite(WRITERS), more_is_better=True)
ON_SQLITE_1 = Measure("1 writer, SQLite, synchronous=FULL", "events/s", on_sqlite(1), more_is_better=True)
ON_POSTGRES = Measure(
    "16 audits, PostgreSQL, fsync on", "events/s", on_postgres(doorbell.Doorbell), more_is_better=True
)
WITHOUT_WAKE_UPS = Measure("the same without wake-ups", "events/s", on_postgres(Silent), more_is_better=True)
RAW = Measure("raw sqlite3, one commit per event, synchronous=FULL", "events/s", raw, more_is_better=True)
ORM_ON_SQLITE = Measure(
    "SQLModel add + commit, 16 writers, synchronous=FULL", "events/s", orm_on_sqlite, more_is_better=True
)
ORM_ON_POSTGRES = Measure(
    "SQLModel add + commit, 16 writers, fsync on", "events/s", orm_on_postgres, more_is_better=True
)
