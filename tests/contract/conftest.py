"""Every test here runs against every kind of event store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from service.log.store import EventStore
from tests.contract.databases.kinds import DATABASES, Database, Tamperer

StoreFactory = Callable[[], Awaitable[EventStore]]


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, migrated_database: Path, tmp_path: Path) -> Database:
    """An empty database at head, of this test alone."""
    return DATABASES[request.param](migrated_database, tmp_path)


@pytest.fixture
async def store_factory(database: Database) -> AsyncIterator[StoreFactory]:
    """Opens one more store on the database, as another process would; all are closed at the end."""
    opened: list[EventStore] = []

    async def factory() -> EventStore:
        opened.append(await database.open())
        return opened[-1]

    yield factory
    for store in opened:
        await store.close()


@pytest.fixture
async def store(store_factory: StoreFactory) -> EventStore:
    return await store_factory()


@pytest.fixture
def tamperer(database: Database) -> Tamperer:
    return database.tamperer()
