"""The rules of a log on PostgreSQL: `tickmark db check` finds whatever is no longer as the migrations made it."""

from __future__ import annotations

import psycopg
import pytest

from service.commands.verify import verify
from service.errors import DatabaseFailed, SchemaMismatch
from service.log import schema
from service.log.place import PostgresServer
from tests.contract.databases.postgres import PostgresDatabase, new_postgres_database
from tests.integration.databases.old_databases import migrate

SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' ORDER BY nspname"


@pytest.fixture
def database() -> PostgresDatabase:
    return new_postgres_database()


def test_a_database_as_migrations_made_it_passes_the_check_and_is_left_as_it_was(database: PostgresDatabase) -> None:
    before = database.tamperer().execute(SCHEMAS)

    schema.check(database.server)

    assert database.tamperer().execute(SCHEMAS) == before


def test_every_rule_that_was_dropped_switched_off_or_added_is_named(database: PostgresDatabase) -> None:
    rules = database.tamperer().execute(
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        " AND tgrelid::regclass::text IN ('events', 'audits', 'artifacts', 'audit_artifacts', 'tombstones')"
    )
    assert len(rules) >= 10
    for n, (name, table) in enumerate(rules):
        change = f"DROP TRIGGER {name} ON {table}" if n % 2 else f"ALTER TABLE {table} DISABLE TRIGGER {name}"
        database.tamperer().execute(change)

    with pytest.raises(SchemaMismatch) as refused:
        schema.check(database.server)

    assert all(name in str(refused.value) for name, _ in rules)


def test_a_function_that_lets_everything_through_is_found_by_its_rule(database: PostgresDatabase) -> None:
    ((name,),) = database.tamperer().execute(
        "SELECT p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgname = 'events_insert'"
    )
    database.tamperer().execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
    )

    with pytest.raises(SchemaMismatch, match="events_insert missing or altered"):
        schema.check(database.server)


def test_what_stands_in_the_way_of_the_rules_is_named(database: PostgresDatabase) -> None:
    database.tamperer().execute("CREATE SCHEMA postgres")  # that of the user comes before public
    database.tamperer().execute("CREATE VIEW postgres.tombstones AS SELECT audit_id FROM audits")

    with pytest.raises(SchemaMismatch, match="but the name tombstones leads to the schema postgres, events to public"):
        schema.check(database.server)


def test_the_rules_of_a_log_in_another_schema_are_compared(database: PostgresDatabase) -> None:
    database.tamperer().execute('CREATE SCHEMA "an ""odd"" one"')
    address = f"{database.server.address}&options=-csearch_path%3D%22an%5C%20%22%22odd%22%22%5C%20one%22"
    elsewhere = PostgresServer(address)
    schema.upgrade(elsewhere)

    schema.check(elsewhere)

    with psycopg.connect(elsewhere.dsn) as connection:
        assert connection.execute("SELECT current_schema(), count(*) FROM audits").fetchone() == ('an "odd" one', 0)
        connection.execute("ALTER FUNCTION tickmark_event_in_turn() RESET search_path")
        connection.commit()
    with pytest.raises(SchemaMismatch, match="but events_insert missing or altered"):
        schema.check(elsewhere)


def test_a_role_that_may_make_no_schema_is_told_so(
    database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database.tamperer().execute("DROP ROLE IF EXISTS reader")
    database.tamperer().execute("CREATE ROLE reader LOGIN IN ROLE pg_read_all_data")
    reader = PostgresServer(database.server.address.replace("postgres:", "reader:", 1))
    with psycopg.connect(reader.dsn):
        pass  # it may log in

    with pytest.raises(DatabaseFailed, match="permission denied"):
        schema.check(reader)

    # What it may read is verified, and it is said what was not.
    monkeypatch.setenv("TICKMARK_DATABASE_URL", f"postgresql+asyncpg://{reader.address}")
    assert verify(None) == 0
    assert "append-only were NOT checked: the database could not compare the rules" in capsys.readouterr().out


@pytest.mark.parametrize("to", ["0008", "0005", "base"])
def test_an_empty_log_goes_down_and_up_again(database: PostgresDatabase, to: str) -> None:
    migrate(database.server, to)
    assert schema.current(database.server) == (None if to == "base" else to)

    schema.upgrade(database.server)

    schema.check(database.server)
