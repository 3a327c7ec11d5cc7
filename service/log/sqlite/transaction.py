"""One transaction for many operations, each with a result or an error of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from service.errors import DatabaseFailed, LogError
from service.log.codec import StoredEvent

Outbox = list[StoredEvent]
Operation = Callable[[sqlite3.Connection, Outbox], Any]
"""Runs inside the transaction, in the connection's thread; puts what it stored into the outbox."""

OWN_FAULTS = (
    LogError,
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    ValueError,
    OverflowError,
)
"""What an operation's own values bring about. Any other error (disk full, I/O) is the transaction's."""


def transaction(raw: sqlite3.Connection, operations: Sequence[Operation]) -> tuple[list[Any], Outbox]:
    """Every operation in a savepoint of its own, all in one transaction: one bad append never fails its neighbours."""
    outbox: Outbox = []
    raw.execute("BEGIN IMMEDIATE")
    try:
        results = [_isolated(raw, operation, outbox) for operation in operations]
        raw.execute("COMMIT")
    except BaseException:
        # Some errors (disk full, I/O) have already rolled the transaction back.
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
    return results, outbox


def _isolated(raw: sqlite3.Connection, operation: Operation, outbox: Outbox) -> Any:
    before = len(outbox)
    raw.execute("SAVEPOINT operation")
    try:
        result = operation(raw, outbox)
    except OWN_FAULTS as error:
        del outbox[before:]
        raw.execute("ROLLBACK TO operation")
        result = DatabaseFailed("write", str(error)) if isinstance(error, sqlite3.Error) else error
    raw.execute("RELEASE operation")
    return result
