"""``tickmark``, or a program of the tests, in a process of its own that need not import anything: forked from
``tests/nursery.py``."""

from __future__ import annotations

import atexit
import functools
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.waiting import DEADLINE_S

ROOT = Path(__file__).parents[1]
Argument = str | bytes | Path


class Forked:
    """A running command, as ``subprocess.Popen`` shows one; ``stdout`` and ``stderr`` are descriptors to read from."""

    def __init__(self, pid: int, ends: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ends = ends

    def poll(self) -> int | None:
        """Its exit code, negative for the signal that ended it; None while it runs."""
        if self.returncode is None and self._has_ended(0):
            self._take_code()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it has ended.

        Raises:
            subprocess.TimeoutExpired: it runs on.
        """
        if self.returncode is None:
            if not self._has_ended(timeout):
                raise subprocess.TimeoutExpired("tickmark", timeout or 0)
            self._take_code()
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Nothing is sent to one that has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def _has_ended(self, patience_s: float | None) -> bool:
        poll = select.poll()
        poll.register(self._ends, select.POLLIN)
        return bool(poll.poll(None if patience_s is None else patience_s * 1000))

    def _take_code(self) -> None:
        with open(self._ends, encoding="ascii") as ends:
            self.returncode = int(ends.read())


class _Nursery:
    """The other end of it, one for each process that runs tests."""

    def __init__(self) -> None:
        self._asking, asked = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._one_at_a_time = threading.Lock()
        command = (sys.executable, "-m", "tests.nursery", str(asked.fileno()))
        inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        with asked:
            self._process = subprocess.Popen(command, cwd=ROOT, env=inherited, pass_fds=[asked.fileno()])
        assert self._asking.recv(16) == b"ready"
        atexit.register(self._close)

    def bear(self, asked: bytes, files: Sequence[int]) -> int:
        """The process id of a new command."""
        with self._one_at_a_time:
            socket.send_fds(self._asking, [asked], files)
            return int(self._asking.recv(32))

    def _close(self) -> None:
        self._asking.close()
        self._process.wait(DEADLINE_S)


@functools.cache
def _nursery() -> _Nursery:
    return _Nursery()


_first = threading.Lock()


def tickmark(
    arguments: Sequence[Argument], environment: Mapping[str, str], stdout: int, stderr: int, folder: Path | None = None
) -> Forked:
    """Start a command in a session of its own, with nothing to read, which writes to these descriptors."""
    with open(os.devnull, "rb") as nothing:
        files = (nothing.fileno(), stdout, stderr)
        return program("service.cli", arguments, environment, files, folder or Path.cwd())


def program(
    module: str,
    arguments: Sequence[Argument],
    environment: Mapping[str, str],
    files: tuple[int, int, int],
    folder: Path,
) -> Forked:
    """Start ``main`` of a module in a session of its own; ``files`` are its standard input, output and error."""
    said = {
        "module": module,
        "arguments": [os.fsdecode(argument) for argument in arguments],
        "environment": dict(environment),
        "folder": str(folder),
    }
    with _first:
        nursery = _nursery()
    ends, end = os.pipe()
    pid = nursery.bear(json.dumps(said).encode(), [*files, end])
    os.close(end)
    return Forked(pid, ends)


def run(
    arguments: Sequence[Argument], environment: Mapping[str, str], folder: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """A command, run to its end, with what it wrote.

    Raises:
        subprocess.TimeoutExpired: it did not end; it was killed.
    """
    pipes = [os.pipe(), os.pipe()]
    running = tickmark(arguments, environment, pipes[0][1], pipes[1][1], folder)
    written = [bytearray(), bytearray()]
    reading = [threading.Thread(target=_read, args=(pipe[0], into)) for pipe, into in zip(pipes, written, strict=True)]
    for (_, theirs), thread in zip(pipes, reading, strict=True):
        os.close(theirs)
        thread.start()
    try:
        code = running.wait(DEADLINE_S)
    finally:
        running.send_signal(signal.SIGKILL)
        for thread in reading:
            thread.join()
    return subprocess.CompletedProcess(arguments, code, bytes(written[0]), bytes(written[1]))


def _read(file: int, into: bytearray) -> None:
    with open(file, "rb") as pipe:
        into += pipe.read()
