"""The rules that keep the log append-only: the triggers of a database, and those that the migrations make."""

from __future__ import annotations

from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

Rules = frozenset[tuple[str, ...]]
"""Each rule: its name, and all that it says."""
OF_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
OF_POSTGRES = """
SELECT t.tgname, pg_get_triggerdef(t.oid, true), t.tgenabled::text, p.prosrc
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'events'::regclass)
"""
"""With the functions that triggers call, and whether they are switched on. How names are written depends on the search
path, which is that of the schema in question."""
BESIDE = "tickmark_as_migrations_make_it"
"""A schema that only ever exists inside a transaction that is rolled back."""


def rules(connection: Connection) -> Rules:
    """The rules of the database."""
    statement = OF_POSTGRES if connection.dialect.name == "postgresql" else OF_SQLITE
    return frozenset(tuple(row) for row in connection.exec_driver_sql(statement))


def rules_made_beside(connection: Connection, config: Config) -> Rules:
    """The rules that the migrations make on this PostgreSQL server, which is left as it was.

    They run in a schema of their own, in a transaction that is rolled back: what a server makes of a statement depends
    on its version, so definitions can only be compared with those that the same server was given.
    """
    script = ScriptDirectory.from_config(config)
    with connection.begin() as transaction:
        connection.exec_driver_sql(f"CREATE SCHEMA {BESIDE}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO {BESIDE}")
        with Operations.context(MigrationContext.configure(connection)):
            for revision in reversed(list(script.walk_revisions())):
                revision.module.upgrade()
        made = rules(connection)
        transaction.rollback()
    return made
