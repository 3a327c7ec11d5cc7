"""A backup of the embedded database is whole, and only a sound one comes back, only while nobody uses the database."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from service.log import schema
from service.log.sqlite.store import open_store
from tests.integration.asked.console import Answer, tickmark
from tests.integration.databases.killed_servers import leave_in_wal
from tests.integration.databases.old_databases import REVISIONS, assert_intact, dump, migrate, with_an_audit

OLD, HEAD = REVISIONS[0], REVISIONS[-1]


@pytest.fixture
def path(database_path: Path) -> Path:
    """A database at head with one audit."""
    with_an_audit(database_path)
    return database_path


@pytest.fixture
def file(path: Path, tmp_path: Path) -> Path:
    """A backup of the database."""
    file = tmp_path / "kept" / "monday.db"
    file.parent.mkdir()
    assert backup(path, file).exit_code == 0
    return file


def backup(path: Path, file: Path) -> Answer:
    return tickmark("db", "backup", file, data_dir=path.parent)


def restore(path: Path, file: Path) -> Answer:
    return tickmark("db", "restore", file, data_dir=path.parent)


def beside(path: Path) -> list[str]:
    """The names of all files that are named after the database, and the database itself."""
    return sorted(entry.name for entry in path.parent.iterdir() if entry.name.startswith(path.name))


def altered(path: Path, sql: str, without: str) -> None:
    """Alter a database as a forger would who puts the trigger that forbids it back afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (rule,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (without,)).fetchone()
        connection.execute(f"DROP TRIGGER {without}")
        connection.execute(sql)
        connection.execute(rule)


def test_a_backup_beside_a_writer_holds_all_that_is_committed_and_says_how_much(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "monday.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA wal_autocheckpoint = 0")
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("INSERT INTO artifacts (sha256, size_bytes, data) VALUES ('late', 1, x'00')")
        committed = list(writer.iterdump())
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO artifacts (sha256, size_bytes, data) VALUES ('too late', 1, x'00')")

        said = backup(path, file)

    assert (said.exit_code, said.err) == (0, "")
    assert f"{file}: 1 audit, {file.stat().st_size:,} bytes" in said.out.decode()
    assert dump(file) == committed
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith("monday")] == ["monday.db"]


def test_a_backup_overwrites_nothing_and_says_what_it_can_not_do(path: Path, file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    again, nowhere, nothing = (
        backup(path, file),
        backup(path, tmp_path / "no" / "folder.db"),
        backup(tmp_path / "none" / "tickmark.db", tmp_path / "nothing.db"),
    )

    assert [answer.exit_code for answer in (again, nowhere, nothing)] == [2, 2, 2]
    assert "it exists already" in again.err
    assert "folder" in nowhere.err
    assert "there is no such file" in nothing.err
    assert file.read_bytes() == before
    assert not (tmp_path / "nothing.db").exists()


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_postgresql_database_has_programs_of_its_own_for_that(command: str, tmp_path: Path) -> None:
    url = "postgresql+asyncpg://tick:secret@127.0.0.1/tickmark"

    said = tickmark("db", command, tmp_path / "file", data_dir=tmp_path, TICKMARK_DATABASE_URL=url)

    assert (said.exit_code, said.out) == (2, b"")
    assert {"backup": "pg_dump", "restore": "pg_restore"}[command] in said.err
    assert "secret" not in said.err


def test_what_was_backed_up_comes_back_and_what_was_there_is_kept(path: Path, file: Path) -> None:
    # Given a database that went on after its backup, and whose process was killed before the WAL was folded in,
    backed_up = dump(path)
    later = with_wal_left_behind(path)

    # when the backup is restored, then the database is what it was, the later one is kept, and no WAL is left.
    said = restore(path, file)

    kept = path.with_name(f"{path.name}.before-restore")
    assert (said.exit_code, said.err) == (0, "")
    assert "1 audit, all verified" in said.out.decode()
    assert str(kept) in said.out.decode()
    assert beside(path) == [path.name, kept.name]
    assert (dump(path), dump(kept)) == (backed_up, later)

    # And the one that was kept can be restored in turn.
    assert restore(path, kept).exit_code == 0
    assert dump(path) == later


def with_wal_left_behind(path: Path) -> list[str]:
    """Add to the database and leave it as a killed server does: the addition is in the WAL only. All that is there."""
    aside = path.parent / "aside"
    aside.mkdir()
    said = asyncio.run(leave_in_wal(path, aside))
    for name in aside.iterdir():
        shutil.move(name, path.parent / name.name)
    return said


def test_a_backup_of_an_older_version_comes_back_upgraded_and_stays_as_it_is(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    migrate(old, OLD)
    audit_id = with_an_audit(old)
    before = dump(old)

    assert restore(path, old).exit_code == 0

    assert schema.current(path) == HEAD
    assert_intact(path, audit_id)
    assert dump(old) == before
    assert beside(path) == [path.name, f"{path.name}.before-restore"]


def test_who_goes_back_to_an_older_version_restores_over_the_newer_database(path: Path, file: Path) -> None:
    backed_up = dump(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    assert restore(path, file).exit_code == 0

    assert dump(path) == backed_up
    assert schema.current(path.with_name(f"{path.name}.before-restore")) == "9999"


def test_a_backup_comes_back_where_there_is_no_database(path: Path, file: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "new" / "tickmark.db"

    said = restore(elsewhere, file)

    assert (said.exit_code, said.err) == (0, "")
    assert dump(elsewhere) == dump(path)
    assert beside(elsewhere) == [elsewhere.name]


def test_a_wal_that_outlived_its_database_is_not_let_loose_on_another(path: Path, file: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "new" / "tickmark.db"
    elsewhere.parent.mkdir()
    with_wal_left_behind(path)
    shutil.copy(f"{path}-wal", f"{elsewhere}-wal")

    said = restore(elsewhere, file)

    assert said.exit_code == 2
    assert "tickmark.db-wal beside it is not and would damage" in said.err
    assert beside(elsewhere) == ["tickmark.db-wal"]


async def test_nothing_is_restored_while_somebody_has_the_database_open(path: Path, file: Path) -> None:
    before = dump(path)
    store = await open_store(path)
    try:
        said = restore(path, file)
    finally:
        await store.close()

    assert (said.exit_code, said.out) == (2, b"")
    assert "another process has it open; stop every server" in said.err
    assert beside(path) == [path.name]
    assert dump(path) == before


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        ("none", "no such file"),
        ("text", "it cannot be read as a database of Tickmark's: file is not a database"),
        ("cut", "malformed"),
        ("foreign", "it is a database, but none of Tickmark's"),
        ("newer", "newer version of Tickmark"),
        ("an event", "event 2 was altered"),
        ("an upload", "was altered"),
        ("a rule", "events_no_update missing or altered"),
    ],
)
def test_what_is_no_sound_backup_is_refused_and_changes_nothing(path: Path, file: Path, harm: str, reason: str) -> None:
    before = dump(path)
    do_harm(file, harm)

    said = restore(path, file)

    assert (said.exit_code, said.out) == (2, b"")
    assert reason in said.err
    assert str(file) in said.err
    assert beside(path) == [path.name]
    assert dump(path) == before


def do_harm(file: Path, harm: str) -> None:
    match harm:
        case "none":
            file.unlink()
        case "text":
            file.write_text("not a database, but long enough to look into" * 100)
        case "cut":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        case "foreign":
            file.unlink()
            sqlite3.connect(file).execute("CREATE TABLE t (x)").connection.close()
        case "newer":
            with closing(sqlite3.connect(file, isolation_level=None)) as connection:
                connection.execute("UPDATE alembic_version SET version_num = '9999'")
        case "an event":
            altered(file, "UPDATE events SET body = replace(body, '2', '3') WHERE seq = 2", "events_no_update")
        case "an upload":
            altered(file, "UPDATE artifacts SET data = x'00'", "artifacts_no_update")
        case _:
            with closing(sqlite3.connect(file, isolation_level=None)) as connection:
                connection.execute("DROP TRIGGER events_no_update")


def test_a_database_is_no_backup_of_itself_and_one_beyond_repair_is_moved_by_hand(path: Path, file: Path) -> None:
    itself = restore(path, path)
    assert (itself.exit_code, "another process" in itself.err) == (2, False)
    assert "this is the database itself" in itself.err

    path.write_bytes(b"the disk gave this back instead" * 1000)
    damaged = restore(path, file)
    assert damaged.exit_code == 2
    assert "move it, its -wal and its -shm away" in damaged.err

    path.unlink()
    assert restore(path, file).exit_code == 0
