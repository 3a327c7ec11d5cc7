"""Everything in a database as it stands at one moment, while others go on writing: what verification reads.

So nothing that is compared changes meanwhile. While it lasts, SQLite does not fold back its write-ahead log, and
PostgreSQL keeps what is deleted, as with ``pg_dump``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from service.errors import DatabaseDamaged, DatabaseFailed
from service.log.columns import one_line
from service.log.place import Place, PostgresServer
from service.log.sqlite.connection import open_raw
from service.log.sqlite.reading.decoding import leniently
from service.log.sqlite.trouble import reason

if TYPE_CHECKING:
    import psycopg

Row = tuple[Any, ...]

AT_ONCE = 64
"""Rows that PostgreSQL sends at once: of the longest events that there can be, 32 MiB."""
CONNECT_TIMEOUT_S = 5


class Snapshot(Protocol):
    """Reads. Values stand at the question marks of a statement."""

    def rows(self, sql: str, *values: object) -> Iterator[Row]:
        """The rows of a statement that gives the same order each time, of which memory holds only a few.

        Text that is no UTF-8, which only SQLite keeps, comes as bytes.

        Raises:
            DatabaseDamaged: the database says that it is damaged where these rows are.
            DatabaseFailed: it cannot be read.
        """
        ...

    def few(self, sql: str, *values: object) -> list[Row]:
        """The rows of a statement that gives few, in one answer; as ``rows``."""
        ...

    def damage(self) -> Iterator[str]:
        """What the database finds damaged in its own files, such as an index that leads to other rows; as ``rows``.

        On PostgreSQL there is no such check that every role may run: nothing is found.
        """
        ...


@contextmanager
def snapshot(place: Place) -> Generator[Snapshot]:
    """What the database at ``place``, which must be at head, holds now.

    Raises:
        DatabaseFailed: it cannot be reached.
    """
    opened = _of_postgres(place) if isinstance(place, PostgresServer) else _of_sqlite(place)
    with opened as found:
        yield found


@contextmanager
def _of_sqlite(path: Path) -> Generator[Snapshot]:
    try:
        raw = open_raw(path)
    except sqlite3.Error as error:
        raise DatabaseFailed(f"open {path}", reason(error, path)) from error
    with closing(raw):
        found = _SqliteSnapshot(raw, path)
        found.few("PRAGMA query_only = ON")
        found.few("BEGIN")
        found.few("SELECT 1 FROM sqlite_master")  # the moment is that of the first read
        yield found


@contextmanager
def _of_postgres(server: PostgresServer) -> Generator[Snapshot]:
    import psycopg  # noqa: PLC0415  an extra that may not be installed

    try:
        with psycopg.connect(server.dsn, connect_timeout=CONNECT_TIMEOUT_S) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            connection.execute("SET idle_in_transaction_session_timeout = 0")  # rows are looked at between two reads
            yield _PostgresSnapshot(connection)
    except psycopg.Error as error:
        raise DatabaseFailed(f"read {server}", str(error)) from error


class _SqliteSnapshot:
    def __init__(self, raw: sqlite3.Connection, path: Path) -> None:
        self._raw = raw
        self._path = path

    def rows(self, sql: str, *values: object) -> Iterator[Row]:
        try:
            yield from leniently(self._raw, sql, values)
        except sqlite3.Error as error:
            raise self._failure(error) from error

    def few(self, sql: str, *values: object) -> list[Row]:
        return list(self.rows(sql, *values))

    def damage(self) -> Iterator[str]:
        for (said,) in self.rows("PRAGMA integrity_check"):
            if said != "ok":
                yield one_line(said)

    def _failure(self, error: sqlite3.Error) -> DatabaseFailed:
        damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
        return (DatabaseDamaged if damaged else DatabaseFailed)("read", reason(error, self._path))


class _PostgresSnapshot:
    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self._connection = connection
        self._cursors = 0

    def rows(self, sql: str, *values: object) -> Iterator[Row]:
        self._cursors += 1
        with self._connection.cursor(f"rows_{self._cursors}") as cursor:
            cursor.itersize = AT_ONCE
            cursor.execute(_with_marks(sql), values)
            yield from cursor

    def few(self, sql: str, *values: object) -> list[Row]:
        return self._connection.execute(_with_marks(sql), values).fetchall()

    def damage(self) -> Iterator[str]:
        yield from ()


def _with_marks(sql: str) -> bytes:
    """As psycopg wants it. No statement here has a question mark or a percent sign of its own."""
    return sql.replace("?", "%s").encode()
