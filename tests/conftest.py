"""What tests of every kind share: databases at head, made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from service.log import schema
from service.log.sqlite.store import SqliteEventStore, open_store

NewDatabase = Callable[[], Path]


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at head. Copy it; never write to it."""
    path = tmp_path_factory.mktemp("template") / "tickmark.db"
    schema.upgrade(path)
    return path


@pytest.fixture
def database_path(migrated_database: Path, tmp_path: Path) -> Path:
    """An empty SQLite database at head, of this test alone."""
    return Path(shutil.copy(migrated_database, tmp_path / "tickmark.db"))


@pytest.fixture
async def sqlite_store(database_path: Path) -> AsyncIterator[SqliteEventStore]:
    """A store on ``database_path``."""
    store = await open_store(database_path)
    yield store
    await store.close()
