"""The tables of Procrastinate, in a schema of their own: which of its migrations they have, how they get the rest."""

from __future__ import annotations

from procrastinate.schema import SchemaManager, migrations_path
from sqlalchemy import Connection

from service.errors import DatabaseFailed

SCHEMA = "procrastinate"
MARK = "Tickmark's queue of jobs: the tables of Procrastinate after its migration "
"""Begins the comment on the schema; the name of the last migration follows it."""

_SELECT = """
SELECT obj_description(oid, 'pg_namespace'), to_regclass('procrastinate.procrastinate_jobs') IS NOT NULL
FROM pg_namespace WHERE nspname = 'procrastinate'
"""


def latest() -> str:
    """The last migration of the Procrastinate that is installed here."""
    return _migrations()[-1]


def installed(connection: Connection) -> str | None:
    """The last migration that the tables in the database have; None if there are no tables.

    Raises:
        DatabaseFailed: the schema holds somebody else's tables.
    """
    row = connection.exec_driver_sql(_SELECT).fetchone()
    if row is None:
        return None
    comment, filled = row
    if comment is not None and comment.startswith(MARK):
        return comment.removeprefix(MARK)
    if filled:
        reason = f"its schema {SCHEMA} holds tables of another program's queue; give Tickmark a database of its own"
        raise DatabaseFailed("hold the queue of jobs", reason)
    return None


def install(connection: Connection) -> None:
    """Bring the tables to what the installed Procrastinate needs, inside the caller's transaction.

    Does nothing where they are there already. The caller keeps others from doing the same at once.

    Raises:
        DatabaseFailed: the schema holds somebody else's tables.
    """
    before = installed(connection)
    scripts = [_whole()] if before is None else [_migration(name) for name in _migrations() if name > before]
    if not scripts:
        return
    if connection.exec_driver_sql(_SELECT).fetchone() is None:
        connection.exec_driver_sql(f"CREATE SCHEMA {SCHEMA}")
    connection.exec_driver_sql(f"SET LOCAL search_path TO {SCHEMA}")
    for script in scripts:
        # Without parameters, so that a % is a % and a script may hold many statements.
        connection.exec_driver_sql(script, execution_options={"no_parameters": True})
    connection.exec_driver_sql("SET LOCAL search_path TO DEFAULT")
    quoted = f"{MARK}{latest()}".replace("'", "''")
    connection.exec_driver_sql(f"COMMENT ON SCHEMA {SCHEMA} IS '{quoted}'")


def remove(connection: Connection) -> None:
    """Drop the schema if it is ours, with the jobs in it: they are hints, and the log has what they hint at."""
    if installed(connection) is not None:
        connection.exec_driver_sql(f"DROP SCHEMA {SCHEMA} CASCADE")


def _migrations() -> list[str]:
    """Their names in the order in which they are applied: a name begins with the version that brought it."""
    return sorted(path.stem for path in migrations_path.glob("*.sql"))


def _migration(name: str) -> str:
    return (migrations_path / f"{name}.sql").read_text(encoding="utf-8")


def _whole() -> str:
    return SchemaManager.get_schema()
