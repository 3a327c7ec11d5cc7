"""What tests of every kind share: databases at head, made once and copied."""

from __future__ import annotations

import gc
import shutil
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from service.log import schema
from service.log.sqlite.store import SqliteEventStore, open_store
from tests.contract.databases import postgres
from tests.trying import CHOSEN, PROFILES
from tests.waiting import DEADLINE_S

for name, profile in PROFILES.items():
    settings.register_profile(name, profile)
settings.load_profile(CHOSEN)

NewDatabase = Callable[[], Path]
LONGEST = ("tests/unit/reports/hostile/",)
"""Folders whose one file would be left to one process at the end, where files are shared out in the order of names."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays to the end: hundreds of thousands of objects that need not be looked at for garbage."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, in every process alike."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session", autouse=True)
def _answers_are_waited_for() -> Iterator[None]:
    """A test's own PostgreSQL is there; where all processors are busy it answers later than any user would wait."""
    with postgres.waiting_at_most(DEADLINE_S):
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_postgres_is_left() -> Iterator[None]:
    yield
    postgres.stop()


@pytest.fixture(autouse=True)
def _databases_are_of_one_test() -> Iterator[None]:
    with postgres.of_one_test():
        yield


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
