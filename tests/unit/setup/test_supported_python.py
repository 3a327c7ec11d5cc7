"""On which Python set-up runs: one that is not supported is refused by name, with the command to run instead."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from tests.setup.locks import PROJECT, locked

SCRIPT = PROJECT / "tools" / "environment.sh"


def an_interpreter(path: Path, version: str, *, pip: bool = True) -> None:
    """A program that answers as that Python does; a ``-m venv`` is written down beside it, in ``made``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    answer = f"*pip*) exit {0 if pip else 1} ;; *sys*) echo {version} ;; *) echo $* >>{path.parent}/made ;;"
    path.write_text(f'#!/bin/sh\ncase "$*" in {answer} esac\n')
    path.chmod(0o755)


def a_shim(path: Path) -> None:
    """A program of that name that says that there is no such Python."""
    path.write_text("#!/bin/sh\necho 'no such version' >&2\nexit 127\n")
    path.chmod(0o755)


def ensured(path: Path, python: str = "python3", venv: Path | str = ".venv") -> tuple[int, str]:
    """How `make run` is let into an environment, and what is said, where nothing but a folder is on the PATH."""
    command = ["/bin/sh", str(SCRIPT), python, str(venv), "run"]
    done = subprocess.run(command, env={"PATH": str(path)}, cwd=path, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("version", ["2.7.18", "3.1.4", "3.10.13", "3.15.2", "4.11.0"])
def test_a_python_that_is_not_supported_is_refused_with_one_that_is(tmp_path: Path, version: str) -> None:
    an_interpreter(tmp_path / "python3", version)
    an_interpreter(tmp_path / "python3.11", "3.11.7")
    an_interpreter(tmp_path / "python3.12", "3.12.1")

    told = f"Tickmark runs on Python 3.11 to 3.14; python3 is {version}. Run: make run PYTHON=python3.12\n"
    assert ensured(tmp_path) == (2, told)


def test_one_that_does_not_run_is_not_proposed(tmp_path: Path) -> None:
    an_interpreter(tmp_path / "python3", "3.10.13")
    an_interpreter(tmp_path / "python3.11", "3.11.7")
    a_shim(tmp_path / "python3.13")

    assert ensured(tmp_path)[1].endswith("Run: make run PYTHON=python3.11\n")


def test_where_there_is_none_it_says_so(tmp_path: Path) -> None:
    a_shim(tmp_path / "python3")

    told = (
        "Tickmark runs on Python 3.11 to 3.14; python3 does not run here. None of them is on the PATH here: "
        "install one, and name it: make run PYTHON=/path/to/python3.14\n"
    )
    assert ensured(tmp_path) == (2, told)
    assert ensured(tmp_path, "python9")[1] == told.replace("python3 does", "python9 does")


@pytest.mark.parametrize("version", ["3.11.0", "3.12.1", "3.13.0", "3.14.10"])
def test_a_supported_python_gets_an_environment(tmp_path: Path, version: str) -> None:
    an_interpreter(tmp_path / "python3", version)

    assert ensured(tmp_path) == (0, "")
    assert (tmp_path / "made").read_text() == "-m venv .venv\n"


def test_an_environment_of_the_same_python_is_left_as_it_is(tmp_path: Path) -> None:
    an_interpreter(tmp_path / "python3", "3.12.1")
    an_interpreter(tmp_path / ".venv" / "bin" / "python", "3.12.7")

    assert ensured(tmp_path) == (0, "")
    assert not (tmp_path / "made").exists()


def test_an_environment_whose_making_was_cut_off_is_completed(tmp_path: Path) -> None:
    an_interpreter(tmp_path / "python3", "3.12.1")
    an_interpreter(tmp_path / ".venv" / "bin" / "python", "3.12.1", pip=False)

    assert ensured(tmp_path) == (0, "")
    assert (tmp_path / "made").read_text() == "-m venv .venv\n"


def test_an_environment_of_another_python_is_refused_with_two_ways_out(tmp_path: Path) -> None:
    an_interpreter(tmp_path / "python3.12", "3.12.1")
    an_interpreter(tmp_path / ".venv" / "bin" / "python", "3.11.7")

    told = (
        ".venv holds Python 3.11.7, and python3.12 is 3.12.1. Take it away (rm -rf .venv) or name another folder: "
        "make run PYTHON=python3.12 VENV=.venv-3.12\n"
    )
    assert ensured(tmp_path, "python3.12") == (2, told)


@pytest.mark.parametrize("goal", ["run", "test", "unit", "lint"])
def test_make_refuses_before_it_installs_anything(tmp_path: Path, goal: str) -> None:
    an_interpreter(tmp_path / "python3.10", "3.10.13")
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "tools/environment.sh"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    (tmp_path / "requirements-test.lock").touch()
    (tmp_path / "tests" / "setup").mkdir(parents=True)
    (tmp_path / "tests" / "setup" / "oldest-pip.lock").touch()

    command = ["make", "-C", str(tmp_path), goal, f"PYTHON={tmp_path / 'python3.10'}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert f"Tickmark runs on Python 3.11 to 3.14; {tmp_path / 'python3.10'} is 3.10.13. " in done.stderr
    assert f"make {goal} PYTHON=" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_all_that_says_which_pythons_are_supported_says_the_same() -> None:
    told = re.search(r'supported="(.+)"', SCRIPT.read_text())
    assert told
    supported = sorted(told[1].split(), key=lambda version: int(version.split(".")[1]))
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    releases = [f"3.{minor}" for minor in range(30)]

    assert list(SpecifierSet(project["requires-python"]).filter(releases)) == supported
    assert project["classifiers"] == [f"Programming Language :: Python :: {version}" for version in supported]
    pips = [str(pin.marker) for pin in locked("tests/setup/oldest-pip.lock")]
    assert pips == [f'python_version == "{version}"' for version in supported]
    for page in ("README.md", "Makefile", "tools/environment.sh"):
        assert f"Python {supported[0]} to {supported[-1]}" in (PROJECT / page).read_text(), page
