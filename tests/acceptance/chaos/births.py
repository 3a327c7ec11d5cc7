"""Servers of a campaign, seen from outside: born from the zygote, watched until they are dead."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from tests import forked
from tests.acceptance.chaos.steps import Plan, Step
from tests.acceptance.chaos.zygote import Life
from tests.acceptance.processes.server_process import PATIENCE_S, environment

STANDARD_ERROR = 2


class Mortal:
    """A running server. It is known by a descriptor, since the number of a process that has died may be another's."""

    def __init__(self, pid: int, obituary: Path) -> None:
        self.pid = pid
        self.dead = asyncio.Event()
        self._obituary = obituary
        try:
            self._process = os.pidfd_open(pid)
        except ProcessLookupError:
            self.dead.set()
        else:
            asyncio.get_running_loop().add_reader(self._process, self._died)

    def kill(self) -> None:
        """As a power cut would."""
        if not self.dead.is_set():
            with suppress(ProcessLookupError):  # it has just died by itself
                signal.pidfd_send_signal(self._process, signal.SIGKILL)

    def died_of(self) -> Step | None:
        """What it did itself in its last moment; None if it did nothing."""
        said = self._obituary.read_text() if self._obituary.exists() else ""
        return Step(said) if said else None

    def _died(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process)
        os.close(self._process)
        self.dead.set()


class Zygote:
    """Gives birth to servers with one set of settings."""

    def __init__(self, asking: int, answers: asyncio.StreamReader, folder: Path, settings: dict[str, str]) -> None:
        self._asking = asking
        self._answers = answers
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
            os.write(self._asking, life.encode().encode() + b"\n")
            answer = await self._answers.readline()
            assert answer, "the zygote has ended"
        return Mortal(int(answer), obituary)

    def said(self) -> str:
        """What all servers have written to their standard error."""
        return "".join(line for log in self._folder.glob("*.log") for line in log.read_text().splitlines(True))


@asynccontextmanager
async def zygote(folder: Path, **settings: object) -> AsyncGenerator[Zygote]:
    """A zygote whose servers write to ``folder``; none of them outlives it."""
    chosen = {key: str(value) for key, value in settings.items()}
    (asked, asking), (answered, answering) = os.pipe(), os.pipe()
    try:
        files = (asked, answering, STANDARD_ERROR)
        process = await asyncio.to_thread(
            forked.program, "tests.acceptance.chaos.zygote", (), environment(folder), files, forked.ROOT
        )
    finally:
        os.close(asked)
        os.close(answering)
    answers = asyncio.StreamReader()
    reading, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(answers), os.fdopen(answered, "rb", buffering=0)
    )
    try:
        yield Zygote(asking, answers, folder, chosen)
    finally:
        process.send_signal(signal.SIGKILL)
        await asyncio.to_thread(process.wait, PATIENCE_S)
        os.close(asking)
        reading.close()
