"""A server for the tests that need no server of their own, with agents of tests/plugins installed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from tests.acceptance.clients.handing_in import api
from tests.acceptance.processes.server_process import ServerProcess, served

HEARTBEAT_S = 0.3
MAX_UPLOAD_BYTES = 1_000_000


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """Its own log, a short heartbeat, little patience, and a small limit of size."""
    folder = tmp_path_factory.mktemp("shared")
    settings = {
        "TICKMARK_HEARTBEAT_S": HEARTBEAT_S,
        "TICKMARK_SLOW_CLIENT_S": 3,  # a test that reads is not slow, however busy the machine is
        "TICKMARK_MAX_UPLOAD_BYTES": MAX_UPLOAD_BYTES,
        "TROUBLESOME_STEPS": 10,
        "TROUBLESOME_GATE": folder / "gate",
    }
    with served(folder / "data", **settings) as server:
        yield server


@pytest.fixture
async def http(shared_server: ServerProcess) -> AsyncIterator[httpx.AsyncClient]:
    async with api(shared_server.url) as client:
        yield client


@pytest.fixture
def gate(shared_server: ServerProcess) -> Iterator[Path]:
    """The file without which the slow agents of the shared server do not get beyond the middle of their work."""
    path = Path(str(shared_server.settings["TROUBLESOME_GATE"]))
    path.unlink(missing_ok=True)
    yield path
    path.touch()
