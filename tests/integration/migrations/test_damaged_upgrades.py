"""A database of an older version in which rows were damaged: it is upgraded all the same, and verify names them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from service.commands.verify import verify
from service.log import schema
from tests.contract.forging.forgeries import NO_TEXT
from tests.integration.databases.old_databases import REVISIONS, migrate, with_an_audit

DAMAGE = {
    "a text that is no UTF-8": f"UPDATE events SET body = {NO_TEXT} WHERE seq = 3",
    "a first text that is bytes": "UPDATE events SET body = CAST(body AS BLOB) WHERE seq = 1",
    "a result that is no JSON": "UPDATE events SET type = 'agent_completed', body = '[[' WHERE seq = 5",
    "a head that is no number": "UPDATE audits SET head_seq = 'x'",
    "an end that is none": "UPDATE audits SET ended = 'x'",
    "an owner that is no UTF-8": f"UPDATE audits SET lease_owner = {NO_TEXT}",
    "agents that are bytes": "UPDATE audits SET agents = x'ff'",
    "a document gone": "DELETE FROM artifacts",
    "all events gone": "DELETE FROM events",
    "its row gone": "DELETE FROM audits",
}
TOMBSTONES = {
    "a tombstone's name that is no UTF-8": f"INSERT INTO tombstones VALUES ('t', '2026', {NO_TEXT}, 1, '{'0' * 64}')",
    "a tombstone of nothing": "INSERT INTO tombstones VALUES (x'00', x'00', x'00', 'x', 'x')",
}


@pytest.mark.parametrize(
    ("revision", "statement"),
    [
        pytest.param(revision, statement, id=f"{name} at {revision}")
        for revision in REVISIONS[:-1]
        for name, statement in (DAMAGE | (TOMBSTONES if revision >= "0004" else {})).items()
        if revision in {"0001", "0003", "0005"}
    ],
)
def test_damage_keeps_no_database_from_being_upgraded_and_is_named_afterwards(
    revision: str,
    statement: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "tickmark.db"
    monkeypatch.setenv("TICKMARK_DATABASE_URL", f"sqlite+aiosqlite:///{path}")
    migrate(path, revision)
    with_an_audit(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        rules = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in rules:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        for _, rule in rules:
            connection.execute(rule)

    schema.upgrade(path)

    schema.check(path)
    assert verify(None) == 1
    assert " BROKEN" in capsys.readouterr().out
