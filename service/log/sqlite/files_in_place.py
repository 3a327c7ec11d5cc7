"""Whether the files of an embedded database are still those that were opened: itself, and the two beside it."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

from service.errors import DatabaseFailed

LOOK_AGAIN_S = 0.25
"""How long a reader may show a file that is no longer there. It reads thousands of pages a second, which a look at the
file each time would cost some hundredths of; a writer looks each time, since what it acknowledges there is lost."""
SETTLED_NS = 2_500_000_000
"""A folder whose time of change is older than this shows each further change by another time: the coarsest clock of a
file system that keeps such a database ticks every two seconds."""

BESIDE: Mapping[str, str] = {
    "-wal": "which holds what was written last",
    "-shm": "through which programs share the database",
}
"""What SQLite keeps beside the database while anybody has it open, by the end of its name. Only whoever closes it last
takes these away."""
SAVE = (
    "stop every other program that uses the database, then the service in the ordinary way, which saves what it holds; "
    "then start it again"
)

Identity = tuple[int, int]


class FilesInPlace:
    """The files that were opened. SQLite would go on using those that were deleted, until nobody has them open: what it
    acknowledges then is in no file any more. Made once the database is open; for all threads that use it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        real = os.path.realpath(path)
        names = [str(path), *(f"{real}{end}" for end in BESIDE)]
        self._opened = {name: identity for name in names if (identity := _identity(name))}
        # Names go and come in one folder, unless the database is reached through a link from another.
        same = os.path.realpath(path.parent) == os.path.dirname(real)
        self._folder = str(path.parent) if same else None
        self._settled: tuple[int, int, int] | None = None
        self._next_look = 0.0

    def check_now_and_then(self, what: str) -> None:
        """As ``check``, but it was looked at lately. While something is wrong, every call says so."""
        now = monotonic()
        if now >= self._next_look:
            self.check(what)
            self._next_look = now + LOOK_AGAIN_S

    def check_before_write(self, what: str) -> None:
        """As ``check``, with one look at the folder where no name in it has changed since all were in place.

        Each look lets go of the interpreter's lock, which the thread that writes gets back late from a busy event loop.
        """
        folder = self._folder_now()
        if folder is not None and folder == self._settled:
            return
        now_ns = time.time_ns()
        self.check(what)
        self._settled = folder if folder is not None and now_ns - folder[2] > SETTLED_NS else None

    def check(self, what: str) -> None:
        """Do nothing if each file is where it was when it was opened; after trouble the next write looks at each, too.

        Raises:
            DatabaseFailed: one was moved, deleted, emptied, or replaced by another, or cannot be reached.
        """
        for name, opened in self._opened.items():
            if trouble := self._trouble(name, opened):
                self._settled = None
                raise DatabaseFailed(what, trouble)

    def _trouble(self, name: str, opened: Identity) -> str | None:
        try:
            now = _identity(name)
            emptied = now is not None and name == str(self._path) and os.stat(name).st_size == 0
        except OSError as error:
            return f"{name} cannot be reached: {error.strerror}"
        if now != opened:
            return self._moved(name, gone=now is None)
        return f"{name} was emptied (stop the service and restore a backup)" if emptied else None

    def _moved(self, name: str, *, gone: bool) -> str:
        if name == str(self._path):
            if gone:
                return f"{name} is no longer there (put it back, or stop the service and restore a backup)"
            return f"{name} was replaced by another file (restart the service to use that one)"
        purpose = BESIDE[name[-len("-wal") :]]
        if gone:
            return f"{name}, {purpose}, is no longer there (put it back; if it was deleted, {SAVE})"
        return f"{name}, {purpose}, was replaced by another file ({SAVE})"

    def _folder_now(self) -> tuple[int, int, int] | None:
        if self._folder is None:
            return None
        try:
            status = os.stat(self._folder)
        except OSError:
            return None  # a look at the files says why
        return status.st_dev, status.st_ino, status.st_mtime_ns


def _identity(name: str) -> Identity | None:
    try:
        status = os.stat(name)
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
