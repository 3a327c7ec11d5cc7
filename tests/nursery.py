"""Where the programs of tests are born: a process that has imported everything forks one ``tickmark`` after another.

Importing takes a second or two each time, a fork milliseconds, and the tests need hundreds. What a command does is what
it does in an interpreter of its own: its arguments, environment, folder, files and session are those that were asked
for, it ends as a program ends, and some tests start their interpreters themselves. ``tests/forked.py`` asks.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import importlib
import io
import json
import os
import random
import selectors
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn, TextIO

MAX_ASKED_BYTES = 2**17
FILES = 4
"""That come with what is asked: standard input, output and error, and the one that takes the exit code."""
PR_SET_PDEATHSIG = 1
IMPORTED = (
    *("service.agents.run", "service.commands.audit.command", "service.commands.db", "service.commands.serve.command"),
    *("service.commands.verify", "service.commands.worker", "service.log.postgres.store", "psycopg", "uvloop"),
)


def main() -> None:
    """Import everything, then be each program that is asked for, in a process of its own."""
    path = sys.path[1:]
    _warm()
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        asked.send(b"ready")
        said, files = _next_birth(asked)
    _become(said, files, path)
    importlib.import_module(said["module"]).main()


def _warm() -> None:
    """Import all that commands need, also what ADK and SQLAlchemy put off until they are used; no child does it again.

    Nor does a child look for garbage in it: it would copy all of it to do so, and once more when it ends.
    """
    for module in ("service.cli", *IMPORTED):
        importlib.import_module(module)
    asyncio.run(importlib.import_module("service.agents.run").rehearse())
    schema = importlib.import_module("service.log.schema")
    with tempfile.TemporaryDirectory(prefix="tickmark-") as folder:
        schema.upgrade(Path(folder, "tickmark.db"))
        schema.check(Path(folder, "tickmark.db"))
    gc.collect()
    gc.freeze()


def _next_birth(asked: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Wait in the parent; return in each child, with what was asked of it."""
    exits: dict[int, int] = {}
    woken, wakes = socket.socketpair()
    for end in (woken, wakes):
        end.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakes.fileno())
    waiting = selectors.DefaultSelector()
    waiting.register(asked, selectors.EVENT_READ)
    waiting.register(woken, selectors.EVENT_READ)
    while True:
        for key, _ in waiting.select():
            if key.fileobj is woken:
                woken.recv(1024)
                _tell_of_ends(exits)
                continue
            said, files, *_ = socket.recv_fds(asked, MAX_ASKED_BYTES, FILES)
            if not said:
                _leave()
            if (pid := os.fork()) == 0:
                for opened in (woken, wakes, waiting):
                    opened.close()
                for exit_ in exits.values():
                    os.close(exit_)
                return json.loads(said), files
            exits[pid] = files.pop()
            for file in files:
                os.close(file)
            asked.send(str(pid).encode())


def _tell_of_ends(exits: dict[int, int]) -> None:
    """Write the exit code of each child that has ended where it is waited for."""
    for pid in list(exits):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            with open(exits.pop(pid), "w", encoding="ascii") as waiting:
                waiting.write(str(os.waitstatus_to_exitcode(status)))


def _leave() -> NoReturn:
    """Nobody asks any more; the children go with their parent."""
    os._exit(0)


def _become(said: dict[str, Any], files: list[int], path: list[str]) -> None:
    """Make this process what was asked for."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.setsid()
    for number, file in enumerate(files[:3]):
        os.dup2(file, number)
    for file in files:
        os.close(file)
    sys.stdin, sys.stdout, sys.stderr = _text(0, sys.stdin), _text(1, sys.stdout), _text(2, sys.stderr)
    os.environ.clear()
    os.environ.update(said["environment"])
    os.chdir(said["folder"])
    sys.path[:] = [said["folder"], *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)), *path]
    sys.argv = ["tickmark", *said["arguments"]]
    sys.modules["__main__"].__package__ = None  # else the usage would be that of a module of the tests
    random.seed()


def _text(number: int, like: TextIO) -> TextIO:
    """A standard stream with the encoding of the one before it, which keeps nothing back."""
    if number == 0:
        return open(0, encoding=like.encoding, errors=like.errors, closefd=False)
    return io.TextIOWrapper(io.FileIO(number, "w", closefd=False), like.encoding, like.errors, write_through=True)


if __name__ == "__main__":
    main()
