"""`tickmark db restore` killed at any moment leaves the old database or the new one, whole, and can be run again."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from service.log.sqlite.copies.copying import PARTIAL
from service.log.sqlite.store import open_store
from tests.integration.asked.console import environment, tickmark
from tests.integration.databases.killed_servers import leave_in_wal
from tests.integration.databases.old_databases import dump, with_an_audit
from tests.verdicts import verify_all

SCRIPT = Path(__file__).parent / "dying" / "dying_restores.py"
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="a process sees what its files are called on Linux only"
)


@dataclass(frozen=True)
class Restores:
    """Restores that live for as many changes to files as they are given."""

    born_from: subprocess.Popen[str]

    def run(self, folder: Path, file: Path, last: int | None) -> list[str] | None:
        """The changes that a restore of ``file`` has made to files of ``folder``; None if it died after ``last``."""
        asks, answers = self.born_from.stdin, self.born_from.stdout
        assert asks is not None
        assert answers is not None
        print(json.dumps([str(folder), str(file), last]), file=asks, flush=True)
        return json.loads(answers.readline())


@pytest.fixture(scope="module")
def restores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restores]:
    command = [sys.executable, str(SCRIPT)]
    nowhere = environment(tmp_path_factory.mktemp("none"), PYTHONPATH=str(ROOT))
    with subprocess.Popen(command, env=nowhere, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Restores(process)
        process.kill()


@dataclass(frozen=True)
class Scene:
    """A data folder as it was before anything was restored to it, a backup, and what either says."""

    folder: Path
    file: Path
    old: list[str] | None
    """None where there is no database."""
    new: list[str]


@pytest.fixture(params=["over a database", "where there is none"])
def scene(request: pytest.FixtureRequest, database_path: Path, tmp_path: Path) -> Scene:
    """A database of which some is in the WAL only, as a killed server leaves it, or none; a backup of another one.

    They differ in all their pages, so that some of the one and some of the other would be neither.
    """
    folder = tmp_path / "before"
    folder.mkdir()
    file = Path(shutil.copy(database_path, tmp_path / "backup.db"))
    with_an_audit(file, pages("new"))
    if request.param == "where there is none":
        return Scene(folder, file, None, dump(file))
    with_an_audit(database_path, pages("old"))
    return Scene(folder, file, asyncio.run(leave_in_wal(database_path, folder)), dump(file))


def pages(word: str) -> bytes:
    """A report of some pages of the database, all of which say ``word``."""
    return b"".join(f"{word} {number}\n".encode() * 1000 for number in range(10))


@pytest.mark.parametrize("scene", ["over a database"], indirect=True)
def test_a_backup_after_a_restore_that_died_in_the_middle_holds_what_was_there(
    restores: Restores, scene: Scene, tmp_path: Path
) -> None:
    changes = restores.run(again(scene, tmp_path), scene.file, None)
    assert changes is not None
    in_the_middle = len(changes) - changes[::-1].index("pwrite64 tickmark.db") - 1
    folder = again(scene, tmp_path)
    assert restores.run(folder, scene.file, in_the_middle) is None

    said = tickmark("db", "backup", tmp_path / "monday.db", data_dir=folder)

    assert (said.exit_code, said.err) == (0, "")
    assert dump(tmp_path / "monday.db") == scene.old


def test_a_restore_killed_at_any_step_leaves_the_old_database_or_the_new_one_and_can_be_run_again(
    restores: Restores, scene: Scene, tmp_path: Path
) -> None:
    # Given all that a restore does to files,
    changes = restores.run(again(scene, tmp_path), scene.file, None)
    assert changes is not None

    for last in turns(changes):
        # when it dies before one of these changes,
        folder = again(scene, tmp_path)
        path = folder / "tickmark.db"
        assert restores.run(folder, scene.file, last) is None
        at = f"killed before {changes[last]}, its change {last + 1}"

        # then what is there is the one or the other, and what is kept under a name of its own is whole,
        found = dump(path) if path.exists() else None
        kept = [name for name in folder.glob("*.before-restore*") if name.suffix != PARTIAL]
        assert found in (scene.old, scene.new), at
        assert all(dump(name) == scene.old for name in kept), at
        assert kept or found == scene.old or scene.old is None, at

        # and the next one goes through.
        assert restores.run(folder, scene.file, None), at
        assert dump(path) == scene.new, at
        asyncio.run(assert_in_order(path))


def again(scene: Scene, tmp_path: Path) -> Path:
    """The data folder as it was before."""
    folder = tmp_path / "data"
    shutil.rmtree(folder, ignore_errors=True)
    return shutil.copytree(scene.folder, folder)


def turns(changes: list[str]) -> list[int]:
    """The places of the first, the last and one in the middle of equal changes in a row."""
    places: set[int] = set()
    at = 0
    for _, same in groupby(changes):
        count = len(list(same))
        places |= {at, at + count // 2, at + count - 1}
        at += count
    return sorted(places)


async def assert_in_order(path: Path) -> None:
    """A service can use it, and all in it is as it was written."""
    store = await open_store(path)
    try:
        verdicts = [verdict async for verdict in verify_all(store)]
    finally:
        await store.close()
    assert [verdict.problem for verdict in verdicts] == [None]
