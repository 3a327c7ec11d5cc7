"""One use of a pooled connection: to write and know what became of it, or to read."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import asyncpg

from service.errors import DatabaseFailed
from service.log.appending.settling import AnswerLost
from service.log.postgres.connection import READ_S, STATEMENT_S, Connections
from service.log.postgres.faults import unreachable

if TYPE_CHECKING:
    from service.log.postgres.transaction import Connection

logger = logging.getLogger(__name__)

T = TypeVar("T")

GIVE_BACK_S = 2
"""How long a connection may take to become fit for others again: the one writer waits for it."""
UNREACHABLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, TimeoutError)


async def written(connections: Connections, write: Callable[[Connection], Awaitable[T]]) -> T:
    """What ``write`` commits on a connection of its own. One that failed is not handed out again.

    Raises:
        AnswerLost: the connection was lost during the commit; all connections are replaced.
        DatabaseFailed: nothing was written. Where the server fell silent, all connections are replaced.
    """
    pool = connections.pool
    try:
        async with asyncio.timeout(STATEMENT_S):
            connection = await pool.acquire()
        try:
            return await write(connection)
        except (AnswerLost, *UNREACHABLE):
            with suppress(asyncpg.InterfaceError):  # it is closed, which took it out of the pool
                connection.terminate()  # else it would be handed out again for as long as it looks open
            raise
        finally:
            await _give_back(pool, connection)
    except AnswerLost:
        await connections.start_over()
        raise
    except UNREACHABLE as error:
        silent = _fell_silent(error)
        if silent:
            await connections.start_over()
        raise DatabaseFailed("write", unreachable(connections.server, TimeoutError() if silent else error)) from error


async def rows(
    connections: Connections, what: str, sql: str, *values: object, timeout_s: float | None = None
) -> list[Any]:
    """The rows that ``sql`` selects: of ``what``, which an error names.

    Raises:
        DatabaseFailed: the database cannot be asked.
    """
    try:
        async with connections.pool.acquire(timeout=READ_S) as connection:
            return await connection.fetch(sql, *values, timeout=timeout_s or READ_S)
    except UNREACHABLE as error:
        raise DatabaseFailed(f"read {what}", unreachable(connections.server, error)) from error


def _fell_silent(error: BaseException | None) -> bool:
    """Whether ``error`` began with a time-out: to roll back a transaction on a silent connection fails otherwise.

    What was lost before, and is being settled, is another matter.
    """
    while error is not None and not isinstance(error, TimeoutError | AnswerLost):
        error = error.__context__
    return isinstance(error, TimeoutError)


async def _give_back(pool: asyncpg.Pool[asyncpg.Record], connection: Connection) -> None:
    """Let others have the connection. One that is lost by now takes back nothing of what became of its commit."""
    try:
        await pool.release(connection, timeout=GIVE_BACK_S)
    except UNREACHABLE as error:
        logger.info("a connection was lost after its transaction, the pool makes another: %r", error)
