"""Pieces of artifacts on PostgreSQL: each comes and goes in a transaction of its own, beside the writer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from service.log.pieces.tables import LOOSE_S
from service.log.postgres import pooled, queries
from service.log.postgres.connection import LARGE_S, Connections, one_transaction

if TYPE_CHECKING:
    from service.log.postgres.transaction import Connection

T = TypeVar("T")

SWEPT_AT_ONCE = 64
"""Pieces: 16 MiB, which PostgreSQL marks as gone and takes away at its own pace."""
LOOSE_MS = LOOSE_S * 1000


class PostgresPieces:
    """As ``PieceTables``."""

    def __init__(self, connections: Connections, rows: Callable[..., Awaitable[list[Any]]]) -> None:
        """``rows`` reads: of what, the statement, its values."""
        self._connections = connections
        self._rows = rows

    async def is_kept(self, sha256: str) -> bool:
        return bool(await self._rows(f"whether artifact {sha256} is there", queries.SELECT_KEPT, sha256))

    async def put_piece(self, bundle: str, number: int, data: bytes) -> None:
        async def put(connection: Connection) -> None:
            if number == 1:
                await connection.execute(queries.INSERT_LOOSE, bundle, LOOSE_MS)
            else:
                await connection.execute(queries.UPDATE_LOOSE, bundle, LOOSE_MS)
            await connection.execute(queries.INSERT_PIECE, bundle, number, data)

        await self._alone(put)

    async def let_go(self, bundle: str) -> bool:
        async def let_go(connection: Connection) -> bool:
            return await connection.fetchval(queries.UPDATE_LOOSE, bundle, 0) is not None

        return await self._alone(let_go)

    async def sweep_some(self) -> bool:
        if not await self._rows("what was left of artifacts", queries.SELECT_LEFT_BEHIND):
            return False
        return await self._alone(_sweep)

    async def artifact_row(self, sha256: str) -> tuple[object, object, object] | None:
        rows = await self._rows(f"artifact {sha256}", queries.SELECT_ARTIFACT, sha256, timeout_s=LARGE_S)
        return tuple(rows[0]) if rows else None

    async def piece(self, bundle: object, number: int) -> object:
        rows = await self._rows(f"piece {number} of artifact pieces {bundle}", queries.SELECT_PIECE, bundle, number)
        return rows[0][0] if rows else None

    async def _alone(self, change: Callable[[Connection], Awaitable[T]]) -> T:
        async def write(connection: Connection) -> T:
            async with one_transaction(connection):
                # A crash may take it back, until anything else is committed: that waits for all that was before it.
                await connection.execute(queries.WAIT_FOR_NO_DISK)
                return await change(connection)

        return await pooled.written(self._connections, write)


async def _sweep(connection: Connection) -> bool:
    """Take away the last pieces of one bundle, or the bundle once it has none; whether there was one."""
    bundle = await connection.fetchval(queries.LOCK_LEFT_BEHIND)
    if bundle is None:  # another process sweeps
        return False
    if await connection.execute(queries.DELETE_PIECES, bundle, SWEPT_AT_ONCE) == "DELETE 0":
        await connection.execute(queries.DELETE_LOOSE, bundle)
    return True
