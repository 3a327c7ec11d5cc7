"""Copies of a worker share its work and its memory, answer in order, and are never left behind."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from service.workers import pool as pools
from service.workers.forks import LEAST_BYTES
from service.workers.pool import WorkerPool
from tests.unit.workers.conftest import MEMORY_BYTES, OPEN_TO_TESTS
from tests.unit.workers.test_pool import TASKS, assert_serves, is_gone, run, started
from tests.waiting import DEADLINE_S, until_now

GIB = 2**30

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space of a process")


@pytest.fixture
async def roomy() -> AsyncIterator[WorkerPool]:
    """A pool of one process, with memory enough for forks of it."""
    pool = WorkerPool(1, GIB, OPEN_TO_TESTS)
    yield pool
    await pool.close()


async def by_forks(pool: WorkerPool, name: str, count: int, forks: int) -> list[Any]:
    """The answers, the worker, and its memory once they had come."""
    return json.loads(await run(pool, "by_forks", json.dumps([name, count, forks]).encode()))


async def test_answers_come_in_order_from_forks_that_are_not_the_worker(roomy: WorkerPool) -> None:
    answers, worker, _ = await by_forks(roomy, "who", 50, 2)

    numbers, pids = zip(*(answer.split() for answer in answers), strict=True)
    assert numbers == tuple(map(str, range(50)))
    assert len(set(pids)) == 2
    assert str(worker) not in pids


async def test_forks_have_half_of_the_memory_together_and_give_it_back(roomy: WorkerPool) -> None:
    answers, _, afterwards = await by_forks(roomy, "has", 2, 2)

    assert [int(answer.split()[0]) for answer in answers] == [GIB // 4, GIB // 4]
    assert afterwards == GIB


async def test_a_fork_keeps_nothing_open_but_its_link(roomy: WorkerPool) -> None:
    answers, *_ = await by_forks(roomy, "has", 2, 2)

    assert [answer.split()[1:] for answer in answers] == [["socket"], ["socket"]]


async def test_there_are_only_as_many_forks_as_there_is_memory_for() -> None:
    pool = WorkerPool(1, 4 * LEAST_BYTES + 1, OPEN_TO_TESTS)

    answers, *_ = await by_forks(pool, "who", 20, 10)

    await pool.close()
    assert len({answer.split()[1] for answer in answers}) == 2


async def test_a_worker_with_little_memory_makes_none(pool: WorkerPool) -> None:
    assert MEMORY_BYTES < 4 * LEAST_BYTES
    answers, _, afterwards = await by_forks(pool, "who", 20, 2)

    assert (answers, afterwards) == ([], MEMORY_BYTES)


async def test_a_worker_with_a_second_thread_makes_none(roomy: WorkerPool) -> None:
    assert await run(roomy, "beside_a_thread") == b"0"


@pytest.mark.parametrize("name", ["raises_at_five", "dies_at_five", "grows_at_five"])
async def test_where_a_fork_cannot_go_on_the_answers_end(roomy: WorkerPool, name: str) -> None:
    answers, _, afterwards = await by_forks(roomy, name, 50, 2)

    assert len(answers) <= 5
    assert set(answers) <= {"answered"}
    assert afterwards == GIB
    await assert_serves(roomy)


async def test_forks_are_gone_once_their_answers_are_not_wanted(roomy: WorkerPool) -> None:
    assert json.loads(await run(roomy, "left_by_itself")) == []


async def test_forks_end_with_a_worker_whose_task_is_cancelled(roomy: WorkerPool, tmp_path: Path) -> None:
    told = [tmp_path / "0.pid", tmp_path / "1.pid"]
    task = asyncio.create_task(roomy.run(f"{TASKS}:hang_in_forks", str(tmp_path).encode(), DEADLINE_S))
    while not all(path.exists() for path in told):
        await asyncio.sleep(0.01)
    forks = [int(path.read_text()) for path in told]
    assert not any(map(is_gone, forks))

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert until_now(lambda: all(map(is_gone, forks)))


async def test_a_task_may_use_the_processors_that_no_other_task_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "processors", lambda: 3)
    pool = WorkerPool(3, MEMORY_BYTES, OPEN_TO_TESTS)
    assert [pool.spare(most) for most in (1, 2, 8)] == [1, 2, 3]

    first, _ = await started(pool, "hang")
    assert pool.spare(8) == 2
    second, _ = await started(pool, "hang")
    third, _ = await started(pool, "hang")
    assert pool.spare(8) == 1

    await pool.close()
    await asyncio.wait([first, second, third])
