"""The real service as its own process, for tests that hand it reports, kill it and start it again."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.acceptance.processes.server_process import PATIENCE_S, Listening, started
from tests.forked import Forked
from tests.ports import own_port


class Service:
    """The service as its own process, on one port and one database however often it is started."""

    def __init__(self, folder: Path) -> None:
        self.port = own_port()
        # A short lease: what a killed process was doing is taken up soon.
        self._environment = {**os.environ, "TICKMARK_DATA_DIR": str(folder), "TICKMARK_LEASE_S": "5"}
        self._process: Forked | None = None
        self._listening: Listening | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        arguments = ("serve", "--port", str(self.port))
        self._process, self._listening = await asyncio.to_thread(started, arguments, self._environment)
        said = ""
        while self.address not in said:
            line = await asyncio.to_thread(self._listening.line, PATIENCE_S)
            assert line, f"the service ended before it was ready: {said}"
            said += line

    async def kill(self) -> None:
        """As a power cut would: nothing is closed, flushed or said."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            await asyncio.to_thread(self._process.wait, PATIENCE_S)


@asynccontextmanager
async def running_service(folder: Path) -> AsyncGenerator[Service]:
    """The service over a database in ``folder``, until the block is left."""
    service = Service(folder)
    try:
        await service.start()
        yield service
    finally:
        await service.kill()
