"""A process that kills itself just before one of the changes it makes to files: Python's, and SQLite's own.

SQLite on Unix calls the system through a table that can be changed (sqlite3_vfs.xSetSystemCall), so its writes can be
told apart one by one.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import os
import re
import signal
import sys
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
BEFORE_SET_SYSTEM_CALL = 16
"""The pointers of a sqlite3_vfs before that one, from pNext on."""
SYSTEM_CALLS: dict[bytes, Any] = {
    b"pwrite64": ctypes.CFUNCTYPE(
        ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, use_errno=True
    ),
    b"pwrite": ctypes.CFUNCTYPE(
        ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, use_errno=True
    ),
    b"write": ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, use_errno=True),
    b"ftruncate": ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int64, use_errno=True),
    b"unlink": ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, use_errno=True),
}


class Vfs(ctypes.Structure):
    """The part of a sqlite3_vfs that is needed here (sqlite.org/c3ref/vfs.html)."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("file_bytes", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("before", ctypes.c_void_p * BEFORE_SET_SYSTEM_CALL),
        ("set_system_call", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
        ("get_system_call", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
    )


class Mortal:
    """Counts the changes to files in ``folder`` and dies, as by kill -9, instead of the one after ``last``."""

    def __init__(self, folder: Path, last: int | None) -> None:
        self._folder = str(folder)
        self._last = last
        self._kept: list[Any] = []
        self.changes: list[str] = []
        """What was done to which file, in turn; of the names, what is drawn at random is left out."""

    def begin(self) -> None:
        """From now on, for as long as this process lives."""
        sys.addaudithook(self._heard)
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(Vfs)
        found = library.sqlite3_vfs_find(None)
        for name, prototype in SYSTEM_CALLS.items():
            address = found.contents.get_system_call(found, name)
            if address is None:
                continue  # a SQLite that was built to use another one for this
            watched = prototype(self._before(name.decode(), prototype(address)))
            found.contents.set_system_call(found, name, ctypes.cast(watched, ctypes.c_void_p))
            self._kept.append(watched)

    def _before(self, name: str, call: Any) -> Any:
        def watched(file: Any, *values: Any) -> Any:
            self._change(name, os.fsdecode(file) if name == "unlink" else os.readlink(f"/proc/self/fd/{file}"))
            return call(file, *values)

        return watched

    def _heard(self, event: str, values: tuple[Any, ...]) -> None:
        """Python is about to do something."""
        if event in {"os.rename", "os.remove", "os.chmod", "os.mkdir", "os.truncate"} or (
            event == "open" and isinstance(values[2], int) and values[2] & WRITING
        ):
            self._change(event, str(values[0]))

    def _change(self, what: str, path: str) -> None:
        if not path.startswith(self._folder) or path.endswith("-shm"):  # which no process goes by that comes later
            return
        if len(self.changes) == self._last:
            os.kill(os.getpid(), signal.SIGKILL)
            signal.pause()
        self.changes.append(f"{what} {re.sub('[.][a-z0-9_]{8}[.]partial', '.?.partial', Path(path).name)}")
