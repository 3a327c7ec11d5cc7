"""A model on loopback, and one agent that asks it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.model_server import ModelServer
from tests.unit.agents.models.given.asked import Desk


@pytest_asyncio.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer.serving() as serving:
        yield serving


@pytest_asyncio.fixture
async def desk(server: ModelServer) -> AsyncIterator[Desk]:
    opened = Desk(server)
    yield opened
    await opened.close()
