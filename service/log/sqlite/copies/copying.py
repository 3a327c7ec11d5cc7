"""A whole, consistent copy of an embedded database, made while others read and write it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from service.errors import DatabaseFailed

BUSY_TIMEOUT_S = 30
"""How long to wait for a process that is just folding the WAL back; each time takes milliseconds."""
PARTIAL = ".partial"
"""The end of the name of a copy that is not whole; one that is left behind can be deleted."""


@contextmanager
def reading(path: Path) -> Generator[sqlite3.Connection]:
    """A connection that can only read. It holds up no writer, and sees nothing of a transaction that is still open.

    Raises:
        DatabaseFailed: there is no such file.
    """
    if not path.is_file():
        raise DatabaseFailed(f"read {path}", "there is no such file")
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S)) as source:
        yield source


def write_copy(source: sqlite3.Connection, target: Path, mode: int) -> Path:
    """All that ``source`` sees, in a new file beside ``target``, on the disk, under a name of its own.

    Through SQLite's backup: copying the file itself would miss what is only in the WAL. ``mode`` is who may read it.
    It is not journaled, since nobody knows its name before it is whole, and has no WAL of its own: one file is all.

    Raises:
        DatabaseFailed: there is not enough room.
        sqlite3.Error, OSError: it could not be read or written; nothing is left of it.
    """
    _refuse_without_room(source, target)
    descriptor, name = tempfile.mkstemp(prefix=f"{target.name}.", suffix=PARTIAL, dir=target.parent)
    os.close(descriptor)
    partial = Path(name)
    try:
        partial.chmod(mode)
        with closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # the WAL mode is part of what was copied
        synchronize(partial)
    except BaseException:
        partial.unlink()
        raise
    return partial


def damage(path: Path) -> str | None:
    """What SQLite finds wrong with the file at ``path``; None if it is sound."""
    with reading(path) as connection:
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return None if said == "ok" else str(said)


def last_and_free(target: Path) -> tuple[Path | None, Path]:
    """The last copy there is, and the first name that is free: ``target``, then with .2, .3 and so on."""
    last, name = None, target
    number = 1
    while name.exists():
        number += 1
        last, name = name, target.with_name(f"{target.name}.{number}")
    return last, name


def put_in_place(partial: Path, target: Path) -> None:
    """Give a copy its name, so that it has it after a power cut too. Whatever had that name is gone."""
    partial.replace(target)
    synchronize(target.parent)


def synchronize(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_without_room(source: sqlite3.Connection, target: Path) -> None:
    """Say so beforehand, rather than fill the disk for everybody and then fail."""
    pages, page_bytes = (source.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    free = shutil.disk_usage(target.parent).free
    if free < pages * page_bytes:
        needed = f"it takes {pages * page_bytes:,} bytes, and {free:,} are free in {target.parent}; make room"
        raise DatabaseFailed(f"write the copy {target.name}", needed)
