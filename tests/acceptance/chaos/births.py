"""Servers of a campaign, seen from outside: born from the zygote, watched until they are dead."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.acceptance.chaos.steps import Plan, Step
from tests.acceptance.chaos.zygote import Life
from tests.acceptance.server_process import START_S, environment

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Mortal:
    """A running server."""

    pid: int
    obituary: Path
    dead: asyncio.Event

    def kill(self) -> None:
        """As a power cut would."""
        if not self.dead.is_set():
            os.kill(self.pid, signal.SIGKILL)

    def died_of(self) -> Step | None:
        """What it did itself in its last moment; None if it did nothing."""
        said = self.obituary.read_text() if self.obituary.exists() else ""
        return Step(said) if said else None


class Zygote:
    """Gives birth to servers with one set of settings."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path, settings: dict[str, str]) -> None:
        self._process = process
        self._folder = folder
        self._settings = settings
        self._one_at_a_time = asyncio.Lock()
        self._births = 0

    async def server(self, port: int, plan: Plan | None = None) -> Mortal:
        """A server on ``port`` that has begun to start."""
        async with self._one_at_a_time:
            self._births += 1
            obituary = self._folder / f"{self._births}.obituary"
            life = Life(self._settings, port, self._folder / f"{port}.log", obituary, plan)
            assert self._process.stdin is not None
            self._process.stdin.write(life.encode().encode() + b"\n")
            pid = int(await self._line())
        return Mortal(pid, obituary, _death_of(pid))

    def said(self) -> str:
        """What all servers have written to their standard error."""
        return "".join(line for log in self._folder.glob("*.log") for line in log.read_text().splitlines(True))

    async def ready(self) -> None:
        """Return once servers can be born."""
        async with asyncio.timeout(START_S):
            assert await self._line() == b"ready\n"

    async def _line(self) -> bytes:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        assert line, "the zygote has ended"
        return line


@asynccontextmanager
async def zygote(folder: Path, **settings: object) -> AsyncIterator[Zygote]:
    """A zygote whose servers write to ``folder``; none of them outlives it."""
    chosen = {key: str(value) for key, value in settings.items()}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.acceptance.chaos.zygote"),
        cwd=ROOT,
        env=environment(folder),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        born = Zygote(process, folder, chosen)
        await born.ready()
        yield born
    finally:
        process.kill()
        await process.communicate()


def _death_of(pid: int) -> asyncio.Event:
    """Set once the process has ended, whoever's child it is."""
    dead = asyncio.Event()
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        dead.set()
        return dead
    loop = asyncio.get_running_loop()

    def ended() -> None:
        loop.remove_reader(watched)
        os.close(watched)
        dead.set()

    loop.add_reader(watched, ended)
    return dead


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
