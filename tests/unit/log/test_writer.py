"""The one writer: whoever waits gets an answer, whatever becomes of the transaction."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from service.errors import AuditNotFound, CommitUnknown, DatabaseFailed
from service.log.appending.inbox import MAX_BATCH
from service.log.appending.settling import Tried
from service.log.appending.writer import Writer
from service.log.codec import StoredEvent
from service.log.sqlite.writing.transaction import Outbox, transaction
from tests.waiting import DEADLINE_S

Answer = Callable[[str], Any]


class Commits:
    """Stands where the database is: remembers what was committed together, and answers as the test wants."""

    def __init__(self, answer: Answer = str.upper) -> None:
        self.batches: list[list[str]] = []
        self.gate = asyncio.Event()
        self._answer = answer

    async def __call__(
        self, operations: Sequence[str], _tried: Sequence[Tried] = ()
    ) -> tuple[list[Any], list[StoredEvent]]:
        self.batches.append(list(operations))
        await self.gate.wait()
        return [self._answer(operation) for operation in operations], []


def ignore(_: Sequence[StoredEvent]) -> None:
    """Nobody listens."""


async def test_what_waits_while_one_transaction_is_committed_shares_the_next() -> None:
    commits = Commits()
    writer = Writer(commits, ignore)
    first = asyncio.create_task(writer.submit("a"))
    while not commits.batches:
        await asyncio.sleep(0)
    others = [asyncio.create_task(writer.submit(name)) for name in "bcd"]
    await asyncio.sleep(0)

    commits.gate.set()

    assert await asyncio.gather(first, *others) == ["A", "B", "C", "D"]
    assert commits.batches == [["a"], ["b", "c", "d"]]
    await writer.close()


async def test_a_transaction_is_bounded() -> None:
    commits = Commits()
    commits.gate.set()
    writer = Writer(commits, ignore)

    await asyncio.gather(*(writer.submit(str(n)) for n in range(2 * MAX_BATCH + 1)))

    assert [name for batch in commits.batches for name in batch] == [str(n) for n in range(2 * MAX_BATCH + 1)]
    assert max(map(len, commits.batches)) == MAX_BATCH
    await writer.close()


async def test_an_error_of_one_operation_is_its_own() -> None:
    commits = Commits(lambda name: AuditNotFound(name) if name == "b" else name)
    commits.gate.set()
    writer = Writer(commits, ignore)

    outcomes = await asyncio.gather(*map(writer.submit, "abc"), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [str, AuditNotFound, str]
    await writer.close()


async def test_a_commit_that_fails_fails_everyone_in_it_and_the_next_goes_on() -> None:
    def answer(name: str) -> str:
        if name == "full":
            raise DatabaseFailed("write", "database or disk is full")
        return name

    commits = Commits(answer)
    commits.gate.set()
    writer = Writer(commits, ignore)

    outcomes = await asyncio.gather(*map(writer.submit, ("a", "full")), return_exceptions=True)

    assert [str(outcome) for outcome in outcomes] == ["the database could not write: database or disk is full"] * 2
    assert await writer.submit("b") == "b"
    await writer.close()


async def test_a_defect_fails_its_batch_and_the_writer_goes_on() -> None:
    def answer(name: str) -> str:
        if name == "bad":
            raise ZeroDivisionError
        return name

    commits = Commits(answer)
    commits.gate.set()
    writer = Writer(commits, ignore)

    async with asyncio.timeout(DEADLINE_S):
        with pytest.raises(DatabaseFailed, match="ZeroDivisionError"):
            await writer.submit("bad")
        assert await writer.submit("good") == "good"
        await writer.close()


async def test_a_writer_that_is_stopped_in_a_commit_does_not_say_what_became_of_it() -> None:
    commits = Commits()
    writer = Writer(commits, ignore)
    waiting = asyncio.create_task(writer.submit("a"))
    while not commits.batches:
        await asyncio.sleep(0)
    closing = asyncio.create_task(writer.close())
    await asyncio.sleep(0)

    closing.cancel()

    async with asyncio.timeout(DEADLINE_S):
        with pytest.raises(CommitUnknown):
            await waiting


async def test_a_listener_with_a_defect_leaves_nobody_waiting() -> None:
    def listener(_: object) -> None:
        raise ZeroDivisionError

    commits = Commits(str)
    commits.gate.set()
    writer = Writer(commits, listener)

    async with asyncio.timeout(DEADLINE_S):
        assert await writer.submit("a") == "a"
        await writer.close()


def raising(error: Exception) -> Callable[[sqlite3.Connection, Outbox], Any]:
    def operation(raw: sqlite3.Connection, _: Outbox) -> Any:
        raw.execute("INSERT INTO kept VALUES ('undone')")
        raise error

    return operation


def keeping(value: object) -> Callable[[sqlite3.Connection, Outbox], Any]:
    return lambda raw, _: raw.execute("INSERT INTO kept VALUES (?)", (value,)).rowcount


@pytest.mark.parametrize(
    "faulty",
    [
        keeping(2**70),
        keeping(object()),
        keeping("\ud800"),
        lambda raw, _: raw.execute("SELECT zeroblob(2000000000)"),
        raising(AuditNotFound("a")),
        raising(ValueError("a defect")),
        raising(TypeError("no bytes")),
        raising(AttributeError("no lease")),
    ],
    ids=["number", "type", "surrogate", "too big", "refused", "defect", "no bytes", "no lease"],
)
def test_values_that_the_database_can_not_take_fail_their_own_operation_alone(faulty: Any) -> None:
    raw = sqlite3.connect(":memory:", isolation_level=None)
    raw.execute("CREATE TABLE kept (value)")

    results, _ = transaction(raw, [keeping("before"), faulty, keeping("after")])

    assert [type(result) for result in results[::2]] == [int, int]
    assert isinstance(results[1], Exception)
    assert raw.execute("SELECT value FROM kept").fetchall() == [("before",), ("after",)]
    raw.close()


def test_an_error_of_the_disk_is_the_whole_transactions() -> None:
    raw = sqlite3.connect(":memory:", isolation_level=None)
    raw.execute("CREATE TABLE kept (value)")
    raw.execute("PRAGMA max_page_count = 2")

    with pytest.raises(sqlite3.OperationalError, match="full"):
        transaction(raw, [keeping("before"), keeping(b"x" * 100_000)])

    assert not raw.in_transaction
    assert raw.execute("SELECT value FROM kept").fetchall() == []
    raw.close()
