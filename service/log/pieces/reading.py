"""The bytes of an artifact, piece by piece: whoever reads a large one holds up nobody, and need not hold it whole."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator

from service.artifacts import SOON_BYTES
from service.errors import ArtifactDamaged, ArtifactNotFound
from service.log.pieces.tables import PIECE_BYTES, PieceTables


async def pieces_of(tables: PieceTables, sha256: str) -> AsyncGenerator[bytes]:
    """The bytes kept under ``sha256``, in their order, at most ``PIECE_BYTES`` of them at a time.

    The last of them come once it is proved that all are what was kept: nobody ever has the whole of anything else.

    Raises:
        ArtifactNotFound: there are none, or they were erased meanwhile.
        ArtifactDamaged: they are not what was kept.
    """
    digest, last = hashlib.sha256(), b""
    async for piece in _as_they_lie(tables, sha256):
        if last:
            yield last
        if len(piece) > SOON_BYTES:
            await asyncio.to_thread(digest.update, piece)
        else:
            digest.update(piece)
        last = piece
    if (actual := digest.hexdigest()) != sha256:
        raise ArtifactDamaged(sha256, actual)
    yield last


async def whole(tables: PieceTables, sha256: str) -> bytes:
    """All bytes kept under ``sha256``; as ``pieces_of``."""
    pieces = [piece async for piece in pieces_of(tables, sha256)]
    return pieces[0] if len(pieces) == 1 else await asyncio.to_thread(b"".join, pieces)


async def _as_they_lie(tables: PieceTables, sha256: str) -> AsyncGenerator[bytes]:
    row = await tables.artifact_row(sha256)
    if row is None:
        raise ArtifactNotFound(sha256)
    data, bundle, count = row
    if bundle is None:
        kept = memoryview(_bytes(sha256, data, "nothing, for they are no bytes"))
        for start in range(0, len(kept), PIECE_BYTES):
            yield bytes(kept[start : start + PIECE_BYTES])
        return
    if not isinstance(count, int):  # SQLite keeps any type of value in any column
        raise ArtifactDamaged(sha256, "nothing, for nobody can say how many pieces they are")
    for number in range(1, count + 1):
        piece = await tables.piece(bundle, number)
        if piece is None and await tables.artifact_row(sha256) is None:
            raise ArtifactNotFound(sha256)
        yield _bytes(sha256, piece, f"nothing, for piece {number} of {count} is gone or is no bytes")


def _bytes(sha256: str, data: object, otherwise: str) -> bytes:
    if not isinstance(data, bytes):
        raise ArtifactDamaged(sha256, otherwise)
    return data
