"""Answers that were given before, in a folder of their owner's alone, each until it is old."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


class Cache:
    """Answers by key, as bytes. It only saves questions: whatever is wrong with the folder, a question is asked again.

    Files are written whole or not at all, and those older than ``age_s`` are deleted when another is written.
    """

    def __init__(self, folder: Path, age_s: float, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._age_s = age_s
        self._clock = clock

    def get(self, key: str) -> bytes | None:
        """What is kept under ``key``; None where that is nothing, old, or cannot be read."""
        path = self._folder / key
        try:
            return path.read_bytes() if self._is_new(path) else None
        except OSError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``, for its owner alone; a disk that takes nothing more costs only a question."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._sweep()
            self._write(self._folder / key, data)

    def _write(self, path: Path, data: bytes) -> None:
        descriptor, name = tempfile.mkstemp(dir=self._folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            os.utime(name, (self._clock(), self._clock()))
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _sweep(self) -> None:
        for path in self._folder.iterdir():
            if not self._is_new(path):
                path.unlink(missing_ok=True)

    def _is_new(self, path: Path) -> bool:
        return 0 <= self._clock() - path.stat().st_mtime < self._age_s
