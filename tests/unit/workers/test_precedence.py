"""Which tasks stand still for whom, on a clock that jumps: no process runs here."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest

from service.workers.precedence import LATELY_S, QUICK_S, TURN_S, Precedence
from tests.virtual_time import run_at_once

AMPLE_S = 100.0


class Worker:
    """One that knows whether it stands still."""

    def __init__(self) -> None:
        self.still = False

    def stand_still(self) -> None:
        assert not self.still
        self.still = True

    def go_on(self) -> None:
        assert self.still
        self.still = False


async def begun(stack: AsyncExitStack, precedence: Precedence, count: int) -> list[Worker]:
    """So many workers at a task that has taken long already."""
    workers = [Worker() for _ in range(count)]
    for worker in workers:
        await stack.enter_async_context(precedence.at_work(worker, AMPLE_S))
    await asyncio.sleep(2 * QUICK_S)
    return workers


@pytest.mark.parametrize(
    ("processors", "longer", "still"),
    [
        (2, 1, [False]),  # each has a processor
        (2, 2, [False, True]),
        (2, 3, [False, True, True]),
        (4, 3, [False, False, False]),
        (4, 4, [False, False, False, True]),
        (1, 1, [False]),  # it would never end where the quick never stop coming
        (1, 2, [False, True]),
    ],
)
def test_what_takes_long_leaves_a_processor_to_what_is_quick(processors: int, longer: int, still: list[bool]) -> None:
    async def scene() -> None:
        precedence = Precedence(processors)
        async with AsyncExitStack() as stack:
            workers = await begun(stack, precedence, longer)
            assert not any(worker.still for worker in workers)

            quick = Worker()
            async with precedence.at_work(quick, AMPLE_S):
                assert [worker.still for worker in workers] == still
                assert not quick.still
            # More of it finds a processor free, if it comes soon.
            assert [worker.still for worker in workers] == still
            await asyncio.sleep(2 * LATELY_S)
            assert not any(worker.still for worker in workers)

    run_at_once(scene())


def test_what_takes_long_waits_for_nothing_where_all_take_long() -> None:
    async def scene() -> None:
        precedence = Precedence(2)
        async with AsyncExitStack() as stack:
            workers = await begun(stack, precedence, 3)
            async with AsyncExitStack() as another:
                await begun(another, precedence, 1)
            assert not any(worker.still for worker in workers)

    run_at_once(scene())


def test_those_that_take_long_take_turns_while_quick_work_never_stops_coming() -> None:
    async def scene() -> None:
        precedence = Precedence(2)
        async with AsyncExitStack() as stack:
            workers = await begun(stack, precedence, 3)
            went_on: list[list[int]] = []
            for _ in range(6):
                async with precedence.at_work(Worker(), AMPLE_S):
                    went_on.append([place for place, worker in enumerate(workers) if not worker.still])
                await asyncio.sleep(TURN_S / 2)
            assert went_on == [[0], [0], [1], [1], [2], [2]]

    run_at_once(scene())


def test_what_turns_out_to_take_long_is_no_longer_waited_for() -> None:
    async def scene() -> None:
        precedence = Precedence(2)
        async with AsyncExitStack() as stack:
            workers = await begun(stack, precedence, 3)
            async with precedence.at_work(Worker(), AMPLE_S):
                assert any(worker.still for worker in workers)
                await asyncio.sleep(2 * QUICK_S)
                assert not any(worker.still for worker in workers)

    run_at_once(scene())


def test_who_stands_still_takes_the_place_of_one_that_has_ended() -> None:
    async def scene() -> None:
        precedence = Precedence(2)
        async with AsyncExitStack() as others:
            async with AsyncExitStack() as stack:
                [first] = await begun(stack, precedence, 1)
                [second] = await begun(others, precedence, 1)
                await others.enter_async_context(precedence.at_work(Worker(), AMPLE_S))
                assert (first.still, second.still) == (False, True)
            assert not second.still

    run_at_once(scene())


def test_the_time_in_which_a_task_stands_still_is_not_counted() -> None:
    limit_s = 3 * QUICK_S

    async def held_up(precedence: Precedence) -> None:
        async with precedence.at_work(Worker(), limit_s):
            await asyncio.sleep(2 * QUICK_S)
            async with precedence.at_work(Worker(), AMPLE_S):
                await asyncio.sleep(QUICK_S / 2)
            await asyncio.sleep(AMPLE_S)

    async def scene() -> None:
        precedence = Precedence(2)
        async with AsyncExitStack() as stack:
            await begun(stack, precedence, 2)
            began_s = asyncio.get_running_loop().time()
            with pytest.raises(TimeoutError):
                await held_up(precedence)
            assert asyncio.get_running_loop().time() - began_s == pytest.approx(limit_s + TURN_S)  # then it is its turn

    run_at_once(scene())
