"""Where the log of a campaign is, and how many servers share it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from service.log.place import POSTGRES, SQLITE
from tests.contract.databases.kinds import Database, SqliteDatabase
from tests.contract.databases.postgres import new_postgres_database

SELECT_IN_TRANSACTION = """
SELECT 1 FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND (state = 'active' OR xact_start IS NOT NULL)
"""


@dataclass(frozen=True)
class Place:
    """An empty database at head, and the servers on it."""

    name: str
    url: str
    servers: int
    database: Database
    is_quiet: Callable[[], bool]
    """Whether nobody is in the middle of a transaction now."""


def _sqlite(template: Path, folder: Path) -> Place:
    """The embedded database of one server: each kill stops everything."""
    path = Path(shutil.copy(template, folder / "tickmark.db"))

    def is_quiet() -> bool:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return False
            return True

    return Place("SQLite", f"{SQLITE}{path}", 1, SqliteDatabase(path), is_quiet)


def _postgres(_template: Path, _folder: Path) -> Place:
    """Two servers share it: mostly one is killed while the other goes on, now and then both."""
    database = new_postgres_database()

    def is_quiet() -> bool:
        return not database.tamperer().execute(SELECT_IN_TRANSACTION)

    return Place("PostgreSQL", f"{POSTGRES}{database.server.address}", 2, database, is_quiet)


NewPlace = Callable[[Path, Path], Place]
"""Makes one from an empty SQLite database at head and a folder of its own."""
PLACES: Mapping[str, NewPlace] = {"sqlite": _sqlite, "postgres": _postgres}
