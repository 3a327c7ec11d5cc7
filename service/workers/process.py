"""One worker process, seen from its owner."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from typing import Any, cast

from service import errors
from service.errors import TickmarkError, WorkerCrashed, WorkerOutOfMemory, WorkerReplyRefused, WorkerTaskFailed
from service.workers.frames import ARGUMENT, ERROR, HEADER, MAX_REPLY_BYTES, PROGRESS, TASK, header

SECRET = ("TICKMARK_", "PG")
"""How names of settings begin, among them the database's password and the model's key. A process that reads a
stranger's file is told none of them; what a check takes it is handed."""

Told = Callable[[bytes], None]


class WorkerProcess:
    """A process that runs one task at a time. Kill it to stop a task; it cannot be used after that."""

    def __init__(self, process: asyncio.subprocess.Process, memory_bytes: int) -> None:
        self._process = process
        self._memory_bytes = memory_bytes
        self._between_tasks = True

    @classmethod
    async def start(cls, memory_bytes: int) -> WorkerProcess:
        """A new process, limited to ``memory_bytes`` of address space."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "service.workers.child", str(memory_bytes)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={name: value for name, value in os.environ.items() if not name.startswith(SECRET)},
        )
        return cls(process, memory_bytes)

    async def perform(self, function: str, argument: bytes, told: Told) -> bytes:
        """``function(argument, tell)`` in the process; ``told`` hears what it tells.

        Raises:
            TickmarkError: the one that the function raised.
            WorkerTaskFailed: the function raised something else.
            WorkerReplyRefused: what it gave back is more than is taken.
            WorkerCrashed: the process ended.
            WorkerOutOfMemory: the function needed more than its limit.
        """
        try:
            return await self._exchange(function, argument, told)
        except (asyncio.IncompleteReadError, BrokenPipeError, ConnectionResetError) as error:
            exit_code = await self._process.wait()
            raise WorkerCrashed(function, exit_code) from error

    async def _exchange(self, function: str, argument: bytes, told: Told) -> bytes:
        if self._process.stdin is None or self._process.stdout is None:
            raise WorkerCrashed(function, None)
        self._between_tasks = False
        for kind, sent in ((TASK, function.encode()), (ARGUMENT, argument)):
            self._process.stdin.write(header(kind, sent))
            self._process.stdin.write(sent)
        await self._process.stdin.drain()
        while True:
            kind, length = HEADER.unpack(await self._process.stdout.readexactly(HEADER.size))
            # The process may be in the hands of the file that it reads: how much comes is known before it is taken.
            if length > (limit_bytes := MAX_REPLY_BYTES.get(kind, 0)):
                raise WorkerReplyRefused(function, length, limit_bytes)
            payload = await self._process.stdout.readexactly(length)
            if kind == PROGRESS:
                told(payload)
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

    async def kill(self) -> None:
        """End the process now, whatever it is doing."""
        if self.alive:
            self._process.kill()
        await self._process.wait()
