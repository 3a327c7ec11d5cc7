"""One transaction for many operations, each with a result or an error of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

import asyncpg

from service.errors import DatabaseFailed
from service.log.appending.appends import Append
from service.log.appending.settling import AnswerLost, Committed, Tried, committed
from service.log.codec import StoredEvent
from service.log.postgres import operations as changes
from service.log.postgres import queries
from service.log.postgres.connection import one_transaction
from service.log.postgres.faults import IN_DOUBT, OWN_FAULTS, in_doubt
from service.log.postgres.operations import happened

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Connection = PoolConnectionProxy[asyncpg.Record]

Outbox = list[StoredEvent]


@dataclass(frozen=True, slots=True)
class Change:
    """``run`` changes one audit inside the transaction and puts what it stored into the outbox.

    ``shared`` names what it writes that operations on other audits may write too: artifacts by their SHA-256, a key.
    """

    audit_id: str
    run: Callable[[Connection, Outbox], Awaitable[Any]]
    shared: tuple[str, ...] = ()
    in_pieces: bool = False
    """Whether it writes an artifact that is in pieces."""


Operation = Append | Change


def is_large(operation: Operation) -> bool:
    """Whether it brings something large, so that nothing in a hurry waits for others who bring the same."""
    if isinstance(operation, Change):
        return operation.in_pieces
    return any(artifact.pieces for artifact in operation.artifacts)


async def transaction(
    connection: Connection, operations: Sequence[Operation], tried: Sequence[Tried] = ()
) -> Committed:
    """All operations in one transaction, each with a result or an error of its own: none fails its neighbours.

    Appends that come one after the other are written together; any other operation has a savepoint of its own. They
    are run by audit, those of one audit in their order, after everything shared was locked in an order of its own: two
    processes that lock the same things lock them in the same order, so neither waits for the other in a circle.
    ``tried`` is what they came to in an attempt that was not answered.

    Raises:
        AnswerLost: the connection was lost during the commit; whether it stands is unknown.
        OSError, asyncpg.PostgresError, asyncpg.InterfaceError: nothing was written.
    """
    attempts: dict[int, Tried] = {}
    committing = False
    try:
        async with one_transaction(connection):
            if keys := sorted({_lock_key(name) for operation in operations for name in _shared(operation)}):
                await connection.execute(queries.LOCK_SHARED, keys)
            for indexes in _in_turn(operations, together=not tried):
                if len(indexes) > 1:
                    appends = [cast("Append", operations[index]) for index in indexes]
                    attempts.update(zip(indexes, await _together(connection, appends), strict=True))
                else:
                    (index,) = indexes
                    before = tried[index] if tried else None
                    attempts[index] = await _isolated(connection, operations[index], before)
            committing = True
    except IN_DOUBT as error:
        if committing:
            raise AnswerLost(in_doubt(error), [attempts[index] for index in range(len(operations))]) from error
        raise
    return committed([attempts[index] for index in range(len(operations))])


def _shared(operation: Operation) -> Sequence[str]:
    if isinstance(operation, Change):
        return operation.shared
    named = (sha256 for event in operation.drafts for sha256 in event.artifacts)
    return (*named, *(artifact.sha256 for artifact in operation.artifacts))


def _in_turn(operations: Sequence[Operation], *, together: bool) -> Iterator[list[int]]:
    """The indexes of operations in the order of their audits, those of bare appends beside each other in one piece."""
    order = sorted(range(len(operations)), key=lambda index: operations[index].audit_id)
    for bare, indexes in groupby(order, lambda index: together and _is_bare(operations[index])):
        if bare:
            yield list(indexes)
        else:
            yield from ([index] for index in indexes)


def _is_bare(operation: Operation) -> bool:
    return isinstance(operation, Append) and operation.bare


def _lock_key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


async def _together(connection: Connection, appends: Sequence[Append]) -> list[Tried]:
    try:
        async with connection.transaction():
            return await changes.append_all(connection, appends)
    except OWN_FAULTS:
        # A row of one of them is refused, which nobody could know; one by one it shows whose.
        return [await _isolated(connection, append, None) for append in appends]


async def _isolated(connection: Connection, operation: Operation, before: Tried | None) -> Tried:
    if before is not None and await happened(connection, before):
        return before
    outbox: Outbox = []
    try:
        async with connection.transaction():
            if isinstance(operation, Append):
                result = await changes.append(connection, operation)
                outbox += result
            else:
                result = await operation.run(connection, outbox)
            return Tried(result, tuple(outbox))
    except OWN_FAULTS as error:
        # What cannot be seen yet can be waited for: a new audit's row is refused, and an audit that is erased is gone,
        # once the attempt before stands.
        if before is not None and await happened(connection, before):
            return before
        return Tried(DatabaseFailed("write", str(error)) if isinstance(error, asyncpg.PostgresError) else error)
