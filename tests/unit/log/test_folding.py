"""A large write is folded into the database file beside those who write, not in front of them."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import aiosqlite
import pytest
import pytest_asyncio

from service.artifacts import Artifact
from service.log.sqlite.connection import connect, run
from service.log.sqlite.writing import operations
from service.log.sqlite.writing.folding import FOLDED_PAGES, LARGE_BYTES, Folding, hold_back
from service.log.sqlite.writing.thread import ConnectionThread
from tests.waiting import DEADLINE_S

LARGE, SMALL = Artifact.of(b"l" * (LARGE_BYTES + 1)), Artifact.of(b"small")


@pytest_asyncio.fixture
async def writing(database_path: Path) -> AsyncIterator[ConnectionThread]:
    thread = await ConnectionThread.open(database_path)
    yield thread
    await thread.close()


@pytest_asyncio.fixture
async def aside(database_path: Path) -> AsyncIterator[aiosqlite.Connection]:
    connection = await connect(database_path, read_only=True)
    yield connection
    await connection.close()


async def test_who_writes_does_not_wait_until_a_large_write_is_folded(
    database_path: Path, writing: ConnectionThread, aside: aiosqlite.Connection
) -> None:
    # Given a large write that is committed, and that nobody can fold yet,
    folding, may_go_on = Folding(aside, writing), threading.Event()
    busy = asyncio.create_task(run(aside, lambda _: may_go_on.wait(DEADLINE_S)))
    await writing.run(large_write)
    going_on = asyncio.create_task(folding.fold())
    assert database_path.stat().st_size < LARGE_BYTES

    # when somebody else writes, then that is committed at once;
    await writing.run(lambda raw: operations.put_artifact(raw, SMALL))
    assert not going_on.done()

    # and afterwards both are in the file, and commits fold by themselves again.
    may_go_on.set()
    await going_on
    await busy
    assert database_path.stat().st_size > LARGE_BYTES
    assert await folded_after(writing) == FOLDED_PAGES


async def test_commits_are_not_held_back_for_ever_by_who_gives_up(
    writing: ConnectionThread, aside: aiosqlite.Connection
) -> None:
    folding = Folding(aside, writing)
    await writing.run(large_write)
    assert await folded_after(writing) == 0

    given_up = asyncio.create_task(folding.fold())
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    await folding.close()

    assert await folded_after(writing) == FOLDED_PAGES


async def test_what_cannot_be_folded_is_said_and_left_to_a_later_commit(
    writing: ConnectionThread, aside: aiosqlite.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    await writing.run(large_write)
    await aside.close()

    await Folding(aside, writing).fold()

    assert "a large write was not folded" in caplog.text
    assert await folded_after(writing) == FOLDED_PAGES


def large_write(raw: sqlite3.Connection) -> None:
    """As one that is committed in little of the time that folding it takes."""
    hold_back(raw)
    operations.put_artifact(raw, LARGE)


async def folded_after(writing: ConnectionThread) -> int:
    """After how many pages a commit folds."""

    def asked(raw: sqlite3.Connection) -> int:
        return raw.execute("PRAGMA wal_autocheckpoint").fetchone()[0]

    return await writing.run(asked)
