"""The schema of the database: which revision it is at, and how it gets to the one this code needs."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

import migrations
from service.errors import DatabaseFailed, SchemaMismatch
from service.log import tables
from service.log.place import Place, PostgresServer
from service.log.rules import Rules, keys, made_beside, rules
from service.log.shadows import in_the_way
from service.log.sqlite.lost import refuse_if_lost
from service.log.sqlite.reading.decoding import text_or_bytes

METADATA = tables.EventRow.metadata
"""The tables as the models have them, for Alembic to compare with."""

LOCK_TIMEOUT_S = 120
"""How long one process waits for another that migrates: it copies the whole database first."""
COPY = "copy"
"""The attribute of Alembic's configuration in which a migration says where the copy of the database is."""
KEEP_NO_COPY = "keep no copy"
"""The attribute that asks a migration for none."""

MIGRATION_LOCK = 7_403_176_121
"""The advisory lock on PostgreSQL under which one process migrates; any number that nobody else uses."""


def migration_engine(place: Place) -> Engine:
    """A synchronous engine on ``place`` whose transactions begin by keeping all other migrations out.

    The file of an embedded database is created if it is missing.
    """
    return _sqlite_engine(place) if isinstance(place, Path) else _postgres_engine(place)


def _sqlite_engine(path: Path) -> Engine:
    path.parent.mkdir(parents=True, exist_ok=True)
    url = URL.create("sqlite", database=str(path))  # as text, a ? or a % in the path would be read as part of the URL
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": LOCK_TIMEOUT_S})

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None  # the driver would begin transactions of its own, too late for DDL
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # of a new file; an older one stays as it is
        connection.execute("PRAGMA journal_mode = WAL")
        connection.text_factory = text_or_bytes  # one damaged text keeps no database from being upgraded

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _postgres_engine(server: PostgresServer) -> Engine:
    engine = create_engine(f"postgresql+psycopg://{server.address}", poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")

    return engine


def _reading_engine(place: Place) -> Engine:
    """An engine that begins no transaction of its own accord and changes nothing."""
    if isinstance(place, PostgresServer):
        return create_engine(f"postgresql+psycopg://{place.address}", poolclass=NullPool)
    return create_engine(URL.create("sqlite", database=str(place)), poolclass=NullPool)


def alembic_config(place: Place) -> Config:
    """Alembic's configuration for the database at ``place``, wherever this package is installed."""
    config = Config(stdout=io.StringIO())  # its reports to a person; ours are errors
    location = str(Path(migrations.__file__ or "").parent).replace("%", "%%")  # a % would begin an interpolation
    config.set_main_option("script_location", location)
    config.attributes["place"] = place
    return config


def upgrade(place: Place, *, keep_copy: bool = True) -> Path | None:
    """Bring the database at ``place`` to head, creating it if it is missing.

    Returns where a copy of it as it was before is kept, if this has upgraded an embedded database that had a schema.

    Raises:
        SchemaMismatch: it was written by a newer version.
        DatabaseFailed: it cannot be opened, copied or changed, or was there and is gone; nothing was changed.
    """
    config = alembic_config(place)
    config.attributes[KEEP_NO_COPY] = not keep_copy
    try:
        if isinstance(place, Path):
            refuse_if_lost(place)
        _refuse_newer(place)
        if current(place) != head(place) or not queue_is_there(place):  # at head, nobody need wait for the lock
            command.upgrade(config, "head")
        return config.attributes.get(COPY)
    except CommandError:
        _refuse_newer(place)  # a newer version may have upgraded it while this one waited for the lock
        raise
    except (SQLAlchemyError, OSError) as error:
        reason = getattr(error, "orig", None) or error
        raise DatabaseFailed(f"bring {place} to this version's schema", str(reason)) from error


def current(place: Place) -> str | None:
    """The revision that the database at ``place`` is at; None if it has none or does not exist.

    Takes no lock: it can be asked beside a writer.
    """
    if isinstance(place, Path) and not place.exists():
        return None
    engine = _reading_engine(place)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        raise DatabaseFailed(f"read {place}", str(getattr(error, "orig", None) or error)) from error
    finally:
        engine.dispose()


def head(place: Place) -> str | None:
    """The revision that this code needs."""
    return ScriptDirectory.from_config(alembic_config(place)).get_current_head()


def check(place: Place) -> None:
    """Do nothing if the database at ``place`` is as this code needs it.

    Raises:
        SchemaMismatch: it is at another revision, its tables are not those of the models, a key or a rule that keeps
            the log append-only is missing, altered or switched off, or something stands in their way.
        DatabaseFailed: on PostgreSQL, the role may not make a schema, in which the rules are made to compare them.
    """
    check_revision(place)
    if obstacles := in_the_way_at(place):
        advice = f"but {'; '.join(obstacles)}; what it let through shows in `tickmark verify --all`"
        raise SchemaMismatch(current(place), head(place), advice)
    if differ := other_tables(place):
        advice = f"but its tables are not as the migrations make them: {differ}"
        raise SchemaMismatch(current(place), head(place), advice)
    of_keys, of_rules = altered(place)
    if names := of_keys + of_rules:
        advice = f"but {', '.join(names)} missing or altered; what they let through shows in `tickmark verify --all`"
        raise SchemaMismatch(current(place), head(place), advice)


def other_tables(place: Place) -> str | None:
    """How the tables at ``place`` differ from those of the models; None if they do not.

    Raises:
        DatabaseFailed: they cannot be read.
    """
    engine = _reading_engine(place)  # Alembic's own check would migrate, and so wait for whoever writes
    try:
        with engine.connect() as connection:
            differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    except SQLAlchemyError as error:
        raise DatabaseFailed(f"read the tables of {place}", str(getattr(error, "orig", None) or error)) from error
    finally:
        engine.dispose()
    return str(differences) if differences else None


def altered(place: Place) -> tuple[list[str], list[str]]:
    """What is not as the migrations make it, or not there, by name: keys and the like, and triggers.

    The models know of neither. What the migrations make is made once to compare both with it, which takes a while.

    Raises:
        DatabaseFailed: they cannot be compared: on PostgreSQL, the role may not make a schema, say.
    """
    try:
        there, made = _there(place), _as_made(place)
    except SQLAlchemyError as error:
        what = f"compare the rules of {place} with those that the migrations make"
        raise DatabaseFailed(what, str(getattr(error, "orig", None) or error)) from error
    of_keys, of_rules = (sorted({name for name, *_ in ours ^ theirs}) for ours, theirs in zip(there, made, strict=True))
    return of_keys, of_rules


def in_the_way_at(place: Place) -> list[str]:
    """What keeps the rules of the log, or statements about it, from meaning what they say, though they are all there.

    Raises:
        DatabaseFailed: it cannot be read.
    """
    engine = _reading_engine(place)
    try:
        with engine.connect() as connection:
            return list(in_the_way(connection, METADATA.tables))
    except SQLAlchemyError as error:
        what = f"look for what stands in the way of the rules of {place}"
        raise DatabaseFailed(what, str(getattr(error, "orig", None) or error)) from error
    finally:
        engine.dispose()


def _keys_and_rules(connection: Connection) -> tuple[Rules, Rules]:
    return keys(connection), rules(connection)


def _there(place: Place) -> tuple[Rules, Rules]:
    engine = _reading_engine(place)
    try:
        with engine.connect() as connection:
            return _keys_and_rules(connection)
    finally:
        engine.dispose()


def _as_made(place: Place) -> tuple[Rules, Rules]:
    if isinstance(place, Path):
        return _of_a_fresh_file()
    engine = _reading_engine(place)
    try:
        with engine.connect() as connection:
            return made_beside(connection, alembic_config(place), _keys_and_rules)
    finally:
        engine.dispose()


@cache
def _of_a_fresh_file() -> tuple[Rules, Rules]:
    with TemporaryDirectory(prefix="tickmark-") as folder:
        fresh = Path(folder) / "fresh.db"
        command.upgrade(alembic_config(fresh), "head")
        return _there(fresh)


def check_revision(place: Place) -> None:
    """Do nothing if the database at ``place`` is at the revision that this code needs.

    Raises:
        SchemaMismatch: it is behind, or ahead of this version.
    """
    _refuse_newer(place)
    actual, expected = current(place), head(place)
    if actual != expected:
        raise SchemaMismatch(actual, expected, "run `tickmark db upgrade`")
    if not queue_is_there(place):
        raise SchemaMismatch(actual, expected, "but not all tables of its queue are there: run `tickmark db upgrade`")


def _refuse_newer(place: Place) -> None:
    actual = current(place)
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config(place)).walk_revisions()}
    if actual is not None and actual not in known:
        raise SchemaMismatch(actual, head(place), "it was written by a newer version of Tickmark; install that one")
    if isinstance(place, PostgresServer) and _queue_is_newer(place):
        raise SchemaMismatch(actual, head(place), "but its queue was made by a newer version of Tickmark; install that")


def queue_is_there(place: Place) -> bool:
    """Whether the queue of jobs has all its tables, or needs none, as beside the embedded database."""
    if isinstance(place, Path):
        return True
    from service.jobs import tables as jobs  # noqa: PLC0415  an extra that may not be installed

    return _queue(place) == jobs.latest()


def _queue_is_newer(place: PostgresServer) -> bool:
    from service.jobs import tables as jobs  # noqa: PLC0415

    return (_queue(place) or "") > jobs.latest()


def _queue(place: PostgresServer) -> str | None:
    from service.jobs import tables as jobs  # noqa: PLC0415

    engine = _reading_engine(place)
    try:
        with engine.connect() as connection:
            return jobs.installed(connection)
    except SQLAlchemyError as error:
        raise DatabaseFailed(f"read {place}", str(getattr(error, "orig", None) or error)) from error
    finally:
        engine.dispose()
