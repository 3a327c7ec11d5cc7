"""A real server in a process of its own: started, told apart by its address, killed, started again where it was."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import threading
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests import forked
from tests.ports import own_port
from tests.waiting import DEADLINE_S

PLUGINS = Path(__file__).parents[2] / "plugins"
READY = re.compile(r"Tickmark is ready: (http://[\d.]+:\d+)")
PATIENCE_S = DEADLINE_S
"""How long a test waits for what must happen: a busy machine, never a measure."""
SAFE_LEASE_S = 10
"""The longest there is, and longer than a starved process takes to renew it: for tests that count who took over. Where
a process dies or is frozen, the test lasts as long."""


def environment(data_dir: Path, **settings: object) -> dict[str, str]:
    """This process's environment without its own settings, with ``settings`` and the agents of tests/plugins."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("TICKMARK_", "TROUBLESOME_"))}
    chosen = {key: str(value) for key, value in settings.items()}
    troublesome = [key for key in chosen if key.startswith("TROUBLESOME_")]
    told = {"TICKMARK_WORKER_VARIABLES": ",".join(troublesome)}
    if footprints := chosen.get("TROUBLESOME_FOOTPRINTS"):
        told["TICKMARK_WORKER_PATHS"] = str(Path(footprints).parent)
    folders = os.pathsep.join(filter(None, (str(PLUGINS), inherited.get("PYTHONPATH"))))
    return (
        inherited | {"TICKMARK_DATA_DIR": str(data_dir), "PYTHONPATH": folders, "PYTHONUNBUFFERED": "1"} | told | chosen
    )


class Listening:
    """What a process says, line by line, read by a thread so that it can always go on speaking."""

    def __init__(self, pipe: IO[str]) -> None:
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, args=(pipe,), daemon=True).start()

    def line(self, seconds: float) -> str | None:
        """The next line; None when there are no more, or none within ``seconds``."""
        try:
            return self._lines.get(timeout=max(0, seconds))
        except queue.Empty:
            return None

    def _read(self, pipe: IO[str]) -> None:
        with pipe:
            for line in pipe:
                self._lines.put(line)
        self._lines.put(None)


def started(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[forked.Forked, Listening]:
    """A command that has begun, and what it will say on its standard output and its standard error."""
    ours, theirs = os.pipe()
    try:
        process = forked.tickmark(arguments, environment, theirs, theirs)
    finally:
        os.close(theirs)
    return process, Listening(open(ours, encoding="utf-8"))


@dataclass
class ServerProcess:
    """``tickmark serve`` over ``data_dir``, on a port of its own."""

    data_dir: Path
    settings: dict[str, object] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    port: int = field(default_factory=own_port)
    url: str = ""
    process: forked.Forked | None = None
    said: list[str] = field(default_factory=list)
    _listening: Listening | None = None

    @property
    def database(self) -> Path:
        return self.data_dir / "tickmark.db"

    @property
    def websockets(self) -> str:
        return self.url.replace("http://", "ws://") + "/ws/audit"

    def start(self) -> None:
        """Start, and wait until it says that it is ready."""
        arguments = ("serve", "--port", str(self.port), *self.arguments)
        self.process, self._listening = started(arguments, environment(self.data_dir, **self.settings))
        self.said = []
        while (line := self._listening.line(PATIENCE_S)) is not None:
            self.said.append(line)
            if ready := READY.search(line):
                self.url = ready[1]
            if line.strip() == "stop with Ctrl-C":
                return
        raise AssertionError(f"the server did not become ready; it said: {''.join(self.said)}")

    def until_it_says(self, text: str) -> None:
        """Wait for a line with ``text``; fails if it does not come."""
        assert self._listening is not None
        deadline = time.monotonic() + PATIENCE_S
        while (line := self._listening.line(deadline - time.monotonic())) is not None:
            self.said.append(line)
            if text in line:
                return
        raise AssertionError(f"it never said {text!r}; it said: {''.join(self.said)}")

    def heard(self) -> list[str]:
        """What it has said since it was last asked, without waiting for more."""
        assert self._listening is not None
        new: list[str] = []
        while (line := self._listening.line(0)) is not None:
            new.append(line)
        self.said += new
        return new

    def kill(self) -> None:
        """End it with no chance to do anything, as a power cut would."""
        self._end(signal.SIGKILL)

    def terminate(self) -> int:
        """Ask it to stop; its exit code once it has."""
        return self._end(signal.SIGTERM)

    def signal_group(self, number: signal.Signals) -> int:
        """Send a signal to it and to all its workers, as a service manager does; its exit code."""
        assert self.process is not None
        os.killpg(self.process.pid, number)
        return self.wait()

    def _end(self, number: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        assert self.process is not None
        assert self._listening is not None
        code = self.process.wait(PATIENCE_S)
        while (line := self._listening.line(PATIENCE_S)) is not None:
            self.said.append(line)
        return code

    def stop(self) -> None:
        """Whatever state it is in: afterwards it does not run."""
        if self.process is not None and self.process.poll() is None:
            self.kill()


@contextmanager
def served(data_dir: Path, *arguments: str, **settings: object) -> Generator[ServerProcess]:
    """A running server, gone afterwards."""
    server = ServerProcess(data_dir, settings, arguments)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def tickmark(data_dir: Path, *arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """A command of ours, run to its end in a process of its own."""
    done = forked.run(arguments, environment(data_dir, **settings))
    return subprocess.CompletedProcess(arguments, done.returncode, done.stdout.decode(), done.stderr.decode())
