"""What most services would write: a SQLModel row for each event, ``add`` and ``commit`` in an async session."""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Any, ClassVar

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

BODY = "b" * 600
PATIENCE_S = 60


class Tables(SQLModel, registry=registry()):
    """Apart from the tables of the service."""


class Written(Tables, table=True):
    """An event."""

    __tablename__: ClassVar[str] = "written"  # pyright: ignore[reportIncompatibleVariableOverride]

    audit_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    body: str


async def events_a_second(url: str, writers: int, events: int) -> float:
    """``writers`` at once, which write ``events`` events in all, each waiting for every commit."""
    engine = _engine(url, writers)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(Tables.metadata.create_all)
        begun = time.perf_counter()
        await asyncio.gather(*(_write(engine, events // writers) for _ in range(writers)))
        return events / (time.perf_counter() - begun)
    finally:
        await engine.dispose()


async def _write(engine: AsyncEngine, events: int) -> None:
    audit_id = str(uuid.uuid4())
    for seq in range(1, events + 1):
        async with AsyncSession(engine, expire_on_commit=False) as session:
            session.add(Written(audit_id=audit_id, seq=seq, body=BODY))
            await session.commit()


def _engine(url: str, writers: int) -> AsyncEngine:
    if not url.startswith("sqlite"):
        return create_async_engine(url, pool_size=writers)
    engine = create_async_engine(url, pool_size=writers, connect_args={"timeout": PATIENCE_S})

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine
