"""Whose fault an error of SQLite is, and whether it leaves a commit in doubt."""

from __future__ import annotations

import sqlite3

from service.errors import LogError

OWN_FAULTS = (
    LogError,
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    ValueError,
    OverflowError,
    TypeError,
    AttributeError,
)
"""What an operation's own values bring about. Any other error (disk full, I/O) is the transaction's."""


def in_doubt(error: BaseException) -> bool:
    """Whether it is an I/O error: in a commit it may have come after the last frame had reached the disk."""
    # The rest of the code says which.
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_IOERR
