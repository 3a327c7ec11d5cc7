"""Wake-ups between processes on one embedded database: they come by themselves, and nothing depends on them."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from service.log.codec import StoredEvent
from service.log.sqlite.bells import doorbell
from service.log.sqlite.bells.bells import Bells
from service.log.sqlite.store import SqliteEventStore, open_store
from service.tail.feed import Feed
from service.tail.handoff import Deliver
from tests.log_events import complete, new_audit, progress, read_all
from tests.waiting import DEADLINE_S, until, until_now

LONG_S = 3600


@pytest.fixture
async def stores(migrated_database: Path, tmp_path: Path) -> AsyncIterator[list[SqliteEventStore]]:
    """Two on one file, as two processes would open it."""
    path = tmp_path / "tickmark.db"
    path.write_bytes(migrated_database.read_bytes())
    opened = [await open_store(path) for _ in range(2)]
    yield opened
    for store in opened:
        await store.close()


@asynccontextmanager
async def following(store: SqliteEventStore, audit_id: str) -> AsyncGenerator[asyncio.Task[list[StoredEvent]]]:
    """Somebody who has been caught up and waits; all that they were sent, once the audit has ended."""
    feed, caught_up = Feed(store, LONG_S), asyncio.Event()

    async def follow() -> list[StoredEvent]:
        got: list[StoredEvent] = []
        async with asyncio.timeout(DEADLINE_S), aclosing(feed.follow(audit_id, 0)) as actions:
            async for action in actions:
                if isinstance(action, Deliver):
                    got += action.events
                else:
                    caught_up.set()
        return got

    listening, watching = asyncio.create_task(feed.run()), asyncio.create_task(follow())
    await caught_up.wait()
    yield watching
    for task in (listening, watching):
        task.cancel()
    await asyncio.wait({listening, watching})


def ask_never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever listens hears a ring or nothing."""
    monkeypatch.setattr(doorbell, "UNRUNG_S", LONG_S)
    monkeypatch.setattr(doorbell, "WITHOUT_BELL_S", LONG_S)


async def settled(store: SqliteEventStore) -> None:
    while await store.changed():
        pass


async def test_a_commit_of_another_process_is_rung_for(
    stores: list[SqliteEventStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_never(monkeypatch)
    here, elsewhere = stores
    audit_id = await new_audit(here)
    async with following(here, audit_id) as watching:
        await until(lambda: listeners(here))
        await elsewhere.append(audit_id, [progress(), complete()], 1)

        assert await watching == await read_all(here, audit_id)


async def listeners(store: SqliteEventStore) -> list[Path]:
    folder = bells_of(store)
    return list(folder.iterdir()) if folder.exists() else []


def bells_of(store: SqliteEventStore) -> Path:
    return store._path.with_name("tickmark.db.bells")


async def test_watchers_hear_of_an_erasure_in_their_own_process_without_asking(
    stores: list[SqliteEventStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_never(monkeypatch)
    for eraser in stores:
        audit_id = await new_audit(stores[0])
        async with following(stores[0], audit_id) as watching:
            await until(lambda: listeners(stores[0]))
            await eraser.erase(audit_id, "test")
            with pytest.raises(Exception, match="erased"):
                await watching


async def test_a_ring_that_is_lost_is_covered_by_asking(
    stores: list[SqliteEventStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, silent = stores
    audit_id = await new_audit(here)
    monkeypatch.setattr(silent._doorbell, "ring", lambda _: None)
    async with following(here, audit_id) as watching:
        await settled(here)
        await silent.append(audit_id, [progress(), complete()], 1)

        assert await watching == await read_all(here, audit_id)


@pytest.mark.parametrize("mode", [0o777, 0o770])
async def test_a_folder_into_which_others_may_write_is_not_used_and_watchers_miss_nothing(
    stores: list[SqliteEventStore], mode: int
) -> None:
    here, elsewhere = stores
    audit_id = await new_audit(here)
    bells_of(here).mkdir()
    bells_of(here).chmod(mode)
    async with following(here, audit_id) as watching:
        await elsewhere.append(audit_id, [progress(), complete()], 1)

        assert await watching == await read_all(here, audit_id)
    assert await listeners(here) == []


async def test_a_file_in_the_place_of_the_folder_stays_as_it_is_and_watchers_miss_nothing(
    stores: list[SqliteEventStore],
) -> None:
    here, elsewhere = stores
    audit_id = await new_audit(here)
    bells_of(here).write_bytes(b"mine")
    async with following(here, audit_id) as watching:
        await elsewhere.append(audit_id, [progress(), complete()], 1)

        assert await watching == await read_all(here, audit_id)
    await here.close()
    assert bells_of(here).read_bytes() == b"mine"


async def test_only_those_who_follow_listen_and_nothing_is_left_of_them(stores: list[SqliteEventStore]) -> None:
    here, elsewhere = stores
    audit_id = await new_audit(here)
    assert not bells_of(here).exists()
    async with following(here, audit_id):
        await until(lambda: listeners(here))
        assert len(await listeners(here)) == 1
        assert stat.S_IMODE(bells_of(here).stat().st_mode) == 0o700

    await here.close()
    assert not bells_of(here).exists()
    await elsewhere.append(audit_id, [progress()], 1)


LISTENER = """
import sys, time
from pathlib import Path
from service.log.sqlite.bells.bells import Bells
listening = Bells(Path(sys.argv[1])).hang()
print("listening", flush=True)
time.sleep(60)
"""


def test_what_a_killed_listener_left_is_removed_by_the_next_who_rings(tmp_path: Path) -> None:
    bells = Bells(tmp_path / "tickmark.db")
    (tmp_path / "tickmark.db").touch()
    with subprocess.Popen([sys.executable, "-c", LISTENER, str(tmp_path / "tickmark.db")], stdout=subprocess.PIPE) as p:
        assert p.stdout is not None
        p.stdout.readline()
        assert len(list(bells.folder.iterdir())) == 1
        os.kill(p.pid, signal.SIGKILL)
    assert len(list(bells.folder.iterdir())) == 1

    bells.ring(["a"])

    assert list(bells.folder.iterdir()) == []
    bells.take_down()


@pytest.fixture
def no_more_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process may open no more sockets."""

    def refuse(*_: object) -> NoReturn:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(socket, "socket", refuse)


async def test_a_commit_for_which_nobody_can_be_rung_is_a_commit(
    stores: list[SqliteEventStore], request: pytest.FixtureRequest
) -> None:
    here, elsewhere = stores
    audit_id = await new_audit(here)
    async with following(here, audit_id) as watching:
        await until(lambda: listeners(here))
        request.getfixturevalue("no_more_files")

        stored = await elsewhere.append(audit_id, [progress(), complete()], 1)

        assert (await watching)[1:] == stored


@pytest.mark.usefixtures("no_more_files")
def test_who_can_have_no_bell_has_none(tmp_path: Path) -> None:
    assert Bells(tmp_path / "tickmark.db").hang() is None


def test_what_is_no_socket_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    bells = Bells(tmp_path / "tickmark.db")
    (tmp_path / "tickmark.db").touch()
    bells.folder.mkdir(0o700)
    (bells.folder / "notes.txt").touch()

    bells.ring(["a"])
    bells.take_down()

    assert [path.name for path in bells.folder.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("depth", [0, 40])
def test_the_path_may_be_longer_than_an_address(tmp_path: Path, depth: int) -> None:
    folder = tmp_path.joinpath(*(["deeper"] * depth))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tickmark.db").touch()
    here, elsewhere = Bells(folder / "tickmark.db"), Bells(folder / "tickmark.db")
    listening = here.hang()
    assert listening is not None

    elsewhere.ring(["a", "b"])

    assert sorted(until_now(lambda: received(listening)).split()) == [b"a", b"b"]
    listening.close()
    elsewhere.take_down()
    here.take_down()
    assert not here.folder.exists()


def test_a_burst_beyond_what_a_listener_takes_neither_waits_nor_fails(tmp_path: Path) -> None:
    (tmp_path / "tickmark.db").touch()
    here, elsewhere = Bells(tmp_path / "tickmark.db"), Bells(tmp_path / "tickmark.db")
    listening = here.hang()
    assert listening is not None

    for _ in range(5000):
        elsewhere.ring(["a" * 36])
    elsewhere.ring(["a" * 36] * 1000)

    assert received(listening) == b"a" * 36
    listening.close()
    elsewhere.take_down()
    here.take_down()


def test_who_comes_just_after_the_folder_was_read_is_rung_too(tmp_path: Path) -> None:
    (tmp_path / "tickmark.db").touch()
    ringing, first, second = (Bells(tmp_path / "tickmark.db") for _ in range(3))
    one = first.hang()
    ringing.ring(["a"])
    two = second.hang()
    assert one is not None
    assert two is not None

    ringing.ring(["b"])

    assert received(two) == b"b"
    for listening in (one, two):
        listening.close()
    for bells in (ringing, first, second):
        bells.take_down()


def received(listening: socket.socket) -> bytes:
    return listening.recv(1 << 16)


def test_who_has_taken_its_bell_down_rings_no_more(tmp_path: Path) -> None:
    """As another thread does that has just committed, where closing did not wait for it."""
    listener, going = Bells(tmp_path / "t.db"), Bells(tmp_path / "t.db")
    (tmp_path / "t.db").touch()
    listening = listener.hang()
    assert listening is not None
    with listening:
        going.ring(("before",))
        going.take_down()

        going.ring(("after",))

        assert received(listening) == b"before"
        with pytest.raises(BlockingIOError):
            received(listening)
    listener.take_down()
