"""What keeps the log append-only, as a database has it and as the migrations make it: triggers, and keys of tables.

Alembic compares columns, references and indexes, but none of these.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

T = TypeVar("T")
Rules = frozenset[tuple[str, ...]]
"""Each rule: its name, and all that it says."""
OF_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
OF_POSTGRES = """
SELECT t.tgname, pg_get_triggerdef(t.oid, true), t.tgenabled::text,
    replace(p.prosrc, '"' || replace(n.nspname, '"', '""') || '".', '<the schema of the log>.'),
    p.prosecdef::text, p.proconfig::text
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'events'::regclass)
"""
"""With the functions that triggers call, in which the schema has one name wherever it is, and whether they are switched
on. How other names are written depends on the search path, which is that of the schema in question."""
KEYS_OF_SQLITE = """
SELECT 'the columns of ' || t.name, c.name, c.pk, c."notnull", c.hidden
FROM sqlite_master AS t, pragma_table_xinfo(t.name) AS c
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'alembic_version'
UNION ALL
SELECT 'the keys of ' || t.name, i.name, i.origin, i."unique", i.partial
FROM sqlite_master AS t, pragma_index_list(t.name) AS i
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'alembic_version'
"""
KEYS_OF_POSTGRES = """
WITH ours AS (
    SELECT oid, relname, relpersistence, relrowsecurity, relforcerowsecurity FROM pg_class
    WHERE relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'events'::regclass)
    AND relkind = 'r' AND relname <> 'alembic_version')
SELECT 'the key ' || k.conname, ours.relname, pg_get_constraintdef(k.oid, true), k.convalidated::text
FROM ours JOIN pg_constraint k ON k.conrelid = ours.oid
UNION ALL
SELECT 'the key ' || k.conname, ours.relname, t.tgtype::text, t.tgenabled::text
FROM ours JOIN pg_trigger t ON t.tgrelid = ours.oid JOIN pg_constraint k ON k.oid = t.tgconstraint
WHERE t.tgisinternal
UNION ALL
SELECT 'the rule ' || r.rulename, ours.relname, pg_get_ruledef(r.oid, true), r.ev_enabled::text
FROM ours JOIN pg_rewrite r ON r.ev_class = ours.oid
UNION ALL
SELECT 'how ' || relname || ' is kept', relpersistence::text,
    (relrowsecurity OR relforcerowsecurity)::text, (SELECT count(*) FROM pg_inherits WHERE inhparent = ours.oid)::text
FROM ours
"""
"""Keys and references, and whether they are looked after; rules that turn a statement into another one; whether a crash
empties a table, rows are hidden from some, and others' tables are read with it."""
BESIDE = "tickmark_as_migrations_make_it"
"""A schema that only ever exists inside a transaction that is rolled back."""


def rules(connection: Connection) -> Rules:
    """The triggers of the database."""
    return _read(connection, OF_SQLITE, OF_POSTGRES)


def keys(connection: Connection) -> Rules:
    """The keys of its tables, and on PostgreSQL whatever else changes what a statement does to them."""
    return _read(connection, KEYS_OF_SQLITE, KEYS_OF_POSTGRES)


def _read(connection: Connection, of_sqlite: str, of_postgres: str) -> Rules:
    statement = of_postgres if connection.dialect.name == "postgresql" else of_sqlite
    return frozenset(tuple(row) for row in connection.exec_driver_sql(statement))


def made_beside(connection: Connection, config: Config, read: Callable[[Connection], T]) -> T:
    """What ``read`` finds of what the migrations make on this PostgreSQL server, which is left as it was.

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
        made = read(connection)
        transaction.rollback()
    return made
