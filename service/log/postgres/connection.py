"""Connections to PostgreSQL, each with time-outs, so that a dead one is noticed soon."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import asyncpg

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    from service.log.place import PostgresServer

    Pool = asyncpg.Pool[asyncpg.Record]

logger = logging.getLogger(__name__)

POOL_SIZE = 8
CONNECT_TIMEOUT_S = 5
STATEMENT_S = 4
"""How long a statement may take. What waits behind a transaction that falls silent is written, or fails, twice as long
later at most: still before the longest lease (10 s), renewed a second before, has ended."""
READ_S = 10
"""The same where somebody only reads: a page of the log may be large, and nobody waits behind it."""
LARGE_S = 60
"""The same where it may carry a large artifact as a whole, as older versions have kept them, over a slow network."""
GOODBYE_S = 2
VANISHED_S = 6
"""How long a server may leave unacknowledged what was sent, even if that is only the question whether it is there.
A network that drops packets says nothing: without this a connection through it would look open for a quarter of an
hour. A server that is slow acknowledges, and is waited for as long as its statement may take."""
ABANDONED_S = 5
"""How long the server lets a transaction wait for its next statement, of which ours have milliseconds between them.
Where a process or its network died in the middle, nobody else could take its audits over before the locks are free."""


async def connect(server: PostgresServer, name: str) -> asyncpg.Connection[asyncpg.Record]:
    """A connection of its own, which ``pg_stat_activity`` calls ``name``.

    Raises:
        OSError, asyncpg.PostgresError, asyncpg.InterfaceError: it cannot be had.
    """
    connection = await asyncpg.connect(
        server.dsn,
        server_settings={"application_name": name},
        timeout=CONNECT_TIMEOUT_S,
        command_timeout=STATEMENT_S,
    )
    await _watched(connection)
    return connection


class Connections:
    """A pool of connections, which is replaced by a new one when its connections are dead."""

    def __init__(self, server: PostgresServer, pool: Pool) -> None:
        self.server = server
        self.pool = pool
        self._left: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, server: PostgresServer) -> Connections:
        """Connections to ``server``, which has answered once.

        Raises:
            OSError, asyncpg.PostgresError, asyncpg.InterfaceError: it cannot be reached.
        """
        pool = await _new_pool(server)
        try:
            await pool.fetch("SELECT 1")
        except BaseException:
            pool.terminate()
            raise
        return cls(server, pool)

    async def start_over(self) -> None:
        """Connect again from now on: what has become of one connection may have become of all.

        Whoever reads from one of them now may come to an end.
        """
        left, self.pool = self.pool, await _new_pool(self.server)
        task = asyncio.create_task(_closed(left, READ_S))
        self._left.add(task)
        task.add_done_callback(self._left.discard)

    async def close(self) -> None:
        """Close all connections; a server that does not answer is not waited for."""
        for task in self._left:
            task.cancel()
        await asyncio.gather(*self._left, _closed(self.pool, GOODBYE_S), return_exceptions=True)


@asynccontextmanager
async def one_transaction(connection: PoolConnectionProxy[asyncpg.Record]) -> AsyncGenerator[None]:
    """A transaction. If the server falls silent in it the connection is dropped: a rollback would only wait again.

    The server rolls it back by itself, once it knows that nobody is there or after ``ABANDONED_S``.
    """
    async with connection.transaction():
        try:
            yield
        except TimeoutError:
            connection.terminate()
            raise


async def _new_pool(server: PostgresServer) -> Pool:
    """A pool without a connection yet: a floor would be kept by a task that writes a trace to the log each second of an
    outage."""
    return await asyncpg.create_pool(
        server.dsn,
        min_size=0,
        max_size=POOL_SIZE,
        init=_watched,
        reset=_as_it_is,
        timeout=CONNECT_TIMEOUT_S,
        command_timeout=STATEMENT_S,
        server_settings={"idle_in_transaction_session_timeout": str(ABANDONED_S * 1000)},
    )


async def _closed(pool: Pool, patience_s: float) -> None:
    """Close the pool once nobody uses it any more, but end it after ``patience_s``, or when cancelled."""
    try:
        async with asyncio.timeout(patience_s):
            await pool.close()
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        logger.info("connections to the database were ended without its answer: %r", error)
    finally:
        pool.terminate()


async def _watched(connection: Any) -> None:
    """asyncpg has no option for this, and no other way to its socket; its version is locked."""
    watch(connection._transport.get_extra_info("socket"))


async def _as_it_is(_: object) -> None:
    """Nothing here outlives its transaction, so a connection that is given back need not be reset by a round trip."""


def watch(connected: socket.socket) -> None:
    """Have the kernel ask whether the other end is there, and end the connection once it has not said so for long."""
    if connected.family == socket.AF_UNIX or not hasattr(socket, "TCP_USER_TIMEOUT"):  # which only Linux has
        return
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, VANISHED_S // 2)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, VANISHED_S * 1000)
