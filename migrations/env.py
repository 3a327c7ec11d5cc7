"""How Alembic reaches the database: the service's own settings, unless a caller names another one."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from service.log.place import Place, place_of
from service.log.schema import COPY, KEEP_NO_COPY, METADATA, migration_engine
from service.log.sqlite.copies.before_upgrade import keep_copy
from service.settings import load_settings

NOWHERE = object()
"""Where a command that only looks at the database is going."""


def migrate_queue(connection: Connection) -> None:
    """The queue's tables come with the head and go with the last of ours."""
    from service.jobs import tables  # noqa: PLC0415  an extra that may not be installed

    try:
        destination = context.get_revision_argument()
    except KeyError:
        destination = NOWHERE
    if destination in {context.get_head_revision(), context.get_head_revisions()}:
        tables.install(connection)
    elif destination is None:
        tables.remove(connection)


def run() -> None:
    place = context.config.attributes.get("place") or place_of(load_settings().database)
    engine = migration_engine(place)
    try:
        with engine.connect() as connection:
            _configure(connection)
            planned = context.get_context().opts["fn"]

            def steps(heads: tuple[str, ...], migration: MigrationContext) -> Iterable[Any]:
                found = list(planned(heads, migration))
                if heads and any(step.is_upgrade for step in found):
                    _keep_copy(place)
                return found

            # One transaction for everything, begun with the write lock: a migration that fails leaves nothing behind,
            # and two processes that start together do not both migrate. What will be done is asked for in there too.
            _configure(connection, fn=steps)
            with context.begin_transaction():
                context.run_migrations()
                if connection.dialect.name == "postgresql":
                    migrate_queue(connection)
    finally:
        engine.dispose()


def _configure(connection: Connection, **options: Any) -> None:
    context.configure(connection, target_metadata=METADATA, transactional_ddl=True, **options)


def _keep_copy(place: Place) -> None:
    """Keep the embedded database as it is, before anything is written; a server's is its operator's to keep."""
    attributes = context.config.attributes
    if not isinstance(place, Path) or attributes.get(KEEP_NO_COPY):
        return
    head = context.script.get_current_head()
    assert head is not None
    attributes[COPY] = keep_copy(place, head)
    context.config.print_stdout(f"the database as it was before: {attributes[COPY]}")


if context.is_offline_mode():
    message = "Tickmark's migrations read the database they change; --sql is not possible"
    raise SystemExit(message)
run()
