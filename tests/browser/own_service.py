"""The real service as its own process, for tests that hand it reports, kill it and start it again."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.ports import own_port
from tests.waiting import DEADLINE_S

COMMAND = "from service.cli import main; main()"


class Service:
    """The service as its own process, on one port and one database however often it is started."""

    def __init__(self, folder: Path) -> None:
        self.port = own_port()
        # A short lease: what a killed process was doing is taken up soon.
        self._environment = {**os.environ, "TICKMARK_DATA_DIR": str(folder), "TICKMARK_LEASE_S": "1"}
        self._process: Process | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        command = (sys.executable, "-c", COMMAND, "serve", "--port", str(self.port))
        self._process = await asyncio.create_subprocess_exec(
            *command, env=self._environment, stdout=PIPE, stderr=STDOUT
        )
        assert self._process.stdout
        said = ""
        async with asyncio.timeout(DEADLINE_S):
            while self.address not in said:
                line = await self._process.stdout.readline()
                assert line, f"the service ended before it was ready: {said}"
                said += line.decode()

    async def kill(self) -> None:
        """As a power cut would: nothing is closed, flushed or said."""
        assert self._process
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()


@asynccontextmanager
async def running_service(folder: Path) -> AsyncIterator[Service]:
    """The service over a database in ``folder``, until the block is left."""
    service = Service(folder)
    try:
        await service.start()
        yield service
    finally:
        await service.kill()
