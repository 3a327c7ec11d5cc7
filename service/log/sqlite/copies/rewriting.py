"""Rewriting a database: its free pages go, and from then on it can give room back piece by piece."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from service.errors import DatabaseFailed


def rewrite(connection: sqlite3.Connection, path: Path) -> None:
    """Rewrite the database of ``connection``, which must be the only one. It is as it was, or rewritten as a whole.

    Raises:
        DatabaseFailed: there is no room for a second one beside it, or it is damaged.
    """
    try:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("VACUUM")
    except sqlite3.Error as error:
        raise DatabaseFailed(f"rewrite {path}", str(error)) from error
