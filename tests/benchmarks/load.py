"""The load of the watchers' measurements: programs in C, compiled when they are needed, and servers to run them on."""

from __future__ import annotations

import asyncio
import functools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).parent / "baselines"


@functools.cache
def program(name: str) -> str:
    """The path of a program of ``baselines``, compiled with the machine's C compiler."""
    target = Path(tempfile.mkdtemp(prefix="tickmark-bench-")) / name
    compiler = os.environ.get("CC", "cc")
    subprocess.run([compiler, "-O2", "-Wall", "-Wextra", "-o", str(target), str(SOURCES / f"{name}.c")], check=True)
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
    """The share of the time in which the load itself was on a processor: near 1 it would be the bottleneck."""

    @classmethod
    async def followed(cls, port: int, audit_id: str, clients: int) -> Load:
        """Follow an audit to its end."""
        return await (await following(port, f"/ws/audit/{audit_id}", clients)).result()


@dataclass(frozen=True, slots=True)
class Following:
    """Clients at work."""

    process: asyncio.subprocess.Process

    async def result(self) -> Load:
        """What they saw, once all of their connections have been closed."""
        out, _ = await self.process.communicate(b"")  # the end of its standard input
        assert self.process.returncode == 0
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

    def go(self) -> None:
        """Send the line that it waits for."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"\n")

    def resident_bytes(self) -> int:
        """Memory of the process, without what only its workers hold."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) * 1024


@asynccontextmanager
async def served(folder: Path, *arguments: str) -> AsyncIterator[Served]:
    """A Python process over the data of ``folder``, stopped afterwards."""
    environment = {**os.environ, "TICKMARK_DATA_DIR": str(folder)}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=pipe, stdout=pipe, env=environment)
    assert process.stdout is not None
    try:
        yield Served(process, (await process.stdout.readline()).decode().strip())
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.terminate()
        await process.wait()
