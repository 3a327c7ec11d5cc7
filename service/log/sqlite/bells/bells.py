"""The bells of an embedded database: in a folder beside it, a datagram socket for each process that listens.

Whoever commits rings all of them. A process that was killed leaves its socket behind, which refuses, and goes then.
"""

from __future__ import annotations

import os
import secrets
import socket
import stat
import sys
import threading
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDER_MODE = 0o700
MAX_ADDRESS_BYTES = 100
"""A socket's address has room for 104 bytes on macOS and 108 on Linux, a zero at its end included."""
MAX_SAID_BYTES = 16 * 1024
"""About 440 streams; a datagram that would name more names none."""
CLOCK_TICK_NS = 100_000_000
"""Far more than the steps in which file systems tell the time: two changes within one step look like one."""
TRIES = 3
"""The last one who listened may take the folder away just when another comes; hardly three times in a row."""


class Bells:
    """Rings never wait and never fail: whoever misses one looks at the database a little later."""

    def __init__(self, database: Path) -> None:
        self._database = database.absolute()
        self.folder = self._database.with_name(f"{database.name}.bells")
        self._folder = str(self.folder)  # looked at after each commit, where a Path would cost more than the look
        self._own: str | None = None
        self._names: Sequence[str] = ()
        self._listed_ns: int | None = None
        self._ringing: socket.socket | None = None
        self._one_at_a_time = threading.Lock()
        self._down = False

    def hang(self) -> socket.socket | None:
        """A socket that others ring from now on; None where the system or the folder does not let us have one."""
        if sys.platform == "win32":
            return None
        for _ in range(TRIES):
            with suppress(FileNotFoundError):
                return self._hang()
        return None

    def _hang(self) -> socket.socket | None:
        try:
            listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        except OSError:  # no more files may be opened
            return None
        listening.setblocking(False)
        name = f"{os.getpid()}-{secrets.token_hex(4)}"
        try:
            self.folder.mkdir(FOLDER_MODE, exist_ok=True)
            if self._trusted(self.folder.lstat()):
                with _address(self.folder, name) as address:
                    listening.bind(address)
                self._own = name
                return listening
        except FileNotFoundError:
            listening.close()
            raise
        except OSError:
            pass  # no right to write there, a file system without sockets: this process asks the database instead
        listening.close()
        return None

    def take_down(self) -> None:
        """Remove the socket and an empty folder, and ring no more; another thread may be ringing just now."""
        with self._one_at_a_time:
            self._down = True
            if self._ringing is not None:
                self._ringing.close()
                self._ringing = None
        if self._own is not None:
            with suppress(OSError):
                (self.folder / self._own).unlink()
            with suppress(OSError):  # others listen
                self.folder.rmdir()
            self._own = None

    def ring(self, streams: Iterable[str]) -> None:
        """Tell all others that listen that something was committed to these streams; to any, if none is named."""
        with self._one_at_a_time, suppress(OSError):  # as where this process may open no more files
            if self._down or not (names := self._listening()):
                return
            said = "\n".join(frozenset(streams)).encode()
            if self._ringing is None:
                self._ringing = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                self._ringing.setblocking(False)
            for name in names:
                self._tell(self._ringing, name, said if len(said) <= MAX_SAID_BYTES else b"")

    def _tell(self, ringing: socket.socket, name: str, said: bytes) -> None:
        try:
            with _address(self.folder, name) as address:
                ringing.sendto(said, address)
        except ConnectionRefusedError:
            self._sweep_up(name)
        except OSError:
            return  # full: it has been rung already and will look; gone: it has just left; else not ours to fix

    def _sweep_up(self, name: str) -> None:
        """Delete the socket of a process that has been killed."""
        with suppress(OSError):
            if stat.S_ISSOCK((self.folder / name).lstat().st_mode):
                (self.folder / name).unlink()

    def _listening(self) -> Sequence[str]:
        """The names of the others' sockets. The folder is read again only where it has changed."""
        try:
            status = os.lstat(self._folder)
            if status.st_mtime_ns != self._listed_ns:
                trusted = self._trusted(status)
                self._names = [name for name in os.listdir(self.folder) if name != self._own] if trusted else ()
                settled = time.time_ns() - status.st_mtime_ns > CLOCK_TICK_NS
                self._listed_ns = status.st_mtime_ns if settled else None
        except OSError:
            return ()
        return self._names

    def _trusted(self, status: os.stat_result) -> bool:
        """Whether the folder is ours, or of whoever has the database, and nobody else can put anything into it."""
        if not stat.S_ISDIR(status.st_mode) or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return False
        return status.st_uid in {os.geteuid(), self._database.stat().st_uid}


@contextmanager
def _address(folder: Path, name: str) -> Generator[str]:
    """Where the socket is, in so few bytes that they fit into an address.

    Raises:
        OSError: there is no such folder; or its path is too long, which only Linux has a way around.
    """
    plain = str(folder / name)
    if len(os.fsencode(plain)) <= MAX_ADDRESS_BYTES:
        yield plain
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}/{name}"
    finally:
        os.close(descriptor)
