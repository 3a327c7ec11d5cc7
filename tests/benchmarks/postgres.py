"""Databases on the measurements' PostgreSQL, as durable as it comes: fsync and synchronous_commit are on."""

from __future__ import annotations

import functools
import uuid

import psycopg

from service.log import schema
from service.log.place import PostgresServer
from tests.benchmarks.cluster import socket_folder

TEMPLATE = "tickmark_bench"


def new_database() -> PostgresServer:
    """A database at head."""
    _template()
    return _create(f"TEMPLATE {TEMPLATE}")


def empty_database() -> PostgresServer:
    """A database with nothing in it."""
    return _create("")


@functools.cache
def _template() -> None:
    _on_server(f"CREATE DATABASE {TEMPLATE}")
    schema.upgrade(_place(TEMPLATE))


def _create(options: str) -> PostgresServer:
    name = f"b{uuid.uuid4().hex}"
    _on_server(f"CREATE DATABASE {name} {options}")
    return _place(name)


def _on_server(sql: str) -> None:
    with psycopg.connect(_place("postgres").dsn, autocommit=True) as connection:
        connection.execute(sql.encode())


def _place(database: str) -> PostgresServer:
    return PostgresServer(f"postgres:@/{database}?host={socket_folder()}")
