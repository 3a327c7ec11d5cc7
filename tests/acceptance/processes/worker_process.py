"""A real `tickmark worker` in a process of its own: started, killed, started again."""

from __future__ import annotations

import signal
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.acceptance.processes.server_process import PATIENCE_S, Listening, environment, started
from tests.forked import Forked

READY = "Tickmark worker is ready: "


@dataclass
class WorkerProcess:
    """``tickmark worker`` on the database that its settings name."""

    data_dir: Path
    settings: dict[str, object] = field(default_factory=dict)
    process: Forked | None = None
    said: list[str] = field(default_factory=list)
    _listening: Listening | None = None

    def start(self) -> None:
        """Start, and wait until it says that it is ready."""
        self.process, self._listening = started(("worker",), environment(self.data_dir, **self.settings))
        self.said = []
        while (line := self._listening.line(PATIENCE_S)) is not None:
            self.said.append(line)
            if line.startswith(READY):
                return
        raise AssertionError(f"the worker did not become ready; it said: {''.join(self.said)}")

    def kill(self) -> None:
        """End it with no chance to do anything."""
        self._end(signal.SIGKILL)

    def terminate(self) -> int:
        """Ask it to stop; its exit code once it has."""
        return self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> int:
        assert self.process is not None
        assert self._listening is not None
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE_S)
        while (line := self._listening.line(PATIENCE_S)) is not None:
            self.said.append(line)
        return code

    def stop(self) -> None:
        """Whatever state it is in: afterwards it does not run."""
        if self.process is not None and self.process.poll() is None:
            self.kill()


@contextmanager
def working(data_dir: Path, **settings: object) -> Generator[WorkerProcess]:
    """A running worker, gone afterwards."""
    worker = WorkerProcess(data_dir, settings)
    try:
        worker.start()
        yield worker
    finally:
        worker.stop()
