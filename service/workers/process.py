"""One worker process, seen from its owner."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import signal
import sys
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from service import errors
from service.errors import TickmarkError, WorkerCrashed, WorkerOutOfMemory, WorkerReplyRefused, WorkerTaskFailed
from service.workers.confinement.confining import CALLS, FILES
from service.workers.frames import (
    ARGUMENT,
    ERROR,
    HEADER,
    LARGE,
    MAX_REPLY_BYTES,
    MISSING_LIMITS,
    PROGRESS,
    TASK,
    header,
)
from service.workers.large import Large, cut

logger = logging.getLogger(__name__)

TOLD_ALL = re.compile("PATH|LANG|LANGUAGE|LC_.*|TZ|LD_LIBRARY_PATH|DYLD_.*|PYTHON.*")
"""The variables that every worker is told: where programs and libraries are, and the language. No setting is among
them, neither the database's password nor a model's key; what a check takes it is handed."""
MISSING = {
    FILES: "they can open every file that the service's user can (the kernel offers no Landlock here)",
    CALLS: "they can connect to others and start programs (the kernel offers no seccomp here)",
}

Told = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class Beyond:
    """What checks need beyond the program: those of other packages, and ours of what an operator has written."""

    variables: tuple[str, ...] = ()
    """Names of variables of the environment."""
    paths: tuple[str, ...] = ()
    """Files and folders that they may read and write."""
    readable: tuple[str, ...] = ()
    """Absolute ones that they may only read."""


NOTHING = Beyond()


class WorkerProcess:
    """A process that runs one task at a time. Kill it to stop a task; it cannot be used after that."""

    def __init__(self, process: asyncio.subprocess.Process, memory_bytes: int) -> None:
        self._process = process
        self._memory_bytes = memory_bytes
        self._between_tasks = True

    @classmethod
    async def start(cls, memory_bytes: int, beyond: Beyond = NOTHING) -> WorkerProcess:
        """A new process, limited to ``memory_bytes`` of address space and to what reading and checking need."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "service.workers.child", str(memory_bytes), *beyond.readable, "--", *beyond.paths),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={
                name: value
                for name, value in os.environ.items()
                if name in beyond.variables or TOLD_ALL.fullmatch(name)
            },
        )
        return cls(process, memory_bytes)

    async def perform(self, function: str, argument: bytes, told: Told, large: Large | None = None) -> bytes:
        """``function(argument, tell)`` in the process; ``told`` hears what it tells.

        With what ``large`` brings, where that is given, it is ``function(argument, tell, data)``.

        Raises:
            Whatever ``large`` raises; then the process is of no more use.
            TickmarkError: the one that the function raised.
            WorkerTaskFailed: the function raised something else.
            WorkerReplyRefused: what it gave back is more than is taken.
            WorkerCrashed: the process ended.
            WorkerOutOfMemory: the function needed more than its limit.
        """
        try:
            return await self._exchange(function, argument, told, large)
        except (asyncio.IncompleteReadError, BrokenPipeError, ConnectionResetError) as error:
            exit_code = await self._process.wait()
            raise WorkerCrashed(function, exit_code) from error

    async def _exchange(self, function: str, argument: bytes, told: Told, large: Large | None) -> bytes:
        if self._process.stdin is None or self._process.stdout is None:
            raise WorkerCrashed(function, None)
        self._between_tasks = False
        await _send(self._process.stdin, TASK, function.encode())
        if large is not None:
            async with aclosing(large()) as pieces:
                async for piece in pieces:
                    await _send(self._process.stdin, LARGE, piece)
        await _send(self._process.stdin, ARGUMENT, argument)
        while True:
            kind, length = HEADER.unpack(await self._process.stdout.readexactly(HEADER.size))
            # The process may be in the hands of the file that it reads: how much comes is known before it is taken.
            if length > (limit_bytes := MAX_REPLY_BYTES.get(kind, 0)):
                raise WorkerReplyRefused(function, length, limit_bytes)
            payload = await self._process.stdout.readexactly(length)
            if kind == PROGRESS:
                told(payload)
            elif kind == MISSING_LIMITS:
                _tell_what_is_missing(payload.decode(errors="replace"))
            elif kind == ERROR:
                error = self._error(function, json.loads(payload))
                # One that ran out of memory may hold on to it: it is not used again.
                self._between_tasks = not isinstance(error, WorkerOutOfMemory)
                raise error
            else:
                self._between_tasks = True
                return payload

    def _error(self, function: str, said: dict[str, object]) -> TickmarkError:
        kind, args = str(said["type"]), cast("list[Any] | None", said["args"])
        if kind == "MemoryError":
            return WorkerOutOfMemory(function, self._memory_bytes)
        if args is not None:
            return getattr(errors, kind)(*args)
        return WorkerTaskFailed(function, kind, str(said["message"]))

    @property
    def alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process.returncode is None

    @property
    def reusable(self) -> bool:
        """Whether another task can be given to it: its last one came to its end, result or error."""
        return self.alive and self._between_tasks

    def stand_still(self) -> None:
        """Do nothing until ``go_on``, in the middle of whatever it is."""
        if self.alive:
            self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Do what was being done."""
        if self.alive:
            self._process.send_signal(signal.SIGCONT)

    async def kill(self) -> None:
        """End the process now, whatever it is doing."""
        if self.alive:
            self._process.kill()
        await self._process.wait()


async def _send(to: asyncio.StreamWriter, kind: bytes, payload: bytes) -> None:
    """A frame, handed over no faster than it is taken: what waits to be is a copy."""
    to.write(header(kind, payload))
    for piece in cut(payload):
        to.write(piece)
        await to.drain()


@cache
def _tell_what_is_missing(said: str) -> None:
    """Log, once, what workers on this machine are not kept from."""
    for name in MISSING.keys() & said.split():
        logger.warning("what reads strangers' files is confined less than it could be: %s", MISSING[name])
