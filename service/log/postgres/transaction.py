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
from service.log.postgres.operations import happened
from service.log.settling import AnswerLost, Tried

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Connection = PoolConnectionProxy[asyncpg.Record]

Outbox = list[StoredEvent]

OWN_FAULTS = (LogError, asyncpg.IntegrityConstraintViolationError, asyncpg.DataError, ValueError, OverflowError)
"""What an operation's own values bring about. Any other error is the transaction's."""

IN_DOUBT = (
    OSError,  # a time-out is one
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,  # the server was stopped, perhaps between its commit and its answer
    asyncpg.StatementCompletionUnknownError,
)
"""After these a commit may or may not stand. Any other error is PostgreSQL's answer that it does not."""


@dataclass(frozen=True, slots=True)
class Operation:
    """``run`` changes one audit inside the transaction and puts what it stored into the outbox.

    ``shared`` names what it writes that operations on other audits may write too: artifacts by their SHA-256, a key.
    """

    audit_id: str
    run: Callable[[Connection, Outbox], Awaitable[Any]]
    shared: tuple[str, ...] = ()


async def transaction(
    connection: Connection, operations: Sequence[Operation], tried: Sequence[Tried] = ()
) -> tuple[list[Any], Outbox]:
    """Every operation in a savepoint of its own, all in one transaction: one bad append never fails its neighbours.

    They are run by audit, those of one audit in their order, after everything shared was locked in an order of its own:
    two processes that lock the same things lock them in the same order, so neither waits for the other in a circle.
    ``tried`` is what they came to in an attempt that was not answered.

    Raises:
        AnswerLost: the connection was lost during the commit; whether it stands is unknown.
        OSError, asyncpg.PostgresError, asyncpg.InterfaceError: nothing was written.
    """
    attempts: dict[int, Tried] = {}
    committing = False
    try:
        async with connection.transaction():
            if keys := sorted({_lock_key(name) for operation in operations for name in operation.shared}):
                await connection.execute(queries.LOCK_SHARED, keys)
            for index in sorted(range(len(operations)), key=lambda index: operations[index].audit_id):
                before = tried[index] if tried else None
                attempts[index] = await _isolated(connection, operations[index], before)
            committing = True
    except IN_DOUBT as error:
        if committing:
            reason = f"the connection was lost during a commit ({error or type(error).__name__})"
            raise AnswerLost(reason, [attempts[index] for index in range(len(operations))]) from error
        raise
    outbox = [event for attempt in attempts.values() for event in attempt.stored]
    return [attempts[index].result for index in range(len(operations))], outbox


def _lock_key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


async def _isolated(connection: Connection, operation: Operation, before: Tried | None) -> Tried:
    if before is not None and await happened(connection, before):
        return before
    outbox: Outbox = []
    try:
        async with connection.transaction():
            return Tried(await operation.run(connection, outbox), tuple(outbox))
    except OWN_FAULTS as error:
        # What cannot be seen yet can be waited for: a new audit's row is refused, and an audit that is erased is gone,
        # once the attempt before stands.
        if before is not None and await happened(connection, before):
            return before
        return Tried(DatabaseFailed("write", str(error)) if isinstance(error, asyncpg.PostgresError) else error)
