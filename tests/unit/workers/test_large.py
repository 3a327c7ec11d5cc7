"""What is large of a task comes to its process piece by piece: its owner never has all of it."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator

import pytest

from service.errors import ArtifactDamaged, WorkerCrashed, WorkerOutOfMemory
from service.workers.large import PIECE_BYTES, Large, in_memory
from service.workers.pool import WorkerPool
from tests.unit.workers.conftest import MEMORY_BYTES
from tests.waiting import DEADLINE_S

TASKS = "tests.unit.workers.given.tasks"
PIECE = os.urandom(PIECE_BYTES)


def pieces(count: int, then: Exception | None = None) -> Large:
    async def bring() -> AsyncGenerator[bytes]:
        for _ in range(count):
            yield PIECE
        if then is not None:
            raise then

    return bring


async def run(pool: WorkerPool, large: Large, name: str = "echo_both", argument: bytes = b"first") -> bytes:
    return await pool.run(f"{TASKS}:{name}", argument, DEADLINE_S, large=large)


async def assert_serves(pool: WorkerPool) -> None:
    assert await run(pool, in_memory(b", then large")) == b"first, then large"


@pytest.mark.parametrize("count", [0, 1, 20])
async def test_pieces_arrive_as_one(pool: WorkerPool, count: int) -> None:
    if count:
        assert await run(pool, pieces(count)) == b"first" + PIECE * count
    assert await run(pool, in_memory(PIECE * count)) == b"first" + PIECE * count


async def test_the_next_piece_is_asked_for_once_the_last_has_been_taken(pool: WorkerPool) -> None:
    most = 0

    async def bring() -> AsyncGenerator[bytes]:
        nonlocal most
        for _ in range(20):
            yield PIECE
            (worker,) = pool._alive
            assert worker._process.stdin is not None
            most = max(most, worker._process.stdin.transport.get_write_buffer_size())

    await run(pool, bring)

    assert most < PIECE_BYTES


async def test_a_process_with_memory_for_it_once_has_enough(pool: WorkerPool) -> None:
    count = MEMORY_BYTES * 3 // 5 // PIECE_BYTES

    assert await run(pool, pieces(count), "measure") == str(count * PIECE_BYTES).encode()


@pytest.mark.parametrize("large", [pieces(MEMORY_BYTES // PIECE_BYTES), in_memory(bytes(MEMORY_BYTES))])
async def test_what_finds_no_memory_is_told_so_and_the_pool_goes_on(pool: WorkerPool, large: Large) -> None:
    with pytest.raises(WorkerOutOfMemory):
        await run(pool, large)

    await assert_serves(pool)


async def test_what_cannot_be_brought_to_its_end_is_not_begun_with(pool: WorkerPool) -> None:
    with pytest.raises(ArtifactDamaged):
        await run(pool, pieces(3, ArtifactDamaged("a name", "another")), "leave", b"7")

    await assert_serves(pool)


async def test_a_process_that_ends_while_it_is_brought_is_a_crash(pool: WorkerPool) -> None:
    async def bring() -> AsyncGenerator[bytes]:
        yield PIECE
        (worker,) = pool._alive
        worker._process.kill()
        while True:
            yield PIECE

    with pytest.raises(WorkerCrashed):
        await run(pool, bring)

    await assert_serves(pool)


async def test_nothing_is_brought_before_its_turn(pool: WorkerPool) -> None:
    await pool.close()
    asked = False

    async def bring() -> AsyncGenerator[bytes]:
        nonlocal asked
        asked = True
        yield PIECE

    with pytest.raises(Exception, match="shut down"):
        await run(pool, bring)
    assert not asked
