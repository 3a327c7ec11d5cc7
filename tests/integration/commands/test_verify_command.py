"""``tickmark verify`` as a user runs it: what it prints, how it exits, and what it needs of the machine."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from service.artifacts import artifact_sha256
from service.log.sqlite.store import open_store
from tests.acceptance.processes.server_process import tickmark
from tests.log_events import completed, new_audit

MIB = 2**20
HEADROOM_BYTES = 96 * MIB
EVENTS, EVENT_BYTES = 300, 400_000
ARTIFACTS, ARTIFACT_BYTES = 12, 8 * MIB

LIMITED = f"""
import resource, sys
from service.commands.verify import verify

pages = int(open("/proc/self/statm").read().split()[0])
limit = pages * resource.getpagesize() + {HEADROOM_BYTES}
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
"""
VERIFY = "sys.exit(verify(None))"
HOLD = """
import os, sqlite3
held = sqlite3.connect(os.environ["TICKMARK_DATA_DIR"] + "/tickmark.db").execute("SELECT body FROM events").fetchall()
"""


@pytest.fixture
def audits(database_path: Path) -> list[str]:
    """Three audits of five events."""

    async def write() -> list[str]:
        store = await open_store(database_path)
        written = [await new_audit(store, events=5) for _ in range(3)]
        await store.close()
        return written

    return asyncio.run(write())


def limited(folder: Path, program: str) -> subprocess.CompletedProcess[str]:
    """A program that begins with ``LIMITED``, in an interpreter of its own."""
    # One arena: each of more would take 64 MiB of addresses that nobody uses.
    environment = {**os.environ, "TICKMARK_DATA_DIR": str(folder), "MALLOC_ARENA_MAX": "1"}
    command = [sys.executable, "-c", LIMITED + program]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def verify(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return tickmark(folder, "verify", *arguments)


def forge(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(sql)


def test_an_honest_database_is_verified_with_exit_code_0(database_path: Path, audits: list[str]) -> None:
    every = verify(database_path.parent, "--all")
    one = verify(database_path.parent, audits[0])

    assert (every.returncode, every.stdout.splitlines()[0]) == (0, "3 audits, 15 events verified; 0 broken")
    assert "\nEverything that is there belongs together.\n" in every.stdout
    assert (one.returncode, one.stdout) == (0, f"{audits[0]}  ok, 5 events\n")


def test_each_broken_audit_is_named_with_its_first_broken_event_and_exit_code_1(
    database_path: Path, audits: list[str]
) -> None:
    forge(database_path, f"DELETE FROM events WHERE audit_id = '{audits[0]}' AND seq = 5")
    forge(database_path, f"UPDATE events SET body = body || ' ' WHERE audit_id = '{audits[2]}' AND seq > 2")

    every = verify(database_path.parent, "--all")

    assert every.returncode == 1
    rules, *broken = [line for line in every.stdout.splitlines() if "BROKEN" in line]
    assert rules.startswith("rules  BROKEN: ")
    assert "events_no_update" in rules
    assert sorted(broken) == sorted(
        (
            f"{audits[2]}  BROKEN at event 3: event 3 was altered: its text no longer has its hash",
            f"{audits[0]}  BROKEN at event 5: event 5 is missing; the head says there are 5",
        )
    )
    assert "; 3 broken\n" in every.stdout
    assert "belongs together" not in every.stdout
    assert verify(database_path.parent, audits[1]).returncode == 0
    assert verify(database_path.parent, audits[2]).returncode == 1


def test_without_an_audit_and_without_all_it_says_what_to_name(database_path: Path, audits: list[str]) -> None:
    for arguments in ((), (audits[0], "--all")):
        refused = verify(database_path.parent, *arguments)
        assert refused.returncode == 2
        assert "name one audit, or --all" in refused.stderr


def test_an_unknown_audit_is_an_error_and_not_a_broken_log(database_path: Path) -> None:
    unknown = verify(database_path.parent, "nobody")

    assert (unknown.returncode, unknown.stderr) == (2, "tickmark: there is no audit nobody\n")


def test_a_database_that_is_not_there_is_not_verified_and_not_made(tmp_path: Path) -> None:
    missing = verify(tmp_path, "--all")

    assert (missing.returncode, missing.stdout) == (2, "")
    assert f"could not read {tmp_path / 'tickmark.db'}: there is no such file" in missing.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_an_older_version_is_left_as_it_is_and_what_to_do_is_said(database_path: Path) -> None:
    with closing(sqlite3.connect(database_path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")

    older = verify(database_path.parent, "--all")

    assert (older.returncode, older.stdout) == (2, "")
    assert "run `tickmark db upgrade`" in older.stderr
    assert [path.name for path in database_path.parent.iterdir()] == ["tickmark.db"]


def test_the_register_is_printed_and_what_was_printed_is_compared_with(database_path: Path, audits: list[str]) -> None:
    folder = database_path.parent
    printed = tickmark(folder, "register")
    later = tickmark(folder, "register", "--after", "1")
    entries = [json.loads(line) for line in printed.stdout.splitlines()]
    kept = folder / "kept.jsonl"
    kept.write_text(printed.stdout)
    copy = shutil.copy(database_path, folder / "monday.db")

    # Given lines that were kept, and an audit since,
    asyncio.run(write_one_more(database_path))
    whole = tickmark(folder, "register")
    same = verify(folder, "--all", "--against", str(kept))
    kept.write_text(whole.stdout)

    # when the database is swapped for the copy of before, then it passes, and the lines show it.
    Path(copy).replace(database_path)
    alone, compared = verify(folder, "--all"), verify(folder, "--all", "--against", str(kept))

    assert [(entry["position"], entry["type"], entry["audit_id"]) for entry in entries] == [
        (n, "accepted", audit_id) for n, audit_id in enumerate(audits, 1)
    ]
    assert later.stdout == "".join(printed.stdout.splitlines(keepends=True)[1:])
    assert (same.returncode, alone.returncode, compared.returncode) == (0, 0, 1)
    assert "All lines that were kept elsewhere are in the register, each at its position.\n" in same.stdout
    assert "All lines" not in alone.stdout + compared.stdout
    assert "register entry 4  BROKEN: kept elsewhere, and not there: the register ends at 3" in compared.stdout


def test_lines_of_the_register_go_with_all(database_path: Path, audits: list[str]) -> None:
    refused = verify(database_path.parent, audits[0], "--against", str(database_path))

    assert refused.returncode == 2
    assert "--against goes with --all" in refused.stderr


async def write_one_more(path: Path) -> None:
    store = await open_store(path)
    await new_audit(store)
    await store.close()


@pytest.mark.skipif(sys.platform != "linux", reason="needs a system that keeps to RLIMIT_AS")
def test_a_log_far_larger_than_the_memory_is_verified(database_path: Path) -> None:
    asyncio.run(write_large(database_path))

    verified = limited(database_path.parent, VERIFY)
    held = limited(database_path.parent, HOLD)

    assert (verified.returncode, verified.stderr) == (0, "")
    assert verified.stdout.startswith(f"1 audit, {1 + EVENTS + ARTIFACTS:,} events verified; 0 broken\n")
    assert "MemoryError" in held.stderr  # so the limit is one that holding the log would break


async def write_large(path: Path) -> None:
    """One audit, with events and artifacts that are each more than the limit allows to hold at once."""
    store = await open_store(path)
    audit_id = await new_audit(store)
    head = 1
    for _ in range(0, EVENTS, 20):
        head = (await store.append(audit_id, [completed("x" * EVENT_BYTES)] * 20, head))[-1].seq
    for n in range(ARTIFACTS):
        artifact = bytes([n]) * ARTIFACT_BYTES
        result = completed().model_copy(update={"artifact": artifact_sha256(artifact)})
        head = (await store.append(audit_id, [result], head, artifacts=[artifact]))[-1].seq
    await store.close()
