"""What SQLite itself refuses: a full disk, a file that may not be written, one that was replaced; and no damage."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from service.artifacts import artifact_sha256
from service.errors import DatabaseFailed
from service.log.sqlite import connection
from service.log.sqlite.store import SqliteEventStore, open_store
from service.log.verifying.verdict import Verdict
from tests.log_events import LINES, completed, new_audit, progress, read_all
from tests.verdicts import verify
from tests.waiting import until

LARGE = b"x" * 1_000_000


async def pragma(store: SqliteEventStore, sql: str) -> None:
    """Set something on the connection that writes, where alone it holds."""

    def execute(raw: sqlite3.Connection) -> None:
        raw.execute(sql).fetchall()

    await store._writing.run(execute)


async def test_a_full_database_refuses_what_is_too_large_whole_and_goes_on_when_there_is_room(
    sqlite_store: SqliteEventStore, database_path: Path
) -> None:
    # Given a database that may not grow by more than a few pages,
    audit_id = await new_audit(sqlite_store)
    pages = database_path.stat().st_size // 4096
    await pragma(sqlite_store, f"PRAGMA max_page_count = {pages + 20}")

    # when an event comes with more than fits,
    with pytest.raises(DatabaseFailed, match=r"database or disk is full.*make room") as full:
        await sqlite_store.append(audit_id, [progress(1)], 1, artifacts=[LARGE])
    with pytest.raises(DatabaseFailed, match="make room"):
        await new_audit(sqlite_store, document=LARGE)

    # then nothing of it is there, smaller things still fit, and with room it can be written.
    assert str(database_path) in full.value.reason
    assert [event.type for event in await read_all(sqlite_store, audit_id)] == ["audit_created"]
    assert (await sqlite_store.append(audit_id, [progress(1)], 1))[0].seq == 2
    await pragma(sqlite_store, "PRAGMA max_page_count = 1000000")
    large = completed().model_copy(update={"artifact": artifact_sha256(LARGE)})
    assert (await sqlite_store.append(audit_id, [large], 2, artifacts=[LARGE]))[0].seq == 3
    assert (await verify(sqlite_store, audit_id)).problem is None
    assert len((await sqlite_store.audits(10)).audits) == 1


async def test_a_database_that_may_not_be_written_can_still_be_read(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    await pragma(sqlite_store, "PRAGMA query_only = ON")

    with pytest.raises(DatabaseFailed, match=r"readonly database.*let the service write"):
        await sqlite_store.append(audit_id, [progress()], 1)

    assert (await verify(sqlite_store, audit_id)).events == 1


async def test_a_file_that_was_replaced_is_left_alone(sqlite_store: SqliteEventStore, database_path: Path) -> None:
    audit_id = await new_audit(sqlite_store)
    other = database_path.with_name("other.db")
    shutil.copy(database_path, other)
    before = other.read_bytes()
    other.replace(database_path)

    with pytest.raises(DatabaseFailed, match="was replaced by another file"):
        await sqlite_store.append(audit_id, [progress()], 1)
    with pytest.raises(DatabaseFailed, match="restart the service"):
        await sqlite_store.ping()

    assert database_path.read_bytes() == before


@pytest.mark.parametrize(("gone", "said"), [("replaced", "was replaced"), ("deleted", "is no longer there")])
async def test_nobody_is_shown_what_a_file_says_that_is_not_there_any_more(
    sqlite_store: SqliteEventStore, database_path: Path, gone: str, said: str
) -> None:
    # Given a store that reads, also long histories,
    audit_id = await new_audit(sqlite_store, events=3)
    kept = database_path.rename(database_path.with_name("kept.db"))

    # when its file is gone, or another one has its name,
    if gone == "replaced":
        shutil.copy(kept, database_path)

    # then every way to read it says so before long, and reads again once it is back.
    async def refused() -> bool:
        try:
            await sqlite_store.head(audit_id)
        except DatabaseFailed as failed:
            return said in failed.reason
        return False

    await until(refused)
    for read in (
        sqlite_store.read(audit_id, 0),
        sqlite_store.texts(audit_id, 0, LINES),
        sqlite_store.audits(10),
        sqlite_store.changed(),
    ):
        with pytest.raises(DatabaseFailed, match=f"could not read: {database_path} {said}"):
            await read
    kept.rename(database_path)
    assert len(await sqlite_store.read(audit_id, 0)) == 3


async def test_a_database_whose_schema_is_damaged_is_said_to_be_damaged(database_path: Path) -> None:
    with closing(sqlite3.connect(database_path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = 'CREATE nonsense' WHERE name = 'events'")

    with pytest.raises(DatabaseFailed, match=f"could not open {database_path}: .*restore a backup"):
        await open_store(database_path)


async def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("not a database " * 100)

    with pytest.raises(DatabaseFailed, match="is no database"):
        await open_store(path)


@pytest.mark.parametrize("opens", [0, 1, 2])
async def test_no_thread_is_left_of_a_store_that_could_not_be_opened(
    database_path: Path, monkeypatch: pytest.MonkeyPatch, opens: int
) -> None:
    # Given a database of whose connections only some can be made ready,
    pragmas = iter([*[connection.PRAGMAS] * opens, ("PRAGMA no such pragma",)])
    monkeypatch.setattr(connection, "PRAGMAS", Each(pragmas))
    before = set(threading.enumerate())

    # when it is opened, then nothing keeps this process from ending.
    with pytest.raises(DatabaseFailed):
        await open_store(database_path)
    await until(lambda: ended(set(threading.enumerate()) - before))


async def ended(threads: set[threading.Thread]) -> bool:
    return not threads


class Each:
    """Other pragmas for each connection."""

    def __init__(self, pragmas: Iterator[tuple[str, ...]]) -> None:
        self._pragmas = pragmas

    def __iter__(self) -> Iterator[str]:
        return iter(next(self._pragmas))


async def test_a_database_whose_path_leads_nowhere_is_a_failure_of_the_database(
    sqlite_store: SqliteEventStore, database_path: Path
) -> None:
    # Given a path that cannot even be looked at,
    kept = database_path.rename(database_path.with_name("kept.db"))
    database_path.symlink_to(database_path)

    # when it is asked for, then that is what is said, and it is used again once it is back.
    with pytest.raises(DatabaseFailed, match=f"{database_path} cannot be reached"):
        await sqlite_store.ping()
    with pytest.raises(DatabaseFailed, match=f"{database_path} cannot be reached"):
        await new_audit(sqlite_store)
    database_path.unlink()
    kept.rename(database_path)
    await new_audit(sqlite_store)


@pytest.mark.parametrize("end", ["-wal", "-shm"])
@pytest.mark.parametrize("gone", ["replaced", "deleted"])
async def test_what_is_kept_beside_the_file_is_watched_as_the_file_is(
    sqlite_store: SqliteEventStore, database_path: Path, end: str, gone: str
) -> None:
    # Given a service that has written, and whose folder has been quiet for long,
    audit_id = await new_audit(sqlite_store, events=3)
    beside = database_path.with_name(f"{database_path.name}{end}")
    os.utime(database_path.parent, (0, 0))
    assert (await sqlite_store.append(audit_id, [progress()], 3))[0].seq == 4

    # when somebody takes away what it writes to, or puts another file there,
    if gone == "replaced":
        beside.rename(beside.with_name("kept"))
        beside.touch()
    else:
        beside.unlink()

    # then nothing more is acknowledged, the service does not say that it is ready,
    said = f"{beside}, .*stop every other program that uses the database, then the service in the ordinary way"
    for refused in (sqlite_store.append(audit_id, [progress()], 4), sqlite_store.ping()):
        with pytest.raises(DatabaseFailed, match=said):
            await refused
    with pytest.raises(DatabaseFailed, match=said):
        await new_audit(sqlite_store)

    # and once it was stopped in the ordinary way and started again, all that was acknowledged is there.
    await sqlite_store.close()
    again = await open_store(database_path)
    try:
        assert (await again.append(audit_id, [progress()], 4))[0].seq == 5
        assert (await verify(again, audit_id)) == Verdict(audit_id, 5)
    finally:
        await again.close()


async def test_a_database_that_was_emptied_is_written_to_no_more_once_anybody_has_looked(
    sqlite_store: SqliteEventStore, database_path: Path
) -> None:
    audit_id = await new_audit(sqlite_store)
    os.utime(database_path.parent, (0, 0))
    await sqlite_store.append(audit_id, [progress()], 1)

    os.truncate(database_path, 0)

    async def is_noticed() -> bool:
        try:
            await sqlite_store.ping()
        except DatabaseFailed:
            return True
        return False

    await until(is_noticed)  # readiness probes, lists and sweeps look several times a second
    with pytest.raises(DatabaseFailed, match=r"was emptied \(stop the service and restore a backup"):
        await sqlite_store.append(audit_id, [progress()], 2)


async def test_a_write_ahead_log_that_was_moved_away_can_be_put_back(
    sqlite_store: SqliteEventStore, database_path: Path
) -> None:
    audit_id = await new_audit(sqlite_store)
    log = database_path.with_name(f"{database_path.name}-wal")
    kept = log.rename(log.with_name("kept"))
    with pytest.raises(DatabaseFailed, match="put it back"):
        await sqlite_store.append(audit_id, [progress()], 1)

    kept.rename(log)

    assert (await sqlite_store.append(audit_id, [progress()], 1))[0].seq == 2


async def test_a_log_that_is_folded_back_and_cut_off_is_the_same_log(
    sqlite_store: SqliteEventStore, database_path: Path
) -> None:
    audit_id, other = await new_audit(sqlite_store), await new_audit(sqlite_store)
    await sqlite_store.erase(other, "a test")
    with closing(sqlite3.connect(database_path)) as stranger:
        stranger.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    assert (await sqlite_store.append(audit_id, [progress()], 1))[0].seq == 2
    await sqlite_store.ping()


async def test_a_damaged_page_that_was_met_once_leaves_the_database_unfit_to_be_relied_on(database_path: Path) -> None:
    # Given an artifact of many pages, and one of these overwritten by somebody else while no program has the file open,
    async with opened(database_path) as store:
        audit_id = await new_audit(store, document=LARGE)
    data = bytearray(database_path.read_bytes())
    overflow = data.find(LARGE[:4000])
    page = overflow - overflow % 4096 + 8 * 4096
    data[page : page + 4] = b"\xff\xff\xff\xff"  # where it says which page comes next
    database_path.write_bytes(data)
    async with opened(database_path) as store:
        await store.ping()

        # when it is met,
        with pytest.raises(DatabaseFailed, match=r"malformed.*is damaged; restore a backup"):
            await store.artifact(artifact_sha256(LARGE))

        # then the database is not ready from then on, although other reads succeed.
        assert [event.type for event in await read_all(store, audit_id)] == ["audit_created"]
        with pytest.raises(DatabaseFailed, match=r"damage was met: .*restore a backup.*restart the service"):
            await store.ping()


@asynccontextmanager
async def opened(path: Path) -> AsyncGenerator[SqliteEventStore]:
    store = await open_store(path)
    try:
        yield store
    finally:
        await store.close()
