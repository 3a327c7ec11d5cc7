"""PostgreSQL for tests: one real server a process, one database a test, copied from a template at head."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from service.log import schema
from service.log.place import PostgresServer
from service.log.postgres import connection, pooled
from service.log.postgres.store import open_store
from service.log.store import EventStore
from tests.contract.databases.cluster import Cluster
from tests.contract.databases.tampering import OnConflict, Refused

TEMPLATE = "tickmark_template"
SETTINGS: dict[str, str] = dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes", "autovacuum"), "off")
"""Nothing here outlives this process, and no test cuts the power: the disk need not be waited for. Nor does a database
live long enough to be tidied up."""
KEYS = {
    "events": "audit_id, stream, seq",
    "audits": "audit_id",
    "artifacts": "sha256",
    "audit_artifacts": "audit_id, sha256",
    "tombstones": "audit_id",
    "idempotency_keys": "key",
    "register": "position",
    "artifact_pieces": "bundle, number",
    "loose_bundles": "bundle",
}


@dataclass(frozen=True)
class PostgresDatabase:
    """A database of the server."""

    server: PostgresServer

    async def open(self) -> EventStore:
        return await open_store(self.server)

    def tamperer(self) -> PostgresTamperer:
        return PostgresTamperer(self.server)

    @property
    def name(self) -> str:
        """What the server calls it."""
        return self.server.address.partition("?")[0].rpartition("/")[2]


@dataclass(frozen=True)
class PostgresTamperer:
    """Connects anew for each statement, as the owner of the database."""

    server: PostgresServer

    def execute(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.server.dsn, autocommit=True) as connection:
            try:
                cursor = connection.execute(sql.replace("?", "%s").encode(), values or None)
            except psycopg.Error as error:
                raise Refused(str(error)) from error
            return cursor.fetchall() if cursor.description else []

    def insert(self, table: str, row: Mapping[str, object], on_conflict: OnConflict = "fail") -> None:
        marks = ", ".join("?" * len(row))
        changes = ", ".join(f"{column} = EXCLUDED.{column}" for column in row)
        clause = {
            "fail": "",
            "ignore": "ON CONFLICT DO NOTHING",
            "replace": f"ON CONFLICT ({KEYS[table]}) DO UPDATE SET {changes}",
        }[on_conflict]
        self.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks}) {clause}", *row.values())

    def drop_rules(self) -> None:
        self.execute("; ".join(f"ALTER TABLE {table} DISABLE TRIGGER ALL" for table in KEYS))  # references are, too

    def restore_rules(self) -> None:
        self.execute("; ".join(f"ALTER TABLE {table} ENABLE TRIGGER ALL" for table in KEYS))


@contextmanager
def waiting_at_most(seconds: int) -> Generator[None]:
    """Stores that are opened, and what is asked of a database, meanwhile: how long they wait for an answer."""
    with pytest.MonkeyPatch.context() as patched:
        for bound in ("CONNECT_TIMEOUT_S", "STATEMENT_S", "READ_S", "ABANDONED_S"):
            patched.setattr(connection, bound, seconds)
        for bound in ("STATEMENT_S", "READ_S"):
            patched.setattr(pooled, bound, seconds)
        yield


def new_postgres_database() -> PostgresDatabase:
    """An empty database at head, of one test alone: ``of_one_test`` drops it."""
    return _copy_of(TEMPLATE)


def copy_of_postgres_database(original: PostgresDatabase) -> PostgresDatabase:
    """What ``original`` holds, in a database of one test alone; nobody may have it open."""
    return _copy_of(original.name)


def lasting_postgres_database() -> PostgresDatabase:
    """An empty database at head, which stays until the server stops."""
    database = _copy_of(TEMPLATE)
    _made.remove(database.name)
    return database


@contextmanager
def of_one_test() -> Generator[None]:
    """Drops the databases made meanwhile: some hundreds of them would fill a disk with gigabytes."""
    _made.clear()  # what was made for several tests, before the first of them
    yield
    while _made:
        _on_server(f"DROP DATABASE IF EXISTS {_made.pop()} WITH (FORCE)")


def stop() -> None:
    """Ends the server of this process, if one was started, and takes its files away.

    At exit it would be too late: xdist kills a process of tests that takes longer than some seconds to end.
    """
    if _server.cache_info().currsize:
        _server().close()


_made: list[str] = []


def _copy_of(original: str) -> PostgresDatabase:
    name = f"t{uuid.uuid4().hex}"
    _on_server(f"CREATE DATABASE {name} TEMPLATE {original} STRATEGY FILE_COPY")  # half the work of the default
    _made.append(name)
    return PostgresDatabase(_place(name))


@functools.cache
def _server() -> Cluster:
    return Cluster(SETTINGS)


@functools.cache
def _template() -> None:
    with psycopg.connect(_place("postgres").dsn, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    schema.upgrade(_place(TEMPLATE))


def _on_server(sql: str) -> None:
    _template()
    with psycopg.connect(_place("postgres").dsn, autocommit=True) as connection:
        connection.execute(sql.encode())


def _place(database: str) -> PostgresServer:
    return PostgresServer(_server().address(database))
