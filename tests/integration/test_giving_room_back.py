"""A database gives room back after erasures, a little at a time; one of before is rewritten by a command."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from service.log.sqlite.store import open_store
from service.log.sqlite.writing import giving_back
from service.log.store import EventStore
from tests.integration.asked.console import tickmark
from tests.log_events import new_audit, progress, read_all
from tests.waiting import until

LARGE_BYTES = 8 * 2**20
LITTLE_PAGES = 100


def pages(path: Path) -> int:
    return _pragma(path, "page_count")


def free_pages(path: Path) -> int:
    return _pragma(path, "freelist_count")


def _pragma(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(f"PRAGMA {name}").fetchone()[0]


async def erased(store: EventStore, size_bytes: int = LARGE_BYTES) -> None:
    await store.erase(await new_audit(store, document=os.urandom(size_bytes)), "somebody")


async def test_a_file_gets_smaller_after_an_erasure_while_others_write(
    database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given an audit of 8 MiB beside another one,
    monkeypatch.setattr(giving_back, "KEPT_PAGES", LITTLE_PAGES)
    monkeypatch.setattr(giving_back, "PAUSE_S", 0)
    store = await open_store(database_path)
    other = await new_audit(store)

    # when it is erased while others write,
    await erased(store)
    for seq in range(1, 50):
        await store.append(other, [progress()], seq)

    # then all of its room is given back but for the little that is kept.
    async def is_small() -> bool:
        return free_pages(database_path) <= LITTLE_PAGES

    await until(is_small)
    assert len(await read_all(store, other)) == 50
    await store.close()
    assert database_path.stat().st_size < LARGE_BYTES // 4


async def test_no_step_takes_more_than_its_share(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving_back, "PAUSE_S", 3600)
    store = await open_store(database_path)

    audit_id = await new_audit(store, document=os.urandom(LARGE_BYTES))
    before = pages(database_path)
    await store.erase(audit_id, "somebody")

    async def a_step_was_made() -> bool:
        return pages(database_path) < before

    await until(a_step_was_made)
    await store.close()
    assert before - 2 * giving_back.STEP_PAGES < pages(database_path)


def test_a_database_of_before_is_rewritten_and_gives_room_back_from_then_on(
    database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a database that was made without, and has much room to spare,
    with closing(sqlite3.connect(database_path, isolation_level=None)) as raw:
        raw.execute("PRAGMA auto_vacuum = NONE")
        raw.execute("VACUUM")
    asyncio.run(opened_and_erased(database_path))
    assert free_pages(database_path) * 4096 > LARGE_BYTES // 2

    # when it is rewritten,
    said = tickmark("db", "vacuum", data_dir=database_path.parent)

    # then the room is gone, and no longer is any left.
    assert said.exit_code == 0, said.err
    assert "MiB; what is erased from now on makes it smaller" in said.out.decode()
    assert database_path.stat().st_size < LARGE_BYTES // 4
    assert tickmark("verify", "--all", data_dir=database_path.parent).exit_code == 0
    monkeypatch.setattr(giving_back, "KEPT_PAGES", LITTLE_PAGES)
    monkeypatch.setattr(giving_back, "PAUSE_S", 0)
    asyncio.run(opened_and_erased(database_path, until_free=LITTLE_PAGES))


async def opened_and_erased(path: Path, until_free: int | None = None) -> None:
    store = await open_store(path)
    await erased(store)

    async def is_small() -> bool:
        return until_free is None or free_pages(path) <= until_free

    await until(is_small)
    await store.close()


async def test_a_database_in_use_is_not_rewritten(database_path: Path) -> None:
    store = await open_store(database_path)

    said = await asyncio.to_thread(tickmark, "db", "vacuum", data_dir=database_path.parent)

    await store.close()
    assert said.exit_code == 2
    assert "another process has it open; stop every server and command that uses it, then run this again" in said.err


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    said = tickmark("db", "vacuum", data_dir=tmp_path)

    assert said.exit_code == 2
    assert "there is no such file" in said.err
    assert list(tmp_path.iterdir()) == []
