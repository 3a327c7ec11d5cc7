"""One transaction for many operations, each with a result or an error of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, cast

from service.errors import DatabaseFailed
from service.log.appending.appends import Append
from service.log.appending.settling import AnswerLost, Committed, Tried, committed
from service.log.codec import StoredEvent
from service.log.sqlite.faults import OWN_FAULTS, in_doubt
from service.log.sqlite.writing import operations as changes
from service.log.sqlite.writing.operations import happened

Outbox = list[StoredEvent]
Change = Callable[[sqlite3.Connection, Outbox], Any]
"""Runs inside the transaction, in the connection's thread; puts what it stored into the outbox."""
Operation = Append | Change


def transaction(raw: sqlite3.Connection, operations: Sequence[Operation], tried: Sequence[Tried] = ()) -> Committed:
    """All operations in one transaction, each with a result or an error of its own: none fails its neighbours.

    Appends that come one after the other are written together; any other operation has a savepoint of its own.
    ``tried`` is what the operations came to in an attempt whose commit was in doubt. There is one doubt only: COMMIT is
    a call within this process, so its answer cannot be lost on the way, and a process that dies in it leaves nobody
    who waits; whoever comes next reads the log. But an I/O error may come after the commit's last frame has reached
    the disk, and what was refused would come back to life with the recovery after a power cut.

    Raises:
        AnswerLost: an I/O error in the commit.
        sqlite3.Error: nothing was written.
    """
    attempts: list[Tried] = []
    committing = False
    raw.execute("BEGIN IMMEDIATE")
    try:
        if tried:
            for operation, before in zip(operations, tried, strict=True):
                attempts.append(before if happened(raw, before) else _isolated(raw, operation))
        else:
            attempts.extend(_in_turn(raw, operations))
        committing = True
        raw.execute("COMMIT")
    except BaseException as error:
        # Some errors (disk full, I/O) have already rolled the transaction back.
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        if committing and in_doubt(error):
            raise AnswerLost(f"the disk failed during a commit ({error})", attempts) from error
        raise
    return committed(attempts)


def _in_turn(raw: sqlite3.Connection, operations: Sequence[Operation]) -> Iterator[Tried]:
    for together, some in groupby(operations, lambda operation: isinstance(operation, Append) and operation.bare):
        if together:
            yield from _together(raw, cast("list[Append]", list(some)))
        else:
            yield from (_isolated(raw, operation) for operation in some)


def _together(raw: sqlite3.Connection, appends: Sequence[Append]) -> list[Tried]:
    raw.execute("SAVEPOINT operation")
    try:
        attempts = changes.append_all(raw, appends)
    except OWN_FAULTS:
        # A row of one of them is refused, which nobody could know; one by one it shows whose.
        raw.execute("ROLLBACK TO operation")
        attempts = [_isolated(raw, append) for append in appends]
    raw.execute("RELEASE operation")
    return attempts


def _isolated(raw: sqlite3.Connection, operation: Operation) -> Tried:
    outbox: Outbox = []
    raw.execute("SAVEPOINT operation")
    try:
        if isinstance(operation, Append):
            result = changes.append(raw, operation)
            outbox += result
        else:
            result = operation(raw, outbox)
        attempt = Tried(result, tuple(outbox))
    except OWN_FAULTS as error:
        raw.execute("ROLLBACK TO operation")
        attempt = Tried(DatabaseFailed("write", str(error)) if isinstance(error, sqlite3.Error) else error)
    raw.execute("RELEASE operation")
    return attempt
