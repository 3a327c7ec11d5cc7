"""The schema of the embedded database: up, down, from any state, by any tool, and never at the cost of an event."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext

from service.errors import DatabaseFailed, SchemaMismatch
from service.log import schema
from service.log.sqlite.store import open_store
from service.log.verifying.verdict import Verdict
from tests.integration.asked.console import environment, tickmark
from tests.integration.databases.old_databases import REVISIONS, ROOT, assert_intact, dump, migrate, with_an_audit
from tests.verdicts import verify
from tests.waiting import DEADLINE_S


async def verdict_of(path: Path, audit_id: str) -> Verdict:
    """What the service says of an audit."""
    store = await open_store(path)
    try:
        return await verify(store, audit_id)
    finally:
        await store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database may be made."""
    return tmp_path / "tickmark.db"


def test_a_missing_database_and_its_folder_are_made_at_head(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "tickmark.db"
    assert schema.current(path) is None

    schema.upgrade(path)

    assert schema.current(path) == schema.head(path) == REVISIONS[-1]
    schema.check(path)


@pytest.mark.parametrize("name", ["a b", "50%", "%(here)s", "a?b#c", "größe", "a;b&c=d", "C:\\x"])
def test_the_database_is_where_its_path_says_whatever_is_in_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / f"{name}.db"

    schema.upgrade(path)

    assert path.stat().st_size > 0
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    schema.check(path)


@pytest.mark.parametrize("revision", REVISIONS)
def test_audits_written_under_an_older_schema_survive_the_upgrade(path: Path, revision: str) -> None:
    migrate(path, revision)
    audit_id = with_an_audit(path)

    schema.upgrade(path)

    assert schema.current(path) == REVISIONS[-1]
    assert_intact(path, audit_id)
    assert asyncio.run(verdict_of(path, audit_id)) == Verdict(audit_id, 5)


def test_an_upgrade_that_has_nothing_to_do_changes_nothing(path: Path) -> None:
    schema.upgrade(path)
    with_an_audit(path)
    before = dump(path)

    schema.upgrade(path)

    assert dump(path) == before


def test_every_way_to_upgrade_gives_the_same_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schema.upgrade(tmp_path / "service" / "tickmark.db")
    said = tickmark("db", "upgrade", data_dir=tmp_path / "command")
    monkeypatch.setenv("TICKMARK_DATA_DIR", str(tmp_path / "alembic"))
    command.upgrade(Config(ROOT / "alembic.ini"), "head")

    assert (said.exit_code, said.err) == (0, "")
    dumps = [dump(tmp_path / name / "tickmark.db") for name in ("service", "command", "alembic")]
    assert dumps[0] == dumps[1] == dumps[2]


def test_the_schema_after_all_migrations_is_that_of_the_models(path: Path) -> None:
    schema.upgrade(path)

    with schema.migration_engine(path).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.METADATA) == []


@pytest.mark.parametrize("to", ["base", *REVISIONS[:-1]])
def test_an_empty_log_goes_down_and_up_again(path: Path, to: str) -> None:
    schema.upgrade(path)
    before = dump(path)

    migrate(path, to)
    assert schema.current(path) == (None if to == "base" else to)
    schema.upgrade(path)

    assert dump(path) == before


def test_a_downgrade_that_would_lose_events_is_refused_and_changes_nothing(path: Path) -> None:
    schema.upgrade(path)
    audit_id = with_an_audit(path)
    before = dump(path)

    with pytest.raises(RuntimeError, match="would lose 1 entries of the register"):
        migrate(path, "base")

    assert dump(path) == before
    assert_intact(path, audit_id)


def test_a_downgrade_from_before_the_register_that_would_lose_events_is_refused(path: Path) -> None:
    migrate(path, "0005")
    audit_id = with_an_audit(path)
    before = dump(path)

    with pytest.raises(RuntimeError, match="would lose 5 events"):
        migrate(path, "base")

    assert dump(path) == before
    assert_intact(path, audit_id)


@pytest.mark.parametrize(("begins", "ends"), [("0005", REVISIONS[0]), (REVISIONS[-1], "0006")])
def test_a_downgrade_that_loses_no_events_keeps_them(path: Path, begins: str, ends: str) -> None:
    migrate(path, begins)
    audit_id = with_an_audit(path)

    migrate(path, ends)

    assert_intact(path, audit_id)


def test_a_database_of_a_newer_version_is_left_alone(path: Path) -> None:
    schema.upgrade(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = dump(path)

    with pytest.raises(SchemaMismatch, match="newer version") as refused:
        schema.upgrade(path)
    with pytest.raises(SchemaMismatch):
        schema.check(path)

    assert (refused.value.actual, refused.value.expected) == ("9999", REVISIONS[-1])
    assert dump(path) == before


def test_a_database_whose_tables_were_altered_does_not_pass_the_check(path: Path) -> None:
    schema.upgrade(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("ALTER TABLE audits ADD COLUMN note TEXT")

    with pytest.raises(SchemaMismatch):
        schema.check(path)


@pytest.mark.parametrize("name", sorted(["events_no_update", "events_no_delete", "audits_no_replace"]))
def test_a_database_that_lost_one_of_its_rules_does_not_pass_the_check(path: Path, name: str) -> None:
    schema.upgrade(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"DROP TRIGGER {name}")

    with pytest.raises(SchemaMismatch, match=name):
        schema.check(path)


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to look into" * 100, b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_file_that_is_no_database_is_said_to_be_none_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    for attempt in (schema.upgrade, schema.current, schema.check):
        with pytest.raises(DatabaseFailed, match="not a database"):
            attempt(path)

    assert path.read_bytes() == content


def test_a_folder_that_can_not_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(DatabaseFailed, match="file"):
        schema.upgrade(tmp_path / "file" / "tickmark.db")


def test_a_migration_that_fails_leaves_nothing_behind(path: Path) -> None:
    migrate(path, "0001")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TRIGGER audits_no_replace BEFORE INSERT ON audits BEGIN SELECT 1; END")
    before = dump(path)

    with pytest.raises(DatabaseFailed, match="already exists"):
        schema.upgrade(path)

    assert dump(path) == before


UPGRADE = (
    "import sys\nfrom pathlib import Path\nfrom service.log import schema\ninput()\nschema.upgrade(Path(sys.argv[1]))"
)


@pytest.mark.parametrize("start", [None, "0001"])
def test_processes_that_upgrade_at_once_all_succeed(path: Path, start: str | None) -> None:
    if start:
        migrate(path, start)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADE, str(path)],
            env=environment(path.parent, PYTHONPATH=str(ROOT)),
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]

    errors = [process.communicate("go\n", timeout=DEADLINE_S)[1] for process in processes]

    assert errors == ["", "", ""]
    assert [process.returncode for process in processes] == [0, 0, 0]
    schema.check(path)


def test_the_commands_say_where_the_database_stands(tmp_path: Path, migrated_database: Path) -> None:
    data_dir = tmp_path / "data"

    before = tickmark("db", "current", data_dir=data_dir)
    refused = tickmark("db", "check", data_dir=data_dir)
    assert (before.exit_code, refused.exit_code, refused.out) == (0, 2, b"")
    assert f"no schema, head is {REVISIONS[-1]}" in before.out.decode()
    assert "tickmark db upgrade" in refused.err
    assert not data_dir.exists()

    os.makedirs(data_dir)
    shutil.copy(migrated_database, data_dir / "tickmark.db")
    current = tickmark("db", "current", data_dir=data_dir)
    checked = tickmark("db", "check", data_dir=data_dir)
    assert (current.exit_code, checked.exit_code) == (0, 0)
    assert f"{REVISIONS[-1]} (head)" in current.out.decode()
