"""The databases for which the contract holds. Another store adds one class here and one line to ``DATABASES``."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from service.log.sqlite.store import open_store
from service.log.store import EventStore
from tests.contract.databases.postgres import new_postgres_database
from tests.contract.databases.tampering import OnConflict, Refused, Tamperer


class Database(Protocol):
    """An empty database at head; ``open`` may be called again and again, as other processes would."""

    async def open(self) -> EventStore: ...

    def tamperer(self) -> Tamperer: ...


@dataclass(frozen=True)
class SqliteDatabase:
    """A file."""

    path: Path

    async def open(self) -> EventStore:
        return await open_store(self.path)

    def tamperer(self) -> Tamperer:
        return SqliteTamperer(self.path)


@dataclass(frozen=True)
class SqliteTamperer:
    """Opens the file anew for each statement, with the pragmas that a stranger's program has: none."""

    path: Path
    dropped: list[str] = field(default_factory=list[str])

    def execute(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._connected() as connection:
            try:
                return connection.execute(sql, values).fetchall()
            except sqlite3.IntegrityError as error:
                raise Refused(str(error)) from error

    @contextmanager
    def _connected(self) -> Generator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")  # no test cuts the power
            yield connection

    def insert(self, table: str, row: Mapping[str, object], on_conflict: OnConflict = "fail") -> None:
        verb = {"fail": "INSERT", "replace": "INSERT OR REPLACE", "ignore": "INSERT OR IGNORE"}[on_conflict]
        marks = ", ".join("?" * len(row))
        self.execute(f"{verb} INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values())

    def drop_rules(self) -> None:
        # References between tables bind only connections that ask for them, which these do not.
        with self._connected() as connection:
            rules = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            self.dropped.extend(sql for _, sql in rules)
            connection.executescript("BEGIN; " + "".join(f"DROP TRIGGER {name};" for name, _ in rules) + "COMMIT;")

    def restore_rules(self) -> None:
        with self._connected() as connection:
            connection.executescript("BEGIN; " + "".join(f"{sql};" for sql in self.dropped) + "COMMIT;")
        self.dropped.clear()


NewDatabase = Callable[[Path, Path], Database]
"""Makes one from an empty SQLite database at head and a folder of the test's own."""


def _sqlite(template: Path, folder: Path) -> Database:
    return SqliteDatabase(Path(shutil.copy(template, folder / "tickmark.db")))


def _postgres(_template: Path, _folder: Path) -> Database:
    return new_postgres_database()


DATABASES: Mapping[str, NewDatabase] = {"sqlite": _sqlite, "postgres": _postgres}
