"""Settling a commit whose answer was lost: the same operations run again, and each first asks whether it has happened.

A commit is one: either everything in it stands or nothing does. So what an operation was about to write, kept from the
attempt that was not answered, tells later whether that attempt stands: those very texts, at those very places.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from service.errors import CommitUnknown, DatabaseFailed
from service.log.codec import StoredEvent

SETTLE_S = 20.0
"""How long the database is asked what became of a commit: twice the longest lease. Whoever else may run the audits in
it has taken them over by then, and reads in the log what became of it."""
FIRST_PAUSE_S = 0.05
LONGEST_PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt of an operation: its result (or its own error), and the events it stored."""

    result: Any
    stored: tuple[StoredEvent, ...] = ()


Committed = tuple[list[Any], list[StoredEvent]]
"""A result or an exception of its own for each operation, and all that was stored."""


def committed(attempts: Sequence[Tried]) -> Committed:
    """The results of ``attempts`` once their transaction is committed."""
    return [attempt.result for attempt in attempts], [event for attempt in attempts for event in attempt.stored]


OperationT = TypeVar("OperationT")
Commit = Callable[[Sequence[OperationT], Sequence[Tried]], Awaitable[Committed]]
"""Runs operations in one transaction, given their results in an attempt that was not answered (else nothing).

Raises AnswerLost if it may or may not have been committed, DatabaseFailed if it was not.
"""


class AnswerLost(Exception):
    """A commit was sent and its answer never came. ``tried`` is what each operation had come to, in their order.

    Never leaves the log: it becomes a result, or CommitUnknown.
    """

    def __init__(self, reason: str, tried: Sequence[Tried]) -> None:
        super().__init__(reason)
        self.reason = reason
        self.tried = tried


async def settled(commit: Commit[OperationT], operations: Sequence[OperationT], settle_s: float) -> Committed:
    """The outcome of ``commit``, asked for again for ``settle_s`` seconds where its answer is lost.

    Raises:
        CommitUnknown: nobody could say; each operation may or may not have happened, all of them or none.
        DatabaseFailed: nothing was written.
    """
    try:
        return await commit(operations, ())
    except AnswerLost as lost:
        return await asked_again(commit, operations, lost, settle_s)


async def asked_again(
    commit: Commit[OperationT], operations: Sequence[OperationT], lost: AnswerLost, settle_s: float
) -> Committed:
    """The outcome of a commit whose answer was ``lost``; as ``settled``."""
    pause_s = FIRST_PAUSE_S
    try:
        async with asyncio.timeout(settle_s):
            while True:
                try:
                    return await commit(operations, lost.tried)
                except AnswerLost as again:
                    # Whatever the attempt before came to, this one has seen it: only its own outcome is unknown now.
                    lost = again
                except DatabaseFailed:
                    await asyncio.sleep(pause_s)
                    pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
    except TimeoutError:
        raise CommitUnknown("confirm a write", lost.reason) from lost
