"""Bytes kept by their SHA-256."""

from __future__ import annotations

import pytest

from service.artifacts import artifact_sha256
from service.errors import ArtifactDamaged, ArtifactNotFound, StreamEnded, WrongExpectedSeq
from service.log.store import EventStore
from tests.contract.databases.kinds import Tamperer
from tests.log_events import complete, new_audit, progress

TICKS = bytes(range(256)) * 40


async def test_an_artifact_comes_back_as_it_was(store: EventStore) -> None:
    audit_id = await new_audit(store)

    await store.append(audit_id, [progress()], 1, artifacts=[TICKS, b""])

    assert await store.artifact(artifact_sha256(TICKS)) == TICKS
    assert await store.artifact(artifact_sha256(b"")) == b""


async def test_an_unknown_artifact_is_not_found(store: EventStore) -> None:
    with pytest.raises(ArtifactNotFound) as missing:
        await store.artifact("0" * 64)

    assert missing.value.sha256 == "0" * 64


async def test_the_same_bytes_are_kept_once(store: EventStore, tamperer: Tamperer) -> None:
    audits = [await new_audit(store, document=TICKS) for _ in range(3)]
    for audit_id in audits:
        await store.append(audit_id, [progress()], 1, artifacts=[TICKS, TICKS])

    assert tamperer.execute("SELECT sha256, size_bytes FROM artifacts") == [(artifact_sha256(TICKS), len(TICKS))]


async def test_a_refused_append_leaves_no_artifact(store: EventStore) -> None:
    audit_id = await new_audit(store)
    with pytest.raises(WrongExpectedSeq):
        await store.append(audit_id, [progress()], 7, artifacts=[TICKS])
    with pytest.raises(StreamEnded):
        await store.append(audit_id, [complete(), progress()], 1, artifacts=[TICKS])

    with pytest.raises(ArtifactNotFound):
        await store.artifact(artifact_sha256(TICKS))


async def test_a_document_is_known_once_there_is_an_audit_of_it(store: EventStore) -> None:
    audit_id = await new_audit(store, document=b"one")
    await store.append(audit_id, [progress()], 1, artifacts=[TICKS])

    assert await store.knows_document(artifact_sha256(b"one"))
    assert not await store.knows_document(artifact_sha256(TICKS))


@pytest.mark.parametrize("forged", [TICKS[:-1], b"", TICKS + b"\0", b"\1" + TICKS[1:]])
async def test_altered_bytes_are_never_handed_out(store: EventStore, tamperer: Tamperer, forged: bytes) -> None:
    await new_audit(store, document=TICKS)
    tamperer.drop_rules()
    tamperer.execute("UPDATE artifacts SET data = ?", forged)

    with pytest.raises(ArtifactDamaged) as damaged:
        await store.artifact(artifact_sha256(TICKS))

    assert (damaged.value.sha256, damaged.value.actual) == (artifact_sha256(TICKS), artifact_sha256(forged))
