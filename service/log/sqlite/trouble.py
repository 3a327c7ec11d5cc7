"""What SQLite says when it cannot go on, with what to do about it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

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
