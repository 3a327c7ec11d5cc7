"""What is said when the connection goes: before the commit nothing was written, during it nobody knows."""

from __future__ import annotations

from types import TracebackType
from typing import Any, cast

import asyncpg
import pytest

from service.log.appending.settling import AnswerLost
from service.log.place import PostgresServer
from service.log.postgres.store import PostgresEventStore
from service.log.postgres.transaction import Change, transaction
from service.log.values import Lease

LOST = asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation")
GOING = asyncpg.InternalClientError("cannot switch to state 15; another operation (2) is in progress")
"""What asyncpg says of a connection on which the server has said farewell, until it is closed."""


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


class Outcome:
    """A transaction that begins, or raises; and then ends, or raises."""

    def __init__(self, begun: Exception | None = None, ended: Exception | None = None) -> None:
        self._begun, self._ended = begun, ended

    async def __aenter__(self) -> None:
        if self._begun is not None:
            raise self._begun

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self._ended is not None and error is None:
            raise self._ended


class Once:
    """A connection for one transaction, whose statements succeed."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcomes = [outcome]
        self.terminated = False

    def transaction(self) -> Outcome:
        return self._outcomes.pop() if self._outcomes else Outcome()

    async def fetchval(self, *_: object) -> int:
        return 1

    def terminate(self) -> None:
        self.terminated = True


class Pool:
    """Hands out ``connections``, one after the other."""

    def __init__(self, *connections: Once) -> None:
        self._connections = iter(connections)

    async def acquire(self) -> Once:
        return next(self._connections)

    async def release(self, connection: Once, timeout: float) -> None:
        pass


class Pools:
    """Pools of which the next is taken when one is left behind."""

    server = PostgresServer("anna@localhost/tickmark")

    def __init__(self, *pools: Pool) -> None:
        self._pools = list(pools)

    @property
    def pool(self) -> Pool:
        return self._pools[0]

    async def start_over(self) -> None:
        del self._pools[0]

    async def close(self) -> None:
        pass


async def test_who_asks_what_became_of_a_commit_on_a_connection_that_is_going_asks_again() -> None:
    # Given a commit whose answer is lost, then a connection that looks open and is not, and then a sound one,
    lost, going, sound = Once(Outcome(ended=LOST)), Once(Outcome(begun=GOING)), Once(Outcome())
    pools = Pools(Pool(lost), Pool(going, sound))
    store = PostgresEventStore(cast("Any", pools), cast("Any", Pools()))

    # when something is written, then it has been; and neither of the first two is used again.
    await store.renew(Lease("a", "me", 1), 10)

    assert (lost.terminated, going.terminated, sound.terminated) == (True, True, False)
    await store.close()
