"""What is said when the connection goes: before the commit nothing was written, during it nobody knows."""

from __future__ import annotations

from types import TracebackType
from typing import Any, cast

import asyncpg
import pytest

from service.log.postgres.transaction import Change, transaction
from service.log.settling import AnswerLost

LOST = asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation")


class Transaction:
    """Ends as a real one does; if it is told to, it loses its connection when it commits."""

    def __init__(self, *, lost: bool) -> None:
        self._lost = lost

    async def __aenter__(self) -> None:
        pass

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lost and error is None:
            raise LOST


class Connection:
    """One transaction, the first that is begun, and the savepoints in it."""

    def __init__(self, *, lost_in_commit: bool) -> None:
        self._lost_next = lost_in_commit

    def transaction(self) -> Transaction:
        lost, self._lost_next = self._lost_next, False
        return Transaction(lost=lost)


async def test_a_connection_lost_during_the_commit_leaves_the_outcome_unknown_and_says_so() -> None:
    async def write(_connection: object, _outbox: object) -> str:
        return "written"

    with pytest.raises(AnswerLost, match="lost during a commit"):
        await transaction(cast("Any", Connection(lost_in_commit=True)), [Change("a", write)])


async def test_a_connection_lost_before_the_commit_is_told_as_it_is() -> None:
    async def write(_connection: object, _outbox: object) -> str:
        raise LOST

    with pytest.raises(asyncpg.ConnectionDoesNotExistError):
        await transaction(cast("Any", Connection(lost_in_commit=False)), [Change("a", write)])
