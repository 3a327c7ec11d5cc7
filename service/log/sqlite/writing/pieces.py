"""Pieces of artifacts in the embedded database: each comes and goes in a transaction of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from service.log.pieces.tables import LOOSE_S, PIECE_BYTES
from service.log.sqlite import queries
from service.log.sqlite.writing.committing import Committing
from service.log.sqlite.writing.folding import Folding, hold_back
from service.log.sqlite.writing.giving_back import GivingBack
from service.log.sqlite.writing.thread import ConnectionThread

T = TypeVar("T")

SWEPT_AT_ONCE = 1
"""Pieces. Each is overwritten as it goes, which takes as long as to write it did."""
LOOSE_MS = LOOSE_S * 1000
Rows = Callable[[str, Sequence[object]], Awaitable[list[Any]]]


class SqlitePieces:
    """As ``PieceTables``. The thread that writes gives each call a turn between two batches of others."""

    def __init__(
        self,
        thread: ConnectionThread,
        database: Committing,
        folding: Folding,
        giving_back: GivingBack,
        *,
        rows: Rows,
        rows_aside: Rows,
    ) -> None:
        """``rows`` reads for whoever is live, ``rows_aside`` what is large."""
        self._thread = thread
        self._database = database
        self._folding = folding
        self._giving_back = giving_back
        self._rows = rows
        self._rows_aside = rows_aside

    async def is_kept(self, sha256: str) -> bool:
        return bool(await self._rows(queries.SELECT_KEPT, (sha256,)))

    async def put_piece(self, bundle: str, number: int, data: bytes) -> None:
        await self._alone(lambda raw: _put(raw, bundle, number, data))
        await self._folding.wrote(len(data))

    async def let_go(self, bundle: str) -> bool:
        if not await self._rows(queries.SELECT_LOOSE, (bundle,)):
            return False
        await self._alone(lambda raw: raw.execute(queries.UPDATE_LOOSE, (0, bundle)))
        return True

    async def sweep_some(self) -> bool:
        if not await self._rows(queries.SELECT_LEFT_BEHIND, ()):
            return False
        swept = await self._alone(_sweep)
        await self._folding.wrote(swept * PIECE_BYTES)
        self._giving_back.begin()
        return True

    async def artifact_row(self, sha256: str) -> tuple[object, object, object] | None:
        rows = await self._rows_aside(queries.SELECT_ARTIFACT, (sha256,))
        return rows[0] if rows else None

    async def piece(self, bundle: object, number: int) -> object:
        rows = await self._rows_aside(queries.SELECT_PIECE, (bundle, number))
        return rows[0][0] if rows else None

    async def _alone(self, change: Callable[[sqlite3.Connection], T]) -> T:
        return await self._thread.run(lambda raw: self._database.alone(raw, change))


def _put(raw: sqlite3.Connection, bundle: str, number: int, data: bytes) -> None:
    hold_back(raw)
    if number == 1:
        raw.execute(queries.INSERT_LOOSE, (bundle, LOOSE_MS))
    else:
        raw.execute(queries.UPDATE_LOOSE, (LOOSE_MS, bundle))
    raw.execute(queries.INSERT_PIECE, (bundle, number, data))


def _sweep(raw: sqlite3.Connection) -> int:
    """The last pieces of one bundle, or the bundle once it has none; how many pieces are gone."""
    left = raw.execute(queries.SELECT_LEFT_BEHIND).fetchone()
    if left is None:  # another process has swept
        return 0
    bundle, last = left
    if last is None:
        raw.execute(queries.DELETE_LOOSE, (bundle,))
        return 0
    hold_back(raw)
    raw.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten, not only forgotten
    try:
        return raw.execute(queries.DELETE_PIECES, (bundle, last - SWEPT_AT_ONCE)).rowcount
    finally:
        raw.execute("PRAGMA secure_delete = OFF")
