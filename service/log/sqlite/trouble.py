"""What SQLite says when it can not go on, with what to do about it; and whether its file is still where it was."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from service.errors import DatabaseFailed

ADVICE = {
    sqlite3.SQLITE_BUSY: "another program holds {path} locked; end that one, or wait until it is done",
    sqlite3.SQLITE_FULL: "make room on the disk of {path}",
    sqlite3.SQLITE_READONLY: "let the service write to {path} and to its folder",
    sqlite3.SQLITE_CANTOPEN: "see that {path} is there, and that the service may read and write it and its folder",
    sqlite3.SQLITE_IOERR: "see whether the disk of {path} is in order and has room",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged; restore a backup",
    sqlite3.SQLITE_NOTADB: "{path} is no database; restore a backup, or set TICKMARK_DATABASE_URL to another file",
}
"""By primary result code (sqlite.org/rescode.html)."""


def reason(error: Exception, path: Path) -> str:
    """The error in SQLite's own words, and what to do."""
    code = getattr(error, "sqlite_errorcode", None)
    advice = ADVICE.get(code & 0xFF) if code is not None else None
    return f"{error} ({advice.format(path=path)})" if advice else str(error)


class FileInPlace:
    """The file that was opened. SQLite would go on writing to one that was deleted, until nobody has it open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._name = str(path)
        self._opened = _identity(self._name)

    def check(self, what: str) -> None:
        """Do nothing if the file is where it was when it was opened.

        Raises:
            DatabaseFailed: it was moved, deleted, or replaced by another, or can not be reached.
        """
        try:
            now = _identity(self._name)
        except OSError as error:
            raise DatabaseFailed(what, f"{self._path} can not be reached: {error.strerror}") from error
        if now is None:
            advice = "put it back, or stop the service and restore a backup"
            raise DatabaseFailed(what, f"{self._path} is no longer there ({advice})")
        if now != self._opened:
            raise DatabaseFailed(
                what, f"{self._path} was replaced by another file (restart the service to use that one)"
            )


def _identity(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
