"""A backup of an embedded database into a file of its own, while others write."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from service.errors import BackupRefused, DatabaseFailed
from service.log.sqlite.copies.copying import BUSY_TIMEOUT_S, damage, put_in_place, reading, write_copy


@dataclass(frozen=True, slots=True)
class Backup:
    """What is in a backup."""

    audits: int
    size_bytes: int


def back_up(path: Path, file: Path) -> Backup:
    """Write all that is committed in the database at ``path`` to ``file``, whole or not at all.

    Raises:
        BackupRefused: the file exists already, or what was copied is damaged.
        DatabaseFailed: it cannot be read or written.
    """
    if file.exists():
        raise BackupRefused(str(file), "it exists already, and a backup never overwrites anything; name another file")
    try:
        _take_back(path)
        with reading(path) as source:
            partial = write_copy(source, file, stat.S_IMODE(path.stat().st_mode))
        try:
            said = _checked(partial, path)
            put_in_place(partial, file)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    except (sqlite3.Error, OSError) as error:
        raise DatabaseFailed(f"copy {path} to {file}", str(error)) from error
    return said


def _take_back(path: Path) -> None:
    """Let SQLite roll back a restore that died half-way: a connection that can only read may not do it."""
    if path.with_name(f"{path.name}-journal").exists():
        with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S)) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()


def _checked(partial: Path, path: Path) -> Backup:
    if found := damage(partial):
        raise BackupRefused(str(path), f"it is damaged ({found}), and so its copy would be; keep the file as it is")
    return Backup(audits_in(partial), partial.stat().st_size)


def audits_in(path: Path) -> int:
    """How many audits are in the database at ``path``."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM audits").fetchone()[0])
