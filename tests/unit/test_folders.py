"""Folders that a reader takes in at a glance: not too many modules in one, and no helpers among tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_MODULES = 20
SUPPORT = {"conftest.py", "__init__.py"}
"""What pytest and Python look for in a folder of tests, under these names."""


def test_no_folder_holds_more_modules_than_a_reader_takes_in() -> None:
    crowded = {
        folder.relative_to(ROOT).as_posix(): len(modules)
        for top in ("migrations", "service", "tests")
        for folder, modules in _folders(ROOT / top)
        if len(modules) > MOST_MODULES
    }

    assert crowded == {}


def test_helpers_of_tests_have_folders_of_their_own() -> None:
    mixed = {
        folder.relative_to(ROOT).as_posix(): sorted(helpers)
        for folder, modules in _folders(ROOT / "tests")
        if (helpers := {name for name in modules if not name.startswith("test_")} - SUPPORT)
        and any(name.startswith("test_") for name in modules)
    }

    assert mixed == {}


def _folders(top: Path) -> Iterator[tuple[Path, list[str]]]:
    """Every folder below ``top`` that holds modules, with their names."""
    for folder in (top, *(path for path in top.rglob("*") if path.is_dir())):
        if modules := [path.name for path in folder.glob("*.py")]:
            yield folder, modules
