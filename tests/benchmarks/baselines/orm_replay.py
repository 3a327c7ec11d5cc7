"""What most services would replay: ORM rows, a pydantic model of each, ``send_json``.

``python -m tests.benchmarks.baselines.orm_replay FILE`` serves audits of a database of ours at /ws/audit/ID.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from fastapi import FastAPI, WebSocket
from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from tests.benchmarks.baselines.listening import serve

PAGE = 256


class Tables(SQLModel, registry=registry()):
    """Apart from the tables of the service."""


class Kept(Tables, table=True):
    """An event as it is stored."""

    __tablename__: ClassVar[str] = "events"  # pyright: ignore[reportIncompatibleVariableOverride]

    audit_id: str = Field(primary_key=True)
    stream: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    type: str
    body: str


class Sent(BaseModel):
    """An event as it is sent."""

    model_config = ConfigDict(extra="allow")

    seq: int
    audit_id: str
    type: str
    timestamp: datetime


async def sent(engine: AsyncEngine, audit_id: str) -> AsyncIterator[Sent]:
    """All events of an audit, a page at a time."""
    after = 0
    while True:
        query = select(Kept).where(Kept.audit_id == audit_id, Kept.stream == "audit", Kept.seq > after)
        async with AsyncSession(engine) as session:
            page = (await session.exec(query.order_by(col(Kept.seq)).limit(PAGE))).all()
        for row in page:
            yield Sent.model_validate_json(row.body)
        if len(page) < PAGE:
            return
        after = page[-1].seq


def application(path: Path) -> FastAPI:
    """It only replays."""
    app = FastAPI()
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")

    @app.websocket("/ws/audit/{audit_id}")
    async def replay(websocket: WebSocket, audit_id: str) -> None:
        await websocket.accept()
        async for event in sent(engine, audit_id):
            await websocket.send_json(event.model_dump(mode="json"))
        await websocket.close()

    return app


if __name__ == "__main__":
    serve(application(Path(sys.argv[1])))
