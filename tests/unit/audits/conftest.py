"""A processor over a real store and real workers, and audits for it to run."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from service.audits.acceptance import Upload, accept
from service.audits.processor import DocumentProcessor
from service.log.sqlite.store import SqliteEventStore
from service.log.values import Head
from service.settings import Settings
from service.workers.pool import WorkerPool
from tests.unit.agents.given.installed import THEIR_NEEDS, install
from tests.waiting import DEADLINE_S

REPORT = b"# Results\n\n| | 2025 |\n|---|---|\n| Sales | 7 |\n"
MEMORY_BYTES = 2**30
OWNER = "this test"


@dataclass
class Stage:
    """A store, a pool, and what is done with them."""

    store: SqliteEventStore
    pool: WorkerPool
    settings: Settings

    def processor(self, owner: str = OWNER, **settings: Any) -> DocumentProcessor:
        return DocumentProcessor(self.store, self.pool, self.settings.model_copy(update=settings), owner)

    async def accepted(self, *agents: str, data: bytes = REPORT, filename: str = "report.md", sender: str = "") -> str:
        """The id of an audit that waits."""
        return await accept(self.store, Upload(filename, data, agents=agents, sender=sender), 10**6)

    async def audited(self, *agents: str, data: bytes = REPORT, **settings: Any) -> list[dict[str, Any]]:
        """The log of a new audit, run to its end."""
        audit_id = await self.accepted(*agents, data=data)
        await self.processor(**settings).process_document(audit_id)
        return await self.log(audit_id)

    async def log(self, audit_id: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while page := await self.store.read(audit_id, len(found)):
            found += [json.loads(event.body) for event in page]
        return found

    async def head(self, audit_id: str) -> Head:
        return await self.store.head(audit_id)


@pytest.fixture(autouse=True)
def agents_of_others(monkeypatch: pytest.MonkeyPatch, database_path: Path) -> Iterator[None]:
    install(monkeypatch)
    monkeypatch.setenv("TROUBLESOME_DATABASE", str(database_path))
    yield
    if stubborn := sys.modules.get("troublesome.adk.hanging"):
        vars(stubborn)["released"] = False


@pytest.fixture
async def stage(sqlite_store: SqliteEventStore, agents_of_others: None, tmp_path: Path) -> AsyncIterator[Stage]:
    pool = WorkerPool(2, MEMORY_BYTES, THEIR_NEEDS)
    settings = Settings(data_dir=tmp_path, agent_timeout_s=DEADLINE_S, agent_retry_pause_s=0)
    yield Stage(sqlite_store, pool, settings.model_copy(update={"lease_s": DEADLINE_S}))
    await pool.close()
    if stubborn := sys.modules.get("troublesome.adk.hanging"):
        vars(stubborn)["released"] = True


def types(log: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in log]


def of(log: list[dict[str, Any]], kind: str, agent_id: str | None = None) -> list[dict[str, Any]]:
    """The events of a type, of one agent or of all."""
    return [event for event in log if event["type"] == kind and agent_id in {None, event.get("agent_id")}]
