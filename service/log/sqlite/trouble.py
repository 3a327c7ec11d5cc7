"""What SQLite says when it can not go on, with what to do about it; and whether its file is still where it was."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from time import monotonic

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


LOOK_AGAIN_S = 0.25
"""How long a reader may show a file that is no longer there. It reads thousands of pages a second, which a look at the
file each time would cost some hundredths of; a writer looks each time, since what it acknowledges there is lost."""


class FileInPlace:
    """The file that was opened. SQLite would go on using one that was deleted, until nobody has it open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._name = str(path)
        self._opened = _identity(self._name)
        self._next_look = 0.0

    def check_now_and_then(self, what: str) -> None:
        """As ``check``, but it was looked at lately. While something is wrong, every call says so."""
        now = monotonic()
        if now >= self._next_look:
            self.check(what)
            self._next_look = now + LOOK_AGAIN_S

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
