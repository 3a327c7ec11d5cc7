"""What SQLite says when it cannot go on, with what to do about it."""

from __future__ import annotations

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
DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class DamageMet:
    """The first damage that SQLite has met in the file at ``path``. For all threads that use it.

    Most of a damaged file can still be read and written, so what is asked later may succeed; yet what is kept there can
    no longer be relied on, and whoever runs the service should hear of it before more is.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._first: str | None = None

    def reason(self, error: Exception) -> str:
        """As the function ``reason``; damage is remembered."""
        said = reason(error, self._path)
        if self._first is None and _code(error) in DAMAGE:
            self._first = said
        return said

    def check(self, what: str) -> None:
        """Do nothing if no damage was met.

        Raises:
            DatabaseFailed: it was; only another file, and so a restart, will do.
        """
        if self._first is not None:
            raise DatabaseFailed(what, f"damage was met: {self._first}, and restart the service")


def reason(error: Exception, path: Path) -> str:
    """The error in SQLite's own words, and what to do."""
    advice = ADVICE.get(_code(error))
    return f"{error} ({advice.format(path=path)})" if advice else str(error)


def _code(error: Exception) -> int:
    """The primary result code of an error of SQLite's, 0 of any other."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
