"""Each forgery is named by ``tickmark verify --all``, with exit code 1, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.commands.verify import verify
from service.errors import ConfigurationError
from service.log import schema
from service.log.place import Place
from service.log.rules import Rules
from tests.contract.databases.kinds import Database, SqliteDatabase, Tamperer
from tests.contract.databases.postgres import PostgresDatabase
from tests.contract.forging.forger import Forger
from tests.contract.forging.forgeries import FORGERIES
from tests.contract.forging.forgery import Forgery
from tests.contract.forging.honest_log import AUDITS, DECISIONS, EVENTS, HONEST

NewHonest = Callable[[str], Database]


@pytest.fixture(scope="module", autouse=True)
def _migrations_are_run_once() -> Iterator[None]:
    """What they make is the same on all databases of one server, and making it takes as long as all else."""
    make = schema._as_made
    made: dict[type[Place], tuple[Rules, Rules]] = {}

    def once(place: Place) -> tuple[Rules, Rules]:
        if type(place) not in made:
            made[type(place)] = make(place)
        return made[type(place)]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(schema, "_as_made", once)
        yield


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
    assert f"{AUDITS} audits, {EVENTS} events, {DECISIONS} decisions of reviews verified; 0 broken, 1 erased\n" in said


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
    assert forgery.subject == "rules" or "rules  BROKEN" not in said


@pytest.mark.parametrize("kind", HONEST)
def test_rules_that_were_taken_away_are_named(honest: NewHonest, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    honest(kind).tamperer().drop_rules()

    assert verify(None) == 1

    *references, line = [line for line in capsys.readouterr().out.splitlines() if "BROKEN" in line]
    assert all(each.startswith("tables  BROKEN: the key ") for each in references)  # on PostgreSQL triggers as well
    assert line.startswith("rules  BROKEN: ")
    assert "missing or altered" in line


def kept_register(tamperer: Tamperer, file: Path) -> Path:
    """What ``tickmark register`` has printed so far."""
    bodies = [body for (body,) in tamperer.execute("SELECT body FROM register ORDER BY position")]
    file.write_text("".join(f"{body}\n" for body in bodies), encoding="utf-8")
    return file


@pytest.mark.parametrize("kind", HONEST)
def test_a_database_written_anew_from_beginning_to_end_passes_and_is_found_by_lines_that_were_kept(
    honest: NewHonest, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tamperer = honest(kind).tamperer()
    kept = kept_register(tamperer, tmp_path / "kept.jsonl")
    assert verify(None, kept) == 0
    tamperer.drop_rules()
    forger = Forger(tamperer)
    forger.alter("one", 3, message="forged")
    forger.chain_anew("one")
    forger.register_anew()
    tamperer.restore_rules()

    assert verify(None) == 0
    assert "BROKEN" not in capsys.readouterr().out
    assert verify(None, kept) == 1

    found = [line for line in capsys.readouterr().out.splitlines() if "BROKEN" in line]
    ((end,),) = tamperer.execute("SELECT position FROM register WHERE type = 'ended' AND audit_id = 'one'")
    assert found[0].startswith(f"register entry {end}  BROKEN: it is not what was kept elsewhere")


@pytest.mark.parametrize("kind", HONEST)
def test_an_older_copy_passes_and_is_found_by_lines_that_were_kept(
    honest: NewHonest, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The honest log stands for the copy; what was kept since then has three entries more."""
    tamperer = honest(kind).tamperer()
    kept = kept_register(tamperer, tmp_path / "kept.jsonl")
    ((count,),) = tamperer.execute("SELECT max(position) FROM register")
    with kept.open("a", encoding="utf-8") as lines:
        lines.writelines(f'{{"position":{count + more},"prev":"x"}}\n' for more in (1, 2, 3))

    assert verify(None, kept) == 1

    (line,) = [line for line in capsys.readouterr().out.splitlines() if "BROKEN" in line]
    assert line.startswith(f"register entries {count + 1} to {count + 3}  BROKEN: kept elsewhere, and not there")
    assert f"the register ends at {count}" in line


@pytest.mark.parametrize("holds", ["", "\n\r\n"])
def test_a_file_with_nothing_to_compare_with_is_refused(honest: NewHonest, holds: str, tmp_path: Path) -> None:
    honest("sqlite")
    (empty := tmp_path / "kept.jsonl").write_text(holds, encoding="utf-8")

    with pytest.raises(
        ConfigurationError, match=r"kept\.jsonl cannot be compared with: there is no line of a register"
    ):
        verify(None, empty)


def test_a_file_that_a_windows_editor_has_saved_is_compared(honest: NewHonest, tmp_path: Path) -> None:
    kept = kept_register(honest("sqlite").tamperer(), tmp_path / "kept.jsonl")
    kept.write_text(kept.read_text(encoding="utf-8"), encoding="utf-8-sig", newline="\r\n")

    assert verify(None, kept) == 0


@pytest.mark.parametrize("kind", HONEST)
def test_an_end_rewritten_in_the_text_of_its_entry_too_is_named_when_only_its_audit_is_verified(
    honest: NewHonest, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tamperer = honest(kind).tamperer()
    tamperer.drop_rules()
    forger = Forger(tamperer)
    ((old,),) = forger.sql("SELECT head_hash FROM audits WHERE audit_id = 'one'")
    forger.alter("one", 7, findings_total=9)
    forger.head_to_last("one")
    ((new,),) = forger.sql("SELECT head_hash FROM audits WHERE audit_id = 'one'")
    forger.sql("UPDATE register SET body = replace(body, ?, ?) WHERE audit_id = 'one'", old, new)
    tamperer.restore_rules()

    assert verify("one") == 1

    assert "tells its end in a text that no longer has its hash" in capsys.readouterr().out


@pytest.mark.parametrize("line", ["", "{}", "[]", "not a line", '{"position": "1"}'])
def test_a_file_that_holds_no_lines_of_a_register_is_refused_and_not_compared(
    honest: NewHonest, line: str, tmp_path: Path
) -> None:
    tamperer = honest("sqlite").tamperer()
    kept = kept_register(tamperer, tmp_path / "kept.jsonl")
    kept.write_text(kept.read_text(encoding="utf-8") + f"\n{line}x\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"kept\.jsonl cannot be compared with: line \d+ is no line"):
        verify(None, kept)


@pytest.mark.parametrize("kind", HONEST)
def test_two_copies_of_one_log_have_the_same_root_and_another_log_has_another(
    honest: NewHonest, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def root() -> str:
        verify(None)
        (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("root: ")]
        return line

    tamperer = honest(kind).tamperer()
    before = root()
    assert root() == before
    tamperer.drop_rules()
    Forger(tamperer).sql("DELETE FROM register WHERE position = (SELECT max(position) FROM register)")

    assert root() != before
