"""A disk of a few megabytes, which can be filled, and a folder that nobody may write to: both are mounted."""

from __future__ import annotations

import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

BLOCK = b"\0" * 4096


@dataclass(frozen=True)
class SmallDisk:
    """A file system in memory, mounted at ``folder``."""

    folder: Path

    def fill(self) -> None:
        """Leave no room at all."""
        with (self.folder / "ballast").open("ab", buffering=0) as ballast:
            try:
                while ballast.write(BLOCK):
                    pass
            except OSError:
                return

    def make_room(self) -> None:
        (self.folder / "ballast").unlink()


@contextmanager
def small_disk(folder: Path, size: str = "6m") -> Generator[SmallDisk]:
    """Skips the test where mounting is not allowed."""
    folder.mkdir()
    with _mounted(folder, "-t", "tmpfs", "-o", f"size={size}", "none"):
        yield SmallDisk(folder)


@contextmanager
def read_only(folder: Path) -> Generator[None]:
    """``folder`` can be read and not written, not even by root, for whom permissions do not hold."""
    with _mounted(folder, "--bind", str(folder)):
        _run("mount", "-o", "remount,bind,ro", str(folder))
        yield


@contextmanager
def _mounted(folder: Path, *arguments: str) -> Generator[None]:
    refused = _run("mount", *arguments, str(folder))
    if refused:
        pytest.skip(f"this needs the right to mount a file system: {refused}")
    try:
        yield
    finally:
        _run("umount", "--lazy", str(folder))


def _run(*command: str) -> str:
    """What a command complains of; nothing if it went well."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        return str(error)
    return (done.stderr.strip() or f"exit code {done.returncode}") if done.returncode else ""
