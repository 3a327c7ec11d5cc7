"""The schema of the embedded database: which revision it is at, and how it gets to the one this code needs."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

import migrations
from service.errors import DatabaseFailed, SchemaMismatch
from service.log import tables

METADATA = tables.EventRow.metadata
"""The tables as the models have them, for Alembic to compare with."""

LOCK_TIMEOUT_S = 30
"""How long one process waits for another that migrates."""


def migration_engine(path: Path) -> Engine:
    """A synchronous engine on ``path`` (created if missing) whose transactions begin with the write lock."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": LOCK_TIMEOUT_S})

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None  # the driver would begin transactions of its own, too late for DDL
        connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def alembic_config(path: Path) -> Config:
    """Alembic's configuration for the database at ``path``, wherever this package is installed."""
    config = Config(stdout=io.StringIO())  # its reports to a person; ours are errors
    config.set_main_option("script_location", str(Path(migrations.__file__ or "").parent))
    config.attributes["database_path"] = path
    return config


def upgrade(path: Path) -> None:
    """Bring the database at ``path`` to head, creating it if it is missing.

    Raises:
        SchemaMismatch: it was written by a newer version.
        DatabaseFailed: it can not be opened or changed; nothing was changed.
    """
    try:
        _refuse_newer(path)
        command.upgrade(alembic_config(path), "head")
    except (SQLAlchemyError, OSError) as error:
        reason = getattr(error, "orig", None) or error
        raise DatabaseFailed(f"bring {path} to this version's schema", str(reason)) from error


def current(path: Path) -> str | None:
    """The revision that the database at ``path`` is at; None if it has none or does not exist."""
    if not path.exists():
        return None
    engine = migration_engine(path)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        raise DatabaseFailed(f"read {path}", str(getattr(error, "orig", None) or error)) from error
    finally:
        engine.dispose()


def head(path: Path) -> str | None:
    """The revision that this code needs."""
    return ScriptDirectory.from_config(alembic_config(path)).get_current_head()


def check(path: Path) -> None:
    """Do nothing if the database at ``path`` is as this code needs it.

    Raises:
        SchemaMismatch: it is at another revision, or its tables are not those of the models.
    """
    actual, expected = current(path), head(path)
    if actual != expected:
        raise SchemaMismatch(actual, expected, "run `tickmark db upgrade`")
    try:
        command.check(alembic_config(path))
    except CommandError as error:
        raise SchemaMismatch(actual, expected, str(error)) from error


def _refuse_newer(path: Path) -> None:
    actual = current(path)
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config(path)).walk_revisions()}
    if actual is not None and actual not in known:
        raise SchemaMismatch(actual, head(path), "it was written by a newer version of Tickmark; install that one")
