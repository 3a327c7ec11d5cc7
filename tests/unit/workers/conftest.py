"""Pools whose processes can import this test's functions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import gettempdir

import pytest

from service.workers.pool import WorkerPool
from service.workers.process import Beyond

MEMORY_BYTES = 256 * 2**20
ROOT = Path(__file__).parents[3]
OPEN_TO_TESTS = Beyond(paths=(str(ROOT / "tests"), "/proc", gettempdir()))
"""Where the tasks of these tests are, and where they say what they have seen."""


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    """A pool of one process, so that each task gets the one that the task before it left."""
    pool = WorkerPool(1, MEMORY_BYTES, OPEN_TO_TESTS)
    yield pool
    await pool.close()
