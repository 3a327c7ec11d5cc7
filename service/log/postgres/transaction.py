"""One transaction for many operations, each with a result or an error of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import asyncpg

from service.errors import DatabaseFailed, LogError
from service.log.codec import StoredEvent
from service.log.postgres import queries

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Connection = PoolConnectionProxy[asyncpg.Record]

Outbox = list[StoredEvent]

OWN_FAULTS = (LogError, asyncpg.IntegrityConstraintViolationError, asyncpg.DataError, ValueError, OverflowError)
"""What an operation's own values bring about. Any other error is the transaction's."""

CONNECTION_LOST = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError)
OUTCOME_UNKNOWN = "the connection was lost during the commit, so it may or may not have been written"


@dataclass(frozen=True, slots=True)
class Operation:
    """``run`` changes one audit inside the transaction and puts what it stored into the outbox.

    ``shared`` names what it writes that operations on other audits may write too: artifacts by their SHA-256, a key.
    """

    audit_id: str
    run: Callable[[Connection, Outbox], Awaitable[Any]]
    shared: tuple[str, ...] = ()


async def transaction(connection: Connection, operations: Sequence[Operation]) -> tuple[list[Any], Outbox]:
    """Every operation in a savepoint of its own, all in one transaction: one bad append never fails its neighbours.

    They are run by audit, those of one audit in their order, after everything shared was locked in an order of its own:
    two processes that lock the same things lock them in the same order, so neither waits for the other in a circle.

    Raises:
        DatabaseFailed: the connection was lost during the commit; whether it stands is unknown.
        OSError, asyncpg.PostgresError, asyncpg.InterfaceError: nothing was written.
    """
    outbox: Outbox = []
    results: list[Any] = [None] * len(operations)
    committing = False
    try:
        async with connection.transaction():
            if keys := sorted({_lock_key(name) for operation in operations for name in operation.shared}):
                await connection.execute(queries.LOCK_SHARED, keys)
            for index in sorted(range(len(operations)), key=lambda index: operations[index].audit_id):
                results[index] = await _isolated(connection, operations[index], outbox)
            committing = True
    except CONNECTION_LOST as error:
        if committing:
            raise DatabaseFailed("write", f"{error}; {OUTCOME_UNKNOWN}") from error
        raise
    return results, outbox


def _lock_key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


async def _isolated(connection: Connection, operation: Operation, outbox: Outbox) -> Any:
    before = len(outbox)
    try:
        async with connection.transaction():
            return await operation.run(connection, outbox)
    except OWN_FAULTS as error:
        del outbox[before:]
        return DatabaseFailed("write", str(error)) if isinstance(error, asyncpg.PostgresError) else error
