"""Set-up on a later day: every locked distribution has a newer release on the index, and pip is as old as may be."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from packaging.utils import NormalizedName

from tests.setup import stub_index
from tests.setup.locks import PROJECT, RUNS, TESTS, locked

SET_UP_S = 1200
"""Against what hangs; on a machine that is busy with other things it takes a minute or two."""
FILES = ("Makefile", "pyproject.toml", "README.md", "LICENSE", "tools/environment.sh", "tests/setup/oldest-pip.lock")


class Clone:
    """A clone of this project beside an index of a later day, with an empty environment whose pip is the oldest."""

    def __init__(self, folder: Path, index: Path, hashes: Mapping[NormalizedName, str]) -> None:
        self.folder = folder
        self.index = index
        for name in FILES:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, self.folder / name)
        for package in ("service", "migrations"):
            (self.folder / package).mkdir()
            (self.folder / package / "__init__.py").touch()
        for lock in (RUNS, TESTS):
            (self.folder / lock).write_text(stub_index.lock_of(locked(lock), hashes))

    def run(self, *command: object) -> subprocess.CompletedProcess[str]:
        """Run a command in the clone; pip knows no index but the folder, whatever this machine's settings are."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "MAKE", "MFLAGS"))}
        pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.index), "PIP_CONFIG_FILE": os.devnull}
        words = [str(word) for word in command]
        return subprocess.run(
            words, cwd=self.folder, env=kept | pip, capture_output=True, text=True, timeout=SET_UP_S, check=False
        )

    def environment(self, pip: Path) -> Path:
        """The Python of an empty environment with that pip."""
        self.run(sys.executable, "-m", "venv", "--without-pip", ".venv").check_returncode()
        python = self.folder / ".venv" / "bin" / "python"
        self.run(python, pip / "pip", "install", "--quiet", pip).check_returncode()
        return python

    def make(self, goal: str) -> subprocess.CompletedProcess[str]:
        return self.run("make", goal, f"PYTHON={sys.executable}", "VENV=.venv")

    def installed(self, python: Path) -> dict[str, str]:
        listed = self.run(python, "-m", "pip", "list", "--format=json")
        return {found["name"].lower().replace("_", "-"): found["version"] for found in json.loads(listed.stdout)}


@pytest.fixture(scope="module")
def oldest_pip() -> Path:
    wheels = list(Path(sys.prefix, "oldest-pip").glob("pip-*.whl"))
    assert len(wheels) == 1, f"{sys.prefix}/oldest-pip should hold one wheel: make setup-tests"
    return wheels[0]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, oldest_pip: Path) -> tuple[Path, Mapping[NormalizedName, str]]:
    """The folder of the wheels, which nobody writes to any more, and the hashes of those that are locked."""
    folder = tmp_path_factory.mktemp("index")
    shutil.copy(oldest_pip, folder)
    return folder, stub_index.fill(folder, locked(TESTS))


@pytest.fixture
def clone(tmp_path: Path, index: tuple[Path, Mapping[NormalizedName, str]]) -> Clone:
    return Clone(tmp_path, *index)


def versions(lock: str) -> dict[str, str]:
    return {pin.name: str(pin.version) for pin in locked(lock) if pin.holds_here}


def succeeded(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stdout + done.stderr


def test_set_up_installs_what_is_locked_and_tests_add_the_rest(clone: Clone, oldest_pip: Path) -> None:
    python = clone.environment(oldest_pip)

    succeeded(clone.make("setup"))
    own = {"pip": oldest_pip.name.split("-")[1], "tickmark": "0.1.0"}
    assert clone.installed(python) == versions(RUNS) | own

    succeeded(clone.make("setup-tests"))
    assert clone.installed(python) == versions(TESTS) | own


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="this Python never came with a pip that refuses it")
def test_a_pip_that_resolves_the_lock_refuses_it_on_that_day(clone: Clone, oldest_pip: Path) -> None:
    python = clone.environment(oldest_pip)

    done = clone.run(python, "-m", "pip", "install", "--dry-run", "--require-hashes", "-r", RUNS)

    assert done.returncode == 1
    assert re.search(r"requirements must have their versions pinned with ==.*\n +google-auth\[", done.stderr)


def test_a_lock_that_misses_something_fails_at_set_up_and_says_what(clone: Clone, oldest_pip: Path) -> None:
    clone.environment(oldest_pip)
    lines = (clone.folder / RUNS).read_text().splitlines(keepends=True)
    builders = [line for line in lines if line.partition("==")[0] in stub_index.BUILDERS]
    (clone.folder / RUNS).write_text("".join(builders))

    done = clone.make("setup")

    assert done.returncode != 0
    assert "tickmark 0.1.0 requires alembic, which is not installed." in done.stderr
    assert "If pyproject.toml was changed, run: make lock." in done.stderr
    assert not list((clone.folder / ".venv").glob(".runs*"))


def test_the_install_that_operators_are_told_to_make_is_the_lock_of_what_runs(clone: Clone) -> None:
    page = (PROJECT / "docs" / "operations.md").read_text()
    told = re.search(r"```\n(python3 -m venv /opt/tickmark\n.+?)```", page, re.DOTALL)
    assert told
    home = clone.folder / "opt"
    commands = told[1].replace("/opt/tickmark", str(home)).replace("python3 ", f"{sys.executable} ")

    succeeded(clone.run("sh", "-ec", commands))

    assert versions(RUNS).items() <= clone.installed(home / "bin" / "python").items()
    assert "pytest" not in clone.installed(home / "bin" / "python")
