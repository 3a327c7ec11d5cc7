"""tickmark erase, and what the other commands say of an erased audit."""

from __future__ import annotations

import asyncio
import getpass
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from service.log.sqlite.store import open_store
from tests.integration.asked.console import environment, tickmark
from tests.log_events import complete, new_audit, progress
from tests.waiting import DEADLINE_S

SECRET = "Alder Quay will be sold to Birch Holdings"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def data_dir(database_path: Path) -> Path:
    return database_path.parent


async def two_audits(path: Path) -> tuple[str, str]:
    store = await open_store(path)
    kept = await new_audit(store, events=3, document=b"kept")
    going = await new_audit(store, events=1, document=SECRET.encode() * 1000)
    await store.append(going, [progress(message=SECRET)], 1)
    await store.append(going, [complete()], 2)
    await store.close()
    return kept, going


@pytest.fixture
def audits(database_path: Path) -> tuple[str, str]:
    """An audit to keep, and one to erase."""
    return asyncio.run(two_audits(database_path))


def test_an_audit_is_erased_and_the_command_says_what_went(audits: tuple[str, str], data_dir: Path) -> None:
    kept, going = audits

    said = tickmark("erase", going, "--yes", data_dir=data_dir)

    assert (said.exit_code, said.err) == (0, "")
    assert f"{going}  erased: 3 events and 1 artifact" in said.out.decode()
    checked = tickmark("verify", "--all", data_dir=data_dir)
    assert "1 audit, 3 events verified; 0 broken, 1 erased" in checked.out.decode()
    assert checked.exit_code == 0
    assert tickmark("verify", kept, data_dir=data_dir).exit_code == 0


def test_an_erased_audit_is_not_broken_and_verify_says_who_erased_it(audits: tuple[str, str], data_dir: Path) -> None:
    _, going = audits
    said = tickmark("erase", going, "--yes", data_dir=data_dir)
    last_hash = said.out.decode().split()[-1]

    verified = tickmark("verify", going, data_dir=data_dir)

    assert verified.exit_code == 0
    assert f"by {getpass.getuser()}; it had 3 events, the last with the hash {last_hash}" in verified.out.decode()


def test_what_is_not_there_can_not_be_erased(audits: tuple[str, str], data_dir: Path) -> None:
    _, going = audits
    assert tickmark("erase", going, "--yes", data_dir=data_dir).exit_code == 0

    again = tickmark("erase", going, "--yes", data_dir=data_dir)
    never = tickmark("erase", "nobody", "--yes", data_dir=data_dir)

    assert (again.exit_code, never.exit_code) == (2, 2)
    assert f"audit {going} was erased at 20" in again.err
    assert "there is no audit nobody" in never.err


def test_where_nobody_can_be_asked_nothing_is_erased_without_yes(audits: tuple[str, str], data_dir: Path) -> None:
    _, going = audits

    said = tickmark("erase", going, data_dir=data_dir)

    assert (said.exit_code, said.out) == (2, b"")
    assert "--yes" in said.err
    assert tickmark("verify", going, data_dir=data_dir).out.decode() == f"{going}  ok, 3 events\n"


@pytest.mark.parametrize(("answer", "exit_code"), [("n\n", 1), ("\n", 1), ("y\n", 0)])
def test_on_a_terminal_it_asks(audits: tuple[str, str], data_dir: Path, answer: str, exit_code: int) -> None:
    _, going = audits
    ours, theirs = pty.openpty()

    asked = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "erase", going],
        env=environment(data_dir, PYTHONPATH=str(ROOT)),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.write(ours, answer.encode())
    _, err = asked.communicate(timeout=DEADLINE_S)
    os.close(ours)
    os.close(theirs)

    assert asked.returncode == exit_code
    assert f"Audit {going} of report.md: 3 events." in err.decode()
    verified = tickmark("verify", going, data_dir=data_dir).out.decode()
    assert ("erased at" in verified) == (exit_code == 0)


def test_the_bytes_of_what_was_erased_are_nowhere_in_the_files(
    audits: tuple[str, str], data_dir: Path, database_path: Path
) -> None:
    """Also while another process has the database open, so that the write-ahead log stays."""
    _, going = audits
    with closing(sqlite3.connect(database_path)) as beside:
        assert beside.execute("SELECT count(*) FROM audits").fetchall() == [(2,)]
        assert SECRET.encode() in b"".join(path.read_bytes() for path in data_dir.glob("tickmark.db*"))

        assert tickmark("erase", going, "--yes", data_dir=data_dir).exit_code == 0

        files = {path.name: path.read_bytes() for path in data_dir.glob("tickmark.db*")}
    assert [name for name, data in files.items() if SECRET.encode() in data or going.encode() in data] == [
        "tickmark.db"  # for the id stands in its tombstone
    ]
    assert SECRET.encode() not in files["tickmark.db"]
