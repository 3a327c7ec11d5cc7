"""An upgrade of the embedded database keeps it as it was, whole and once, whatever goes wrong; a server is refused."""

from __future__ import annotations

import io
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from service.errors import DatabaseFailed, SchemaMismatch
from service.log import schema
from service.log.place import PostgresServer
from tests.contract.databases.postgres import new_postgres_database
from tests.integration.asked.console import environment, tickmark
from tests.integration.databases.old_databases import REVISIONS, ROOT, dump, migrate, with_an_audit
from tests.waiting import DEADLINE_S

OLD, HEAD = REVISIONS[0], REVISIONS[-1]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of the first revision, with an audit in it."""
    path = tmp_path / "tickmark.db"
    migrate(path, OLD)
    with_an_audit(path)
    return path


def copies(path: Path) -> list[Path]:
    """Every file beside the database that is named after it."""
    return sorted(entry for entry in path.parent.iterdir() if entry.name.startswith(f"{path.name}."))


def copy_of(path: Path, number: int = 1) -> Path:
    return path.with_name(f"{path.name}.before-{HEAD}" + (f".{number}" if number > 1 else ""))


def test_a_copy_holds_what_is_only_in_the_wal(path: Path) -> None:
    # Given a database that somebody has open, whose latest audit is in the WAL and not yet in the file,
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA wal_autocheckpoint = 0")
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("INSERT INTO artifacts (sha256, size_bytes, data) VALUES ('late', 1, x'00')")
        before = list(other.iterdump())
        plain = Path(shutil.copy(path, path.parent / "plain.db"))
        assert dump(plain) != before

        # when it is upgraded, then the copy is the database as it was, in one file that nobody else may read.
        path.chmod(0o600)
        kept = schema.upgrade(path)

    assert kept is not None
    assert kept == copy_of(path)
    assert dump(kept) == before
    assert (schema.current(kept), schema.current(path)) == (OLD, HEAD)
    assert copies(path) == [kept]
    assert kept.stat().st_mode & 0o777 == 0o600


def test_the_copy_can_take_the_place_of_the_database(path: Path) -> None:
    before = dump(path)
    kept = schema.upgrade(path)
    assert kept is not None

    kept.replace(path)

    assert dump(path) == before
    schema.upgrade(path)
    schema.check(path)


def test_a_new_database_and_one_at_head_are_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "tickmark.db"

    assert schema.upgrade(path) is None
    assert schema.upgrade(path) is None

    assert copies(path) == []


def test_every_way_to_upgrade_keeps_a_copy_and_says_where(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(path)
    for way in ("db upgrade", "erase", "alembic"):
        folder = path.parent / way
        folder.mkdir()
        shutil.copy(path, folder / path.name)
        if way == "alembic":
            monkeypatch.setenv("TICKMARK_DATA_DIR", str(folder))
            out = io.StringIO()
            command.upgrade(Config(ROOT / "alembic.ini", stdout=out), "head")
            said = out.getvalue()
        else:
            answer = tickmark(*way.split(), *(["nobody", "--yes"] if way == "erase" else []), data_dir=folder)
            assert answer.exit_code == (2 if way == "erase" else 0)  # there is no audit of that name
            said = answer.out.decode() if way == "db upgrade" else answer.err

        kept = copy_of(folder / path.name)
        assert str(kept) in said
        assert copies(folder / path.name) == [kept]
        assert dump(kept) == before


def test_an_upgrade_that_fails_leaves_the_database_as_it_was_and_one_copy_of_it_however_often(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TRIGGER audits_no_replace BEFORE INSERT ON audits BEGIN SELECT 1; END")
    before = dump(path)

    for _ in range(3):
        with pytest.raises(DatabaseFailed, match="already exists"):
            schema.upgrade(path)

    assert dump(path) == dump(copy_of(path)) == before
    assert copies(path) == [copy_of(path)]


def test_a_copy_that_is_there_is_never_overwritten(path: Path) -> None:
    copy_of(path).write_text("something of somebody's")
    copy_of(path, 2).write_text("and more")

    kept = schema.upgrade(path)

    assert kept == copy_of(path, 3)
    assert [copy_of(path, number).read_text() for number in (1, 2)] == ["something of somebody's", "and more"]


UPGRADE = """
import os, resource, signal, sys
from pathlib import Path
from service.errors import LogError
from service.log import schema
from service.log.sqlite.copies import before_upgrade

def killed(*_): os.kill(os.getpid(), signal.SIGKILL)

def once_copied(*arguments):
    before_upgrade_keep_copy(*arguments)
    killed()

before_upgrade_keep_copy = before_upgrade.keep_copy
match sys.argv[2]:
    case "killed with the copy": before_upgrade.keep_copy = once_copied
    case "killed while it copies": before_upgrade.put_in_place = killed
    case "no room": resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
input()
try:
    schema.upgrade(Path(sys.argv[1]))
except LogError as error:
    sys.exit(str(error))
"""


def upgrading(path: Path, trouble: str = "none") -> subprocess.Popen[str]:
    """A process that upgrades the database once it is told to go, and meets with some trouble."""
    return subprocess.Popen(
        [sys.executable, "-c", UPGRADE, str(path), trouble],
        env=environment(path.parent, PYTHONPATH=str(ROOT)),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_that_start_at_once_make_one_copy_and_migrate_once(path: Path) -> None:
    before = dump(path)
    processes = [upgrading(path) for _ in range(3)]

    errors = [process.communicate("go\n", timeout=DEADLINE_S)[1] for process in processes]

    assert errors == ["", "", ""]
    assert copies(path) == [copy_of(path)]
    assert dump(copy_of(path)) == before
    schema.check(path)


@pytest.mark.parametrize("trouble", ["killed with the copy", "killed while it copies"])
def test_a_process_that_was_killed_before_it_migrated_leaves_one_whole_copy_to_the_next(
    path: Path, trouble: str
) -> None:
    before = dump(path)
    killed = upgrading(path, trouble)
    killed.communicate("go\n", timeout=DEADLINE_S)
    assert killed.returncode == -signal.SIGKILL
    assert len(copies(path)) == 1
    assert (schema.current(path), dump(path)) == (OLD, before)

    kept = schema.upgrade(path)

    assert copies(path) == [kept] == [copy_of(path)]
    assert dump(copy_of(path)) == before
    schema.check(path)


def test_without_room_for_a_copy_nothing_is_changed(path: Path) -> None:
    before = dump(path)
    refused = upgrading(path, "no room")

    _, said = refused.communicate("go\n", timeout=DEADLINE_S)

    assert refused.returncode == 1
    assert "could not copy" in said
    assert "nothing was changed" in said
    assert copies(path) == []
    assert dump(path) == before


def test_a_copy_for_which_the_disk_is_too_small_is_not_begun(path: Path) -> None:
    # Given a database that says, truthfully, that it is larger than what is free (its last pages are holes),
    pages = 2 * shutil.disk_usage(path.parent).free // 4096
    os.truncate(path, pages * 4096)
    with path.open("r+b") as file:
        file.seek(28)
        file.write(pages.to_bytes(4, "big"))

    # when it is upgraded by a process that could not write all this either way, then it says how much room is needed.
    refused = upgrading(path, "no room")
    _, said = refused.communicate("go\n", timeout=DEADLINE_S)

    assert refused.returncode == 1
    assert f"it takes {pages * 4096:,} bytes" in said
    assert f"are free in {path.parent}; make room" in said
    assert copies(path) == []


def test_a_damaged_database_is_not_migrated(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'artifacts'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)

    with pytest.raises(DatabaseFailed, match="the database is damaged; nothing was changed"):
        schema.upgrade(path)

    assert schema.current(path) == OLD
    assert copies(path) == []


def test_a_newer_database_is_refused_and_gets_no_copy(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = dump(path)

    for arguments in (("serve", "--port", "0"), ("db", "upgrade"), ("verify", "--all")):
        answer = tickmark(*arguments, data_dir=path.parent)
        assert (answer.exit_code, answer.out) == (2, b"")
        assert answer.err.startswith("tickmark: the database is at revision 9999")
        assert "newer version of Tickmark; install that one" in answer.err

    assert dump(path) == before
    assert copies(path) == []


@pytest.fixture
def server() -> PostgresServer:
    """An empty database of a PostgreSQL server, at head."""
    return new_postgres_database().server


def serve(server: PostgresServer, folder: Path, *arguments: str) -> str:
    """What a command that must be refused says."""
    url = f"postgresql+asyncpg://{server.address}"
    answer = tickmark(*(arguments or ("serve", "--port", "0")), data_dir=folder, TICKMARK_DATABASE_URL=url)
    assert (answer.exit_code, answer.out) == (2, b"")
    return answer.err


def test_a_postgresql_database_that_is_behind_is_refused_and_upgraded_only_when_asked(
    server: PostgresServer, tmp_path: Path
) -> None:
    migrate(server, OLD)

    assert "run `tickmark db upgrade`" in serve(server, tmp_path)
    assert schema.current(server) == OLD

    url = f"postgresql+asyncpg://{server.address}"
    upgraded = tickmark("db", "upgrade", data_dir=tmp_path, TICKMARK_DATABASE_URL=url)
    assert (upgraded.exit_code, schema.current(server)) == (0, HEAD)
    assert "the database from before" not in upgraded.out.decode()


def test_a_newer_postgresql_database_is_refused_untouched(server: PostgresServer, tmp_path: Path) -> None:
    with schema.migration_engine(server).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    for arguments in ((), ("db", "upgrade")):
        assert "newer version of Tickmark; install that one" in serve(server, tmp_path, *arguments)
    with pytest.raises(SchemaMismatch):
        schema.check(server)

    assert schema.current(server) == "9999"
