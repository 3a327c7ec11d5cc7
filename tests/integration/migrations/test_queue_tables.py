"""The queue's tables on PostgreSQL: they come with every way to upgrade, follow their library, and are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from procrastinate.schema import migrations_path
from sqlalchemy import Connection

from service.errors import DatabaseFailed, SchemaMismatch
from service.jobs import tables
from service.log import schema
from tests.contract.databases.postgres import PostgresDatabase, new_postgres_database

ROOT = Path(__file__).parents[3]
MIGRATIONS = sorted(path.stem for path in migrations_path.glob("*.sql"))
RELATIONS = """
SELECT c.relname, c.relkind, a.attname, a.attnum > 0 AND format_type(a.atttypid, a.atttypmod) <> '' AS typed,
       format_type(a.atttypid, a.atttypmod), a.attnotnull
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_attribute a ON a.attrelid = c.oid
WHERE n.nspname = 'procrastinate' AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'i')
ORDER BY 1, 3
"""
FUNCTIONS = """
SELECT p.proname, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'procrastinate' ORDER BY 1, 2
"""
TRIGGERS = """
SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'procrastinate' AND NOT t.tgisinternal ORDER BY 1
"""


@pytest.fixture
def database() -> PostgresDatabase:
    """An empty database at head."""
    return new_postgres_database()


def queue_of(database: PostgresDatabase) -> list[list[tuple[object, ...]]]:
    """What stands in the queue's schema."""
    return [database.tamperer().execute(sql) for sql in (RELATIONS, FUNCTIONS, TRIGGERS)]


def mark_of(database: PostgresDatabase) -> str | None:
    """The last migration of the queue's tables."""
    with schema.migration_engine(database.server).connect() as connection:
        return tables.installed(connection)


def without_queue(database: PostgresDatabase) -> PostgresDatabase:
    database.tamperer().execute("DROP SCHEMA procrastinate CASCADE")
    return database


def as_an_earlier_version_left_it(database: PostgresDatabase, last: str) -> None:
    """The tables after the library's migrations up to ``last``, and no further."""

    def script(connection: Connection, sql: str) -> None:
        connection.exec_driver_sql(sql, execution_options={"no_parameters": True})

    with schema.migration_engine(without_queue(database).server).begin() as connection:
        script(connection, "CREATE SCHEMA procrastinate")
        script(connection, "SET LOCAL search_path TO procrastinate")
        for name in MIGRATIONS[: MIGRATIONS.index(last) + 1]:
            script(connection, (migrations_path / f"{name}.sql").read_text())
        comment = f"{tables.MARK}{last}".replace("'", "''")
        script(connection, f"COMMENT ON SCHEMA procrastinate IS '{comment}'")


def test_a_new_database_has_the_queue_in_a_schema_of_its_own_and_passes_the_check(database: PostgresDatabase) -> None:
    named = database.tamperer().execute("SELECT schemaname FROM pg_tables WHERE tablename LIKE 'procrastinate%'")

    assert {name for (name,) in named} == {"procrastinate"}
    assert mark_of(database) == MIGRATIONS[-1]
    schema.check(database.server)


def test_alembic_and_the_command_give_the_same_queue(
    database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = queue_of(database)
    without_queue(database)
    monkeypatch.setenv("TICKMARK_DATABASE_URL", f"postgresql+asyncpg://{database.server.address}")

    command.upgrade(Config(ROOT / "alembic.ini"), "head")

    assert queue_of(database) == expected
    command.check(Config(ROOT / "alembic.ini"))


def test_an_upgrade_that_has_nothing_to_do_leaves_the_jobs_alone(database: PostgresDatabase) -> None:
    insert = "INSERT INTO procrastinate.procrastinate_jobs (queue_name, task_name) VALUES ('audits', 'tickmark.audit')"
    database.tamperer().execute(f"SET search_path TO procrastinate; {insert}")

    schema.upgrade(database.server)

    assert database.tamperer().execute("SELECT count(*) FROM procrastinate.procrastinate_jobs") == [(1,)]


@pytest.mark.parametrize("last", [MIGRATIONS[-4], MIGRATIONS[-1]])
def test_tables_of_an_earlier_version_are_brought_along(database: PostgresDatabase, last: str) -> None:
    expected = queue_of(database)
    as_an_earlier_version_left_it(database, last)

    schema.upgrade(database.server)

    assert mark_of(database) == MIGRATIONS[-1]
    assert queue_of(database) == expected


def test_tables_that_are_missing_or_behind_are_refused_until_the_upgrade(database: PostgresDatabase) -> None:
    as_an_earlier_version_left_it(database, MIGRATIONS[-2])
    with pytest.raises(SchemaMismatch, match="tickmark db upgrade"):
        schema.check_revision(database.server)

    without_queue(database)
    with pytest.raises(SchemaMismatch, match="tickmark db upgrade"):
        schema.check_revision(database.server)


def test_a_queue_of_a_newer_version_is_left_alone(database: PostgresDatabase) -> None:
    comment = f"{tables.MARK}99.00.00_01_later".replace("'", "''")
    database.tamperer().execute(f"COMMENT ON SCHEMA procrastinate IS '{comment}'")

    for attempt in (schema.upgrade, schema.check_revision, schema.check):
        with pytest.raises(SchemaMismatch, match="newer version"):
            attempt(database.server)


def test_the_queue_of_another_program_is_never_touched(database: PostgresDatabase) -> None:
    database.tamperer().execute("COMMENT ON SCHEMA procrastinate IS NULL")
    before = queue_of(database)

    for attempt in (schema.upgrade, schema.check_revision):
        with pytest.raises(DatabaseFailed, match="another program"):
            attempt(database.server)
    with pytest.raises(DatabaseFailed, match="another program"):
        command.downgrade(schema.alembic_config(database.server), "base")

    assert queue_of(database) == before


def test_the_queue_goes_with_the_last_of_our_tables_and_comes_back(database: PostgresDatabase) -> None:
    expected = queue_of(database)

    command.downgrade(schema.alembic_config(database.server), "base")
    assert database.tamperer().execute("SELECT 1 FROM pg_namespace WHERE nspname = 'procrastinate'") == []
    schema.upgrade(database.server)

    assert queue_of(database) == expected
