"""The processes of ``serve --workers N``: they share one listening socket, and one that dies is started again."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from service.commands.serve.process import AT_ONCE, READY, STOP
from service.commands.stopping import Stopping
from service.errors import ConfigurationError
from service.settings import Settings

logger = logging.getLogger(__name__)

RESTART_S = 1.0
"""Between the death of a process and its next start, so that one that cannot live does not keep a core busy."""


class ServerFleet:
    """One task keeps each process. The processes see the socket and the settings, and nothing of each other."""

    def __init__(self, listening: socket.socket, settings: Settings, processes: int, stopping: Stopping) -> None:
        self._listening = listening
        self._stopping = stopping
        port = listening.getsockname()[1]
        self._environment = os.environ | {"TICKMARK_HOST": settings.host, "TICKMARK_PORT": str(port)}
        self._ready = [asyncio.Event() for _ in range(processes)]
        self._keepers = {asyncio.create_task(self._keep(ready), name="server process") for ready in self._ready}

    @classmethod
    @asynccontextmanager
    async def started(
        cls, listening: socket.socket, settings: Settings, processes: int, stopping: Stopping
    ) -> AsyncGenerator[ServerFleet]:
        """So many processes that serve on ``listening``; stopped gracefully afterwards."""
        fleet = cls(listening, settings, processes, stopping)
        try:
            yield fleet
        finally:
            listening.close()
            for keeper in fleet._keepers:
                keeper.cancel()
            await asyncio.wait(fleet._keepers)

    async def all_ready(self) -> bool:
        """Wait until all serve; False if the fleet was asked to stop before that.

        Raises:
            ConfigurationError: a process ended before it served.
        """
        await self._until(self._all_ready())
        return not self._stopping.asked.is_set()

    async def keep_serving(self) -> None:
        """Wait until the fleet is asked to stop."""
        await self._until(self._stopping.asked.wait())

    async def _until(self, condition: Coroutine[Any, Any, object]) -> None:
        """Wait for the condition, or for being asked to stop; a keeper ends before that only by its error."""
        waits = {asyncio.create_task(condition), asyncio.create_task(self._stopping.asked.wait())}
        try:
            await asyncio.wait({*waits, *self._keepers}, return_when=asyncio.FIRST_COMPLETED)
            for keeper in self._keepers:
                if keeper.done():
                    keeper.result()
        finally:
            for wait in waits:
                wait.cancel()

    async def _all_ready(self) -> None:
        for ready in self._ready:
            await ready.wait()

    async def _keep(self, ready: asyncio.Event) -> None:
        while True:
            process = await self._start()
            serves = False
            try:
                assert process.stdout is not None
                serves = await process.stdout.readline() == READY
                if serves:
                    ready.set()
                exit_code = await process.wait()
            finally:
                if process.returncode is None:
                    await self._stop(process, serves=serves)
            if not ready.is_set():
                reason = f"a server process ended with exit code {exit_code} before it served; it says why above"
                raise ConfigurationError(reason)
            logger.warning("server process %d ended (exit code %d); another is started", process.pid, exit_code)
            await asyncio.sleep(RESTART_S)

    async def _stop(self, process: Process, *, serves: bool) -> None:
        """Let the process finish what it can, if it has begun to serve; told a second time, at once."""
        if not serves:
            process.kill()
        assert process.stdin is not None
        process.stdin.write(STOP)
        ended = asyncio.create_task(process.wait())
        hurried = asyncio.create_task(self._stopping.at_once.wait())
        await asyncio.wait({ended, hurried}, return_when=asyncio.FIRST_COMPLETED)
        hurried.cancel()
        if not ended.done():
            process.stdin.write(AT_ONCE)
        await ended

    async def _start(self) -> Process:
        number = self._listening.fileno()
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "service.commands.serve.process", str(number)),
            stdin=PIPE,
            stdout=PIPE,
            env=self._environment,
            pass_fds=(number,),
            process_group=0,  # Ctrl-C in a terminal is for us to pass on, once
        )
