"""Who brings what is large takes turns with others who do, and brings it again if what was kept is erased."""

from __future__ import annotations

import asyncio

import pytest

from service.artifacts import Artifact
from service.errors import ArtifactNotFound, DatabaseFailed
from service.log.pieces.tables import PIECE_BYTES
from service.log.pieces.writing import Pieces
from tests.waiting import until

LARGE = Artifact.of(b"a" * (3 * PIECE_BYTES))
OTHER = Artifact.of(b"b" * (3 * PIECE_BYTES))
SMALL = Artifact.of(b"small")


class Tables:
    """Pieces in memory, and in which order they came. Each call lets others have a turn."""

    def __init__(self) -> None:
        self.kept: set[str] = set()
        self.loose: dict[str, list[bytes]] = {}
        self.over: set[str] = set()
        self.order: list[bytes] = []
        self.room = 1000

    async def is_kept(self, sha256: str) -> bool:
        return sha256 in self.kept

    async def put_piece(self, bundle: str, number: int, data: bytes) -> None:
        await asyncio.sleep(0)
        if not self.room:
            raise DatabaseFailed("write", "no room")
        self.room -= 1
        pieces = self.loose.setdefault(bundle, [])
        assert len(pieces) == number - 1
        pieces.append(data)
        self.order.append(data[:1])

    async def let_go(self, bundle: str) -> bool:
        self.over |= {bundle} & self.loose.keys()
        return bundle in self.loose

    async def sweep_some(self) -> bool:
        for bundle in self.over & self.loose.keys():
            del self.loose[bundle]
            return True
        return False

    async def artifact_row(self, sha256: str) -> tuple[object, object, object] | None:
        raise NotImplementedError(sha256)

    async def piece(self, bundle: object, number: int) -> object:
        raise NotImplementedError(bundle, number)

    async def write(self, artifacts: tuple[Artifact, ...]) -> tuple[Artifact, ...]:
        """Artifacts take their pieces."""
        for artifact in artifacts:
            if artifact.is_elsewhere and artifact.sha256 not in self.kept:
                raise ArtifactNotFound(artifact.sha256)
            if artifact.bundle is not None:
                assert b"".join(self.loose.pop(artifact.bundle)) in {LARGE.data, OTHER.data}
            self.kept.add(artifact.sha256)
        return artifacts


async def test_those_who_bring_take_turns_piece_by_piece() -> None:
    tables = Tables()
    pieces = Pieces(tables)

    await asyncio.gather(*(pieces.bring([artifact], tables.write) for artifact in (LARGE, OTHER)))

    assert tables.order == [b"a", b"b"] * 3


async def test_what_is_small_comes_with_its_bytes() -> None:
    tables = Tables()

    written = await Pieces(tables).bring([SMALL, LARGE], tables.write)

    assert written[0] == SMALL
    assert (written[1].sha256, written[1].size_bytes, written[1].data, written[1].pieces) == (
        LARGE.sha256,
        LARGE.size_bytes,
        b"",
        3,
    )


async def test_what_is_kept_already_is_not_written_again() -> None:
    tables = Tables()
    tables.kept.add(LARGE.sha256)

    (written,) = await Pieces(tables).bring([LARGE], tables.write)

    assert written.is_elsewhere
    assert tables.order == []


async def test_what_was_kept_and_is_erased_meanwhile_is_written_after_all() -> None:
    tables = Tables()
    tables.kept.add(LARGE.sha256)

    async def erased_before_it_is_written(artifacts: tuple[Artifact, ...]) -> tuple[Artifact, ...]:
        tables.kept.discard(LARGE.sha256)
        return await tables.write(artifacts)

    (written,) = await Pieces(tables).bring([LARGE], erased_before_it_is_written)

    assert written.pieces == 3


async def test_an_artifact_that_is_named_and_not_brought_is_not_found() -> None:
    async def names_another(_: tuple[Artifact, ...]) -> None:
        raise ArtifactNotFound(OTHER.sha256)

    tables = Tables()
    pieces = Pieces(tables)
    with pytest.raises(ArtifactNotFound):
        await pieces.bring([LARGE], names_another)

    await pieces.close()
    assert tables.loose.keys() <= tables.over


async def test_what_finds_no_room_in_the_middle_is_swept_up() -> None:
    tables = Tables()
    tables.room = 2
    pieces = Pieces(tables)
    with pytest.raises(DatabaseFailed, match="no room"):
        await pieces.bring([LARGE], tables.write)

    async def is_swept() -> bool:
        return tables.loose == {}

    await until(is_swept)
