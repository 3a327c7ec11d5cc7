"""Each forgery is named by ``tickmark verify --all``, with exit code 1, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from service.commands.verify import verify
from tests.contract.databases import Database, SqliteDatabase
from tests.contract.forger import Forger
from tests.contract.forgeries import FORGERIES, Forgery
from tests.contract.honest_log import AUDITS, EVENTS, HONEST
from tests.contract.postgres import PostgresDatabase

NewHonest = Callable[[str], Database]


@pytest.fixture
def honest(migrated_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NewHonest:
    """A copy of the honest log on one kind of database, which the settings name."""

    def new(kind: str) -> Database:
        database = HONEST[kind](migrated_database, tmp_path)
        monkeypatch.setenv("TICKMARK_DATABASE_URL", url_of(database))
        return database

    return new


def url_of(database: Database) -> str:
    if isinstance(database, SqliteDatabase):
        return f"sqlite+aiosqlite:///{database.path}"
    assert isinstance(database, PostgresDatabase)
    return f"postgresql+asyncpg://{database.server.address}"


def cases() -> list[object]:
    return [
        pytest.param(forgery, kind, id=f"{forgery.name}-{kind}")
        for forgery in FORGERIES
        for kind in HONEST
        if forgery.only in {"", kind}
    ]


@pytest.mark.parametrize("kind", HONEST)
def test_the_honest_log_is_whole_though_its_rules_were_taken_away_and_put_back(
    honest: NewHonest, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tamperer = honest(kind).tamperer()
    tamperer.drop_rules()
    tamperer.restore_rules()

    assert verify(None) == 0

    said = capsys.readouterr().out
    assert "BROKEN" not in said
    assert f"{AUDITS} audits, {EVENTS} events verified; 0 broken, 1 erased\n" in said


@pytest.mark.parametrize(("forgery", "kind"), cases())
def test_a_forgery_is_named(honest: NewHonest, forgery: Forgery, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    tamperer = honest(kind).tamperer()
    tamperer.drop_rules()
    forgery.act(Forger(tamperer))
    tamperer.restore_rules()

    assert verify(None) == 1

    said = capsys.readouterr().out
    named = [line for line in said.splitlines() if line.startswith(forgery.subject) and " BROKEN" in line]
    assert any(forgery.words in line for line in named), said
    assert "rules  BROKEN" not in said


@pytest.mark.parametrize("kind", HONEST)
def test_rules_that_were_taken_away_are_named(honest: NewHonest, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    honest(kind).tamperer().drop_rules()

    assert verify(None) == 1

    (line,) = [line for line in capsys.readouterr().out.splitlines() if "BROKEN" in line]
    assert line.startswith("rules  BROKEN: ")
    assert "missing or altered" in line
