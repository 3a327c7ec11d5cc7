"""The load of the watchers' measurements: programs in C, compiled when they are needed, and servers to run them on."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import functools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measure import Reading, Unmeasurable

SOURCES = Path(__file__).parent / "baselines"
SATURATED = 0.8
"""Of the time; a load that was busier than this may itself be what was slow."""
STOP_S = 20


@functools.cache
def program(name: str) -> str:
    """The path of a program of ``baselines``, compiled with the machine's C compiler.

    Raises:
        Unmeasurable: there is none.
    """
    folder = tempfile.mkdtemp(prefix="tickmark-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    target, compiler = Path(folder) / name, os.environ.get("CC", "cc")
    command = [compiler, "-O2", "-Wall", "-Wextra", "-o", str(target), str(SOURCES / f"{name}.c")]
    try:
        subprocess.run(command, check=True)
    except FileNotFoundError:
        raise Unmeasurable(f"there is no C compiler {compiler!r}; install one or name it in CC") from None
    return str(target)


@dataclass(frozen=True, slots=True)
class Load:
    """What the clients of one run saw. ``complete`` is how many of them saw every event once, in order."""

    clients: int
    complete: int
    last: int
    events: int
    delays: int
    p50_ms: float
    p99_ms: float
    max_ms: float
    seconds: float
    busy: float
    """The share of the time, first event to last, in which the load was on a processor."""
    gap_ms: float
    """The longest time between two looks at the sockets that had something to read."""

    @classmethod
    async def followed(cls, port: int, audit_id: str, clients: int) -> Load:
        """Follow an audit to its end."""
        return await (await following(port, f"/ws/audit/{audit_id}", clients)).result()

    def unhurried(self, figure: float) -> Reading:
        """A figure of this run, with what it cost the load.

        Raises:
            Unmeasurable: the load was the bottleneck.
        """
        if self.busy > SATURATED:
            raise Unmeasurable(f"load generator saturated: {self.busy:.0%} busy, more than {SATURATED:.0%}")
        return Reading(figure, self.busy, self.gap_ms)


@dataclass(frozen=True, slots=True)
class Following:
    """Clients at work."""

    process: asyncio.subprocess.Process

    async def ready(self) -> None:
        """Wait until every client has been caught up."""
        assert self.process.stdout is not None
        if await self.process.stdout.readline() != b"ready\n":
            raise Unmeasurable("the clients could not all connect and be caught up")

    async def result(self) -> Load:
        """What they saw, once all of their connections have been closed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.close()
            out = await self.process.stdout.read()
            code = await self.process.wait()
        finally:
            if self.process.returncode is None:
                self.process.kill()
        assert code == 0, f"the load ended with {code}"
        return Load(**json.loads(out.decode().strip().splitlines()[-1]))


async def following(port: int, path: str, clients: int, mode: str = "follow") -> Following:
    """Connect ``clients`` clients."""
    arguments = (program("load"), str(port), path, str(clients), mode)
    pipe = asyncio.subprocess.PIPE
    return Following(await asyncio.create_subprocess_exec(*arguments, stdin=pipe, stdout=pipe))


@dataclass(frozen=True, slots=True)
class Served:
    """A server process, and the first line that it said."""

    process: asyncio.subprocess.Process
    first_line: str

    @property
    def port(self) -> int:
        """At the end of an address, or the first word."""
        address, _, port = self.first_line.rpartition(":")
        return int(port if address else self.first_line.split()[0])

    @property
    def second_word(self) -> str:
        """The audit, of a server that writes one."""
        return self.first_line.split()[1]

    def go(self) -> None:
        """Send the line that it waits for."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"\n")

    def say_no_more(self) -> None:
        """End its standard input."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    async def followed_live(self, path: str, clients: int) -> Load:
        """Catch ``clients`` clients up, let the events begin, and follow them to their end."""
        watching = await following(self.port, path, clients, "ready")
        await watching.ready()
        self.go()
        return await watching.result()

    def resident_bytes(self) -> int:
        """Memory of the process, without what only its workers hold."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) * 1024


async def told(*command: str) -> str:
    """What a program says on standard output, once it has ended well.

    Raises:
        Unmeasurable: it has not.
    """
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, stdin=nothing, stdout=pipe, stderr=pipe)
    try:
        out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        said = [line for line in err.decode().splitlines() if re.match(r"[\w.]+(Error|Exception|NotSupported)\b", line)]
        reason = said[-1] if said else err.decode()[-300:]
        raise Unmeasurable(f"{' '.join(Path(word).name for word in command[:2])} failed: {reason}")
    return out.decode()


@asynccontextmanager
async def serving_in_c(name: str, *arguments: object) -> AsyncGenerator[int]:
    """The port of a program of ``baselines`` that serves; once everything has been had from it, it ends by itself."""
    command = (program(name), *map(str, arguments))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        yield int(await process.stdout.readline())
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()


@asynccontextmanager
async def served(folder: Path, *arguments: str, **settings: str) -> AsyncGenerator[Served]:
    """A Python process over the data of ``folder``, with more environment variables, stopped afterwards."""
    environment = {**os.environ, "TICKMARK_DATA_DIR": str(folder), **settings}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=pipe, stdout=pipe, env=environment)
    assert process.stdout is not None
    try:
        first_line = (await process.stdout.readline()).decode().strip()
        if not first_line:
            raise Unmeasurable(f"{' '.join(arguments)} did not start; it says why above")
        yield Served(process, first_line)
    finally:
        await _stopped(process)


async def _stopped(process: asyncio.subprocess.Process) -> None:
    """In order, and if it takes too long at once."""
    assert process.stdin is not None
    process.stdin.close()
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(STOP_S):
            await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
