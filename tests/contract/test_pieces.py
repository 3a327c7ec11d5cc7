"""Large artifacts lie in pieces: there as a whole or not at all, kept with what names them, and swept up else."""

from __future__ import annotations

import asyncio
import os
import tempfile
import uuid

import pytest

from service.artifacts import Artifact, OnDisk, artifact_sha256
from service.errors import ArtifactDamaged, ArtifactNotFound, WrongExpectedSeq
from service.log.pieces.tables import PIECE_BYTES
from service.log.store import EventStore
from service.log.verifying.verdict import Verdict
from tests.contract.conftest import StoreFactory
from tests.contract.databases.kinds import Refused, Tamperer
from tests.log_events import completed, created, new_audit, progress
from tests.verdicts import verify_all
from tests.waiting import until

LARGE = os.urandom(3 * PIECE_BYTES + 7)
SHA256 = artifact_sha256(LARGE)
PIECES, LOOSE = "SELECT count(*) FROM artifact_pieces", "SELECT count(*) FROM loose_bundles"
BUNDLE = "SELECT bundle FROM artifacts WHERE bundle IS NOT NULL"


def counts(tamperer: Tamperer) -> tuple[int, int]:
    """Of pieces, and of bundles that are loose."""
    return tamperer.execute(PIECES)[0][0], tamperer.execute(LOOSE)[0][0]


async def settled(tamperer: Tamperer, pieces: int) -> None:
    """Wait until there are so many pieces, and nothing is loose."""

    async def is_so() -> bool:
        return counts(tamperer) == (pieces, 0)

    await until(is_so)


async def sound(store: EventStore) -> bool:
    return all([verdict.problem is None async for verdict in verify_all(store)])


async def test_what_is_large_lies_in_pieces_and_comes_back_as_it_was(store: EventStore, tamperer: Tamperer) -> None:
    audit_id = await new_audit(store, document=LARGE)
    report = LARGE[::-1]
    extracted = completed().model_copy(update={"artifact": artifact_sha256(report)})
    await store.append(audit_id, [extracted], 1, artifacts=[report])

    assert await store.artifact(SHA256) == LARGE
    assert await store.artifact(artifact_sha256(report)) == report
    rows = tamperer.execute("SELECT size_bytes, pieces, data FROM artifacts")
    assert [(size, pieces, bytes(data)) for size, pieces, data in rows] == [(len(LARGE), 4, b"")] * 2
    assert counts(tamperer) == (8, 0)
    assert [verdict async for verdict in verify_all(store)] == [Verdict(audit_id, 2)]


@pytest.mark.parametrize("size", [len(LARGE), PIECE_BYTES, 5])
async def test_what_is_on_the_disk_is_kept_as_what_is_in_memory(store: EventStore, size: int) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(LARGE[:size])
        file.flush()
        await store.create(str(uuid.uuid4()), created(LARGE[:size]), OnDisk(file, size))

    assert await store.artifact(artifact_sha256(LARGE[:size])) == LARGE[:size]
    assert await sound(store)


@pytest.mark.parametrize("data", [LARGE, b"small"])
async def test_a_document_that_is_kept_can_be_named_alone(store: EventStore, data: bytes) -> None:
    named = Artifact(artifact_sha256(data), len(data))
    with pytest.raises(ArtifactNotFound):
        await store.create(str(uuid.uuid4()), created(data), named)

    first = await new_audit(store, document=data)
    await store.create(second := str(uuid.uuid4()), created(data), named)
    await store.erase(first, "somebody")

    assert await store.artifact((await store.audit(second)).document_sha256) == data
    assert await sound(store)


async def gathered(store: EventStore, came: list[bytes]) -> None:
    async for piece in store.artifact_pieces(SHA256):
        came.append(piece)  # noqa: PERF401  what came before an error is asked for


async def test_what_is_kept_comes_piece_by_piece(store: EventStore) -> None:
    for data in (LARGE, LARGE[:PIECE_BYTES], b"small"):
        await new_audit(store, document=data)
        pieces = [piece async for piece in store.artifact_pieces(artifact_sha256(data))]
        assert b"".join(pieces) == data
        assert max(map(len, pieces)) <= PIECE_BYTES
    with pytest.raises(ArtifactNotFound):
        await anext(store.artifact_pieces(artifact_sha256(b"nobody's")))


async def test_what_an_older_version_kept_in_one_row_comes_piece_by_piece(
    store: EventStore, tamperer: Tamperer
) -> None:
    tamperer.insert("artifacts", {"sha256": SHA256, "size_bytes": len(LARGE), "data": LARGE, "pieces": 0})

    pieces = [piece async for piece in store.artifact_pieces(SHA256)]

    assert b"".join(pieces) == LARGE
    assert max(map(len, pieces)) == PIECE_BYTES


@pytest.mark.parametrize(("size", "pieces"), [(PIECE_BYTES, 0), (PIECE_BYTES + 1, 2), (2 * PIECE_BYTES, 2)])
async def test_what_is_no_larger_than_a_piece_stands_in_its_row(
    store: EventStore, tamperer: Tamperer, size: int, pieces: int
) -> None:
    await new_audit(store, document=LARGE[:size])

    assert await store.artifact(artifact_sha256(LARGE[:size])) == LARGE[:size]
    assert counts(tamperer) == (pieces, 0)


async def test_the_same_large_bytes_are_kept_once(store_factory: StoreFactory, tamperer: Tamperer) -> None:
    stores = [await store_factory(), await store_factory()]

    await asyncio.gather(*(new_audit(store, document=LARGE) for store in stores * 2))

    await settled(tamperer, 4)
    assert tamperer.execute("SELECT sha256, pieces FROM artifacts") == [(SHA256, 4)]
    assert await sound(stores[0])


async def test_an_append_that_is_refused_leaves_no_pieces(store: EventStore, tamperer: Tamperer) -> None:
    audit_id = await new_audit(store)
    with pytest.raises(WrongExpectedSeq):
        await store.append(audit_id, [progress()], 7, artifacts=[LARGE])

    await settled(tamperer, 0)
    with pytest.raises(ArtifactNotFound):
        await store.artifact(SHA256)


async def test_whoever_gives_up_in_the_middle_leaves_no_pieces(store: EventStore, tamperer: Tamperer) -> None:
    creating = asyncio.create_task(new_audit(store, document=LARGE * 20))

    async def has_begun() -> bool:
        return counts(tamperer)[0] > 0

    await until(has_begun)
    creating.cancel()
    await asyncio.wait({creating})

    await settled(tamperer, 0)
    assert (await store.audits(10)).audits == ()


async def test_pieces_go_with_the_last_audit_that_uses_them(store: EventStore, tamperer: Tamperer) -> None:
    first, second = [await new_audit(store, document=LARGE) for _ in range(2)]

    await store.erase(first, "somebody")
    assert await store.artifact(SHA256) == LARGE

    assert (await store.erase(second, "somebody")).artifacts == 1
    assert counts(tamperer) == (0, 0)
    with pytest.raises(ArtifactNotFound):
        await store.artifact(SHA256)


async def test_an_audit_that_begins_while_the_last_one_of_its_document_is_erased_keeps_it(
    store_factory: StoreFactory, tamperer: Tamperer
) -> None:
    here, elsewhere = await store_factory(), await store_factory()
    for _ in range(4):
        going = await new_audit(here, document=LARGE)
        coming, _ = await asyncio.gather(new_audit(elsewhere, document=LARGE), here.erase(going, "somebody"))
        assert await here.artifact(SHA256) == LARGE
        await here.erase(coming, "somebody")

    await settled(tamperer, 0)


def left_behind(tamperer: Tamperer, until_ms: int, pieces: int = 10) -> None:
    """What a process leaves that is killed in the middle of an upload."""
    tamperer.insert("loose_bundles", {"bundle": "left", "until_ms": until_ms})
    for number in range(1, pieces + 1):
        tamperer.insert("artifact_pieces", {"bundle": "left", "number": number, "data": b"piece"})


async def test_what_was_left_behind_is_swept_up_once_its_time_is_over(store: EventStore, tamperer: Tamperer) -> None:
    await new_audit(store, document=LARGE)
    left_behind(tamperer, 0)
    assert await sound(store)

    await store.sweep()

    assert counts(tamperer) == (4, 0)
    assert await store.artifact(SHA256) == LARGE


async def test_what_is_on_its_way_in_is_left_alone(store: EventStore, tamperer: Tamperer) -> None:
    creating = asyncio.create_task(new_audit(store, document=LARGE * 20))
    while not creating.done():
        await store.sweep()
        await asyncio.sleep(0)

    assert (await store.audit(await creating)).document_sha256 == artifact_sha256(LARGE * 20)
    assert await store.artifact(artifact_sha256(LARGE * 20)) == LARGE * 20
    assert await sound(store)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE artifact_pieces SET data = (SELECT data FROM artifact_pieces WHERE number = 2)",
        "UPDATE artifact_pieces SET number = number + 10",
        "UPDATE artifact_pieces SET bundle = 'other'",
        "DELETE FROM artifact_pieces WHERE number = 4",
        "DELETE FROM artifact_pieces",
        "UPDATE artifacts SET pieces = 3",
        "UPDATE artifacts SET bundle = NULL",
        f"INSERT INTO loose_bundles (bundle, until_ms) SELECT bundle, 0 FROM ({BUNDLE}) AS taken",
        "INSERT INTO artifact_pieces (bundle, number, data) SELECT bundle, 5, data FROM artifact_pieces "
        "WHERE number = 1",
        "INSERT INTO artifact_pieces (bundle, number, data) SELECT 'nobody', 1, data FROM artifact_pieces "
        "WHERE number = 1",
        "INSERT INTO artifacts (sha256, size_bytes, data, bundle, pieces) SELECT 'other', size_bytes, data, bundle, "
        "pieces FROM artifacts",
    ],
)
async def test_the_database_lets_nobody_change_the_pieces_of_an_artifact(
    store: EventStore, tamperer: Tamperer, sql: str
) -> None:
    await new_audit(store, document=LARGE)

    with pytest.raises(Refused):
        tamperer.execute(sql)

    assert await store.artifact(SHA256) == LARGE
    assert await sound(store)


@pytest.mark.parametrize(
    "row",
    [
        {"number": 2, "data": b"the piece before is missing"},
        {"number": 0, "data": b"the first piece has number 1"},
        {"number": 1, "data": b""},
    ],
    ids=str,
)
async def test_pieces_come_in_turn(tamperer: Tamperer, row: dict[str, object]) -> None:
    left_behind(tamperer, 0, pieces=0)

    with pytest.raises(Refused, match="the next one of an artifact that is on its way in"):
        tamperer.insert("artifact_pieces", {"bundle": "left", **row})


@pytest.mark.parametrize(("pieces", "size"), [(9, 50), (11, 50), (10, 49), (0, 50)])
async def test_an_artifact_takes_only_what_is_there_in_full(tamperer: Tamperer, pieces: int, size: int) -> None:
    left_behind(tamperer, 0)

    with pytest.raises(Refused, match="an artifact is bytes and says how many"):
        tamperer.insert(
            "artifacts", {"sha256": "x", "size_bytes": size, "data": b"", "bundle": "left", "pieces": pieces}
        )


async def test_pieces_cannot_be_said_to_be_on_their_way_for_ever(tamperer: Tamperer) -> None:
    with pytest.raises(Refused, match="for a time that is soon over"):
        left_behind(tamperer, 2**60)
    left_behind(tamperer, 0)
    with pytest.raises(Refused, match="for a time that is soon over"):
        tamperer.execute(f"UPDATE loose_bundles SET until_ms = {2**60}")
    with pytest.raises(Refused, match="stay loose until they are gone"):
        tamperer.execute("DELETE FROM loose_bundles")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM artifact_pieces WHERE number = 1",
        "DELETE FROM artifact_pieces WHERE number = 4",
        "UPDATE artifact_pieces SET data = (SELECT data FROM artifact_pieces WHERE number = 4) WHERE number = 2",
        "UPDATE artifacts SET pieces = 3",
    ],
)
async def test_altered_pieces_are_never_handed_out(store: EventStore, tamperer: Tamperer, sql: str) -> None:
    await new_audit(store, document=LARGE)
    tamperer.drop_rules()
    tamperer.execute(sql)

    with pytest.raises(ArtifactDamaged) as damaged:
        await store.artifact(SHA256)

    assert damaged.value.sha256 == SHA256
    came: list[bytes] = []
    with pytest.raises(ArtifactDamaged):
        await gathered(store, came)
    assert sum(map(len, came)) < len(LARGE)
