"""The recorder: it writes after what it knows, and knows what it has written."""

from __future__ import annotations

import pytest

from service.artifacts import artifact_sha256
from service.audits.recorder import Recorder
from service.errors import ArtifactNotFound, EventTooLarge, WrongExpectedSeq
from service.events import MAX_EVENT_BYTES, DocumentExtracted
from service.log.sqlite.store import SqliteEventStore
from service.projections.views import Views
from tests.log_events import complete, new_audit, progress


async def recorder_of(store: SqliteEventStore, audit_id: str) -> Recorder:
    recorder = Recorder(store, await store.claim(audit_id, "here", 10))
    await recorder.catch_up()
    return recorder


async def test_an_event_that_is_too_large_is_refused_and_leaves_no_artifact(
    sqlite_store: SqliteEventStore,
) -> None:
    audit_id = await new_audit(sqlite_store)
    recorder = await recorder_of(sqlite_store, audit_id)
    large = DocumentExtracted(sections=1, paragraphs=1, tables=1, pages=None, artifact="f" * MAX_EVENT_BYTES)

    with pytest.raises(EventTooLarge):
        await recorder.append(large, b"artifact")

    assert recorder.state.seq == 2
    with pytest.raises(ArtifactNotFound):
        await sqlite_store.artifact(artifact_sha256(b"artifact"))


async def test_what_is_recorded_is_known_at_once(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    recorder = await recorder_of(sqlite_store, audit_id)

    await recorder.append(progress())
    await recorder.append(complete())

    assert (recorder.state.seq, recorder.state.status) == (4, "complete")
    assert recorder.state == await Views(sqlite_store).state(audit_id)


async def test_a_long_log_is_caught_up_with(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store, events=600)

    recorder = await recorder_of(sqlite_store, audit_id)

    assert recorder.state.seq == 601


async def test_a_recorder_never_writes_after_an_event_that_it_has_not_read(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    recorder = await recorder_of(sqlite_store, audit_id)
    await sqlite_store.append(audit_id, [progress()], 2)

    for _ in range(2):
        with pytest.raises(WrongExpectedSeq):
            await recorder.append(progress())

    assert (await sqlite_store.head(audit_id)).seq == 3
