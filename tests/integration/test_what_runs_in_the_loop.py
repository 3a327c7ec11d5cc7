"""What is long is done beside the event loop, or in pieces between which others get their turn."""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from service import events
from service.artifacts import artifact_sha256
from service.audits import acceptance
from service.audits.acceptance import Upload, accept
from service.audits.recorder import Recorder
from service.bootstrap import running_here
from service.log import rows
from service.log.sqlite.store import SqliteEventStore
from service.projections.views import AT_ONCE, Views
from service.settings import Settings
from service.workers.process import Beyond, WorkerProcess
from tests.log_events import DOCUMENT, completed, finding, new_audit

MAX_BYTES = 2**20


@dataclass
class Threads:
    """Remembers which threads have hashed."""

    seen: set[int]

    def hashing(self, data: bytes) -> str:
        self.seen.add(threading.get_ident())
        return artifact_sha256(data)


async def test_bytes_of_any_length_are_hashed_in_other_threads(
    sqlite_store: SqliteEventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = Threads(set())
    monkeypatch.setattr(rows, "artifact_sha256", threads.hashing)

    audit_id = await new_audit(sqlite_store)
    kept = (await sqlite_store.audit(audit_id)).document_sha256
    assert await sqlite_store.artifact(kept) == DOCUMENT

    assert threads.seen
    assert threading.get_ident() not in threads.seen


async def test_an_upload_is_hashed_once_and_not_in_the_loop(
    sqlite_store: SqliteEventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[tuple[int, bytes]] = []

    def hashing(data: bytes) -> str:
        hashed.append((threading.get_ident(), data))
        return artifact_sha256(data)

    monkeypatch.setattr(acceptance, "artifact_sha256", hashing)

    await accept(sqlite_store, Upload("report.md", DOCUMENT, idempotency_key="k"), MAX_BYTES)

    assert [thread == threading.get_ident() for thread, data in hashed if data == DOCUMENT] == [False]


async def test_a_runner_does_not_read_back_what_it_has_written(
    sqlite_store: SqliteEventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit_id = await new_audit(sqlite_store)
    recorder = Recorder(sqlite_store, await sqlite_store.claim(audit_id, "a", 10))
    await recorder.catch_up()
    parsed: list[str] = []
    monkeypatch.setattr(events, "parse", parsed.append)

    await recorder.append(completed("one", "two"))

    assert parsed == []
    assert recorder.state.findings_total == 2


async def test_thousands_of_findings_are_decoded_in_pieces(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    found = tuple(finding(str(n)) for n in range(AT_ONCE * 10))
    data = json.dumps([one.model_dump(mode="json") for one in found]).encode()
    event = replace_artifact(data)
    await sqlite_store.append(audit_id, [event], 1, artifacts=[data])
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    counting = asyncio.create_task(count())
    assert await Views(sqlite_store)._all(audit_id, 2, event) == found
    counting.cancel()
    assert turns >= 10


def replace_artifact(data: bytes) -> events.AgentCompleted:
    return completed("shown").model_copy(update={"artifact": artifact_sha256(data)})


async def test_worker_processes_are_started_before_there_is_anybody_to_wait_for_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[WorkerProcess] = []
    start = WorkerProcess.start

    async def counted(memory_bytes: int, beyond: Beyond) -> WorkerProcess:
        started.append(await start(memory_bytes, beyond))
        return started[-1]

    monkeypatch.setattr(WorkerProcess, "start", counted)
    settings = Settings(data_dir=tmp_path, workers=3)
    async with running_here(settings, asyncio.Event()):
        assert len(started) == 3
        assert all(worker.reusable for worker in started)
    assert not any(worker.alive for worker in started)


async def test_a_machine_without_room_for_worker_processes_still_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none_left(_: int, __: Beyond) -> WorkerProcess:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(WorkerProcess, "start", none_left)
    async with running_here(Settings(data_dir=tmp_path), asyncio.Event()) as (store, _):
        await store.ping()
