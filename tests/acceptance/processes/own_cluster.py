"""A PostgreSQL of one test's own, which can be stopped without a word and started again where it was."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import psycopg

from service.log import schema
from service.log.place import PostgresServer
from tests.contract.databases.cluster import Cluster

NAME = "tickmark"


@contextmanager
def own_cluster() -> Generator[tuple[Cluster, PostgresServer]]:
    """A new cluster, and a database on it at head; gone afterwards."""
    cluster = Cluster({})
    try:
        with psycopg.connect(f"postgresql://{cluster.address('postgres')}", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {NAME}")
        place = PostgresServer(cluster.address(NAME))
        schema.upgrade(place)
        yield cluster, place
    finally:
        cluster.close()
