"""Where the log of a campaign is, and how many servers share it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.log.place import POSTGRES, SQLITE
from tests.contract.databases import Database, SqliteDatabase
from tests.contract.postgres import new_postgres_database


@dataclass(frozen=True)
class Place:
    """An empty database at head, and the servers on it."""

    name: str
    url: str
    servers: int
    database: Database


def _sqlite(template: Path, folder: Path) -> Place:
    """The embedded database of one server: each kill stops everything."""
    path = Path(shutil.copy(template, folder / "tickmark.db"))
    return Place("SQLite", f"{SQLITE}{path}", 1, SqliteDatabase(path))


def _postgres(_template: Path, _folder: Path) -> Place:
    """Two servers share it: mostly one is killed while the other goes on, now and then both."""
    database = new_postgres_database()
    return Place("PostgreSQL", f"{POSTGRES}{database.server.address}", 2, database)


NewPlace = Callable[[Path, Path], Place]
"""Makes one from an empty SQLite database at head and a folder of its own."""
PLACES: Mapping[str, NewPlace] = {"sqlite": _sqlite, "postgres": _postgres}
