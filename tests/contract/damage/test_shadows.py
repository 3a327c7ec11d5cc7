"""Names that somebody lets lead elsewhere: the rules of a log mean what they always meant, though all are in place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from service.commands.verify import verify
from tests.contract.databases.kinds import Refused
from tests.contract.databases.postgres import PostgresDatabase
from tests.contract.forging.forgeries import AN_OPERATOR
from tests.contract.forging.honest_log import HONEST

DELETIONS = [f"DELETE FROM public.{table} WHERE audit_id = 'one'" for table in ("events", "audit_artifacts")]
OTHER = "CREATE SCHEMA other;"
A_TABLE_OF_MINE = """
CREATE TEMP TABLE mine (LIKE public.events);
CREATE TRIGGER mine AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION tickmark_register();
INSERT INTO mine
"""
SHADOWS = {
    "temporary tombstones": "CREATE TEMP TABLE tombstones AS SELECT audit_id FROM audits; {deletion}",
    "temporary tombstones to be seen": "CREATE TEMP VIEW tombstones AS SELECT audit_id FROM audits; {deletion}",
    "another schema": OTHER
    + "CREATE TABLE other.tombstones AS TABLE audits; SET search_path = other, public; {deletion}",
    "an operator of another schema": OTHER
    + AN_OPERATOR.format(schema="other")
    # There is one tombstone, which is that of any audit then.
    + "; SET search_path = other, public; {deletion}",
    "an operator before all others": OTHER
    + AN_OPERATOR.format(schema="other")
    + "; SET search_path = other, pg_catalog, public; {deletion}",
    "an operator beside the tables": AN_OPERATOR.format(schema="public") + "; {deletion}",
}
ATTEMPTS = {
    f"{name}, {deletion.split()[2]}": shadow.format(deletion=deletion)
    for name, shadow in SHADOWS.items()
    for deletion in DELETIONS
} | {
    "a head among temporary events": "CREATE TEMP TABLE events AS SELECT audit_id, stream, 9 AS seq, type, hash "
    "FROM public.events; UPDATE audits SET head_seq = 9 WHERE audit_id = 'running'",
    "a function that finds every text well begun": OTHER
    + "CREATE FUNCTION other.starts_with(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';"
    " SET search_path = other, pg_catalog, public; INSERT INTO events SELECT audit_id, stream, 5, type, agent_id,"
    " schema_version, recorded_at, '{}', hash FROM events WHERE audit_id = 'running' AND seq = 4",
    "an entry from a table of one's own": f"{A_TABLE_OF_MINE} SELECT 'running', stream, 5, type, agent_id,"
    " schema_version, recorded_at, body, hash FROM public.events WHERE audit_id = 'one' AND type = 'audit_complete'",
    "an end by an event that ends nothing": f"{A_TABLE_OF_MINE} SELECT * FROM public.events WHERE audit_id = 'running'"
    " AND seq = 3",
    "a true entry for the second time": f"{A_TABLE_OF_MINE} SELECT * FROM public.events WHERE audit_id = 'one'"
    " AND type = 'audit_complete'",
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_no_rule_of_postgres_is_led_elsewhere(attempt: str, migrated_database: Path, tmp_path: Path) -> None:
    database = HONEST["postgres"](migrated_database, tmp_path)

    with pytest.raises(Refused, match=r"append-only|kept with|the head of an audit|written by the database alone"):
        database.tamperer().execute(attempt)


def test_what_leads_statements_elsewhere_is_named(
    migrated_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database = HONEST["postgres"](migrated_database, tmp_path)
    assert isinstance(database, PostgresDatabase)
    monkeypatch.setenv("TICKMARK_DATABASE_URL", f"postgresql+asyncpg://{database.server.address}")
    database.tamperer().execute(AN_OPERATOR.format(schema="public"))

    assert verify(None) == 1

    said = capsys.readouterr().out
    assert "rules  BROKEN: something stands in their way: the operator public.=(character varying" in said


@pytest.mark.parametrize(
    "shadow",
    [
        "CREATE TEMP TABLE tombstones AS SELECT audit_id FROM main.audits",
        "CREATE TEMP VIEW tombstones AS SELECT audit_id FROM main.audits",
        "ATTACH ':memory:' AS other; CREATE TABLE other.tombstones AS SELECT audit_id FROM main.audits",
    ],
)
@pytest.mark.parametrize("deletion", DELETIONS)
def test_no_rule_of_sqlite_is_led_elsewhere(
    shadow: str, deletion: str, migrated_database: Path, tmp_path: Path
) -> None:
    HONEST["sqlite"](migrated_database, tmp_path)
    with closing(sqlite3.connect(tmp_path / "tickmark.db", isolation_level=None)) as connection:
        connection.executescript(shadow)

        with pytest.raises(sqlite3.IntegrityError, match=r"append-only|kept with"):
            connection.execute(deletion.replace("public.", "main."))


LIED_TO = """
INSERT INTO events SELECT audit_id, stream, 5, type, agent_id, schema_version, recorded_at, '{}', hash FROM events
WHERE audit_id = 'running' AND seq = 4
"""
NEXT = """'{"seq":' || @seq || ',"audit_id":"running","type":"' || type || '","schema_version":' || schema_version
|| ',"timestamp":"' || recorded_at || '","prev":"' || @prev || '","agent_id":"' || agent_id || '",'"""
INSERT_NEXT = f"""
INSERT INTO events SELECT audit_id, stream, @seq, type, agent_id, schema_version, recorded_at, {NEXT}, hash
FROM events WHERE audit_id = 'running' AND seq = 4;
"""
WITHIN = f"""
CREATE TEMP TRIGGER mine AFTER UPDATE ON main.audits WHEN NEW.head_seq = 5 BEGIN
{INSERT_NEXT.replace("@seq", "6").replace("@prev", "NEW.head_hash")} END;
{INSERT_NEXT.replace("@seq", "5").replace("@prev", "(SELECT head_hash FROM audits WHERE audit_id = 'running')")}
"""


def _found_first(_text: str, _part: str) -> int:
    """What SQLite's own function says of a part that stands at the very beginning."""
    return 1


@pytest.mark.parametrize(
    ("script", "functions"),
    [
        pytest.param(LIED_TO, {"instr": _found_first}, id="a function in place of SQLite's"),
        pytest.param(WITHIN, {}, id="an event from within a rule"),
    ],
)
def test_what_only_the_connection_that_writes_can_bring_about_on_sqlite_is_named(
    script: str,
    functions: dict[str, Callable[[str, str], int]],
    migrated_database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its functions replace SQLite's own, and its triggers may run while a rule does, which then is not asked again."""
    HONEST["sqlite"](migrated_database, tmp_path)
    monkeypatch.setenv("TICKMARK_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'tickmark.db'}")
    with closing(sqlite3.connect(tmp_path / "tickmark.db", isolation_level=None)) as connection:
        for name, function in functions.items():
            connection.create_function(name, 2, function)
        connection.executescript(script)

    assert verify(None) == 1

    said = capsys.readouterr().out
    assert "running  BROKEN at event 5: event 5 was altered" in said
    assert "rules  BROKEN" not in said
