"""Restoring a backup: only a sound one, only while nobody uses the database, and what was there is kept."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from service.errors import BackupRefused, DatabaseFailed, LogError
from service.log import schema
from service.log.sqlite.copies.copying import damage, last_and_free, put_in_place, reading, write_copy

SIDECARS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database by its name. Beside another database of that name, it would damage that one."""
NEW_FILE_MODE = 0o600
LOCK_TIMEOUT_S = 2
"""A command that only looks is gone by then; a server is not."""


@contextmanager
def staged(file: Path, path: Path) -> Generator[Path]:
    """A copy of the backup ``file`` beside ``path``, brought to this version's schema; it is gone afterwards.

    Raises:
        BackupRefused: it is no database of ours, damaged, altered, or of a newer version.
        DatabaseFailed: it cannot be copied.
    """
    if not file.is_file():
        raise BackupRefused(str(file), "there is no such file")
    if path.exists() and file.samefile(path):
        raise BackupRefused(str(file), "this is the database itself; name a backup of it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with reading(file) as source:
            source.execute("SELECT 1 FROM sqlite_master").fetchone()
            stage = write_copy(source, path.with_name(f"{path.name}.restoring"), NEW_FILE_MODE)
    except sqlite3.DatabaseError as error:
        raise BackupRefused(str(file), f"it cannot be read as a database of Tickmark's: {error}") from error
    except OSError as error:
        raise DatabaseFailed(f"copy {file} to {path.parent}", str(error)) from error
    try:
        _accept(stage, file)
        yield stage
    finally:
        for name in (stage, *sidecars(stage)):
            name.unlink(missing_ok=True)


def _accept(stage: Path, file: Path) -> None:
    if found := damage(stage):
        raise BackupRefused(str(file), f"it is damaged: {found}")
    if schema.current(stage) is None:
        raise BackupRefused(str(file), "it is a database, but none of Tickmark's: it has no schema of ours")
    try:
        schema.upgrade(stage, keep_copy=False)
        schema.check(stage)
    except LogError as error:
        raise BackupRefused(str(file), str(error)) from error


@contextmanager
def alone(path: Path) -> Generator[sqlite3.Connection | None]:
    """The only connection that there is to the database at ``path``, until this ends; None if there is no database.

    Its WAL is folded into it and gone. Who opens it meanwhile waits.

    Raises:
        BackupRefused: another process has it open, or it cannot be opened at all.
    """
    if not path.exists():
        left = [name.name for name in sidecars(path) if _has_pages(name)]
        if left:
            said = f"it is gone, but {', '.join(left)} beside it is not and would damage what is restored; move it away"
            raise BackupRefused(str(path), said)
        yield None
        return
    with closing(sqlite3.connect(path, isolation_level=None, timeout=LOCK_TIMEOUT_S)) as connection:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()  # refused while anybody else has it open
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise BackupRefused(str(path), _why_not_alone(error)) from error
        yield connection


def _has_pages(sidecar: Path) -> bool:
    """A mere reader leaves an empty WAL behind; and what is shared in memory is made again."""
    return not sidecar.name.endswith("-shm") and sidecar.exists() and sidecar.stat().st_size > 0


def _why_not_alone(error: sqlite3.Error) -> str:
    if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:  # what is above is the detail
        return "another process has it open; stop every server and command that uses it, then run this again"
    return f"it cannot be used ({error}); move it, its -wal and its -shm away, then run this again"


def put_back(stage: Path, path: Path, connection: sqlite3.Connection | None) -> Path | None:
    """Make the database at ``path`` say what ``stage`` says; where what it said before is kept.

    It is overwritten in one transaction rather than replaced as a file: whoever is about to open it, or comes after a
    power cut in the middle, finds the one or the other, and never the one with the WAL of the other.

    Raises:
        DatabaseFailed: it cannot be written; it is as it was.
    """
    try:
        if connection is None:
            if path.exists():
                raise DatabaseFailed(f"restore {path}", "another process has made a new database there; stop it")
            put_in_place(stage, path)
            return None
        target = path.with_name(f"{path.name}.before-restore")
        kept = last_and_free(target)[1]
        put_in_place(write_copy(connection, kept, stat.S_IMODE(path.stat().st_mode)), kept)
        with reading(stage) as source:
            source.backup(connection)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseFailed(f"restore {path}", f"{error}; it is as it was") from error
    return kept


def sidecars(path: Path) -> list[Path]:
    """The files that SQLite may keep beside the database at ``path``."""
    return [path.with_name(f"{path.name}{end}") for end in SIDECARS]
