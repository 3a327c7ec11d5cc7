"""However many ask, no more calls are made at once and in a minute than are allowed."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from service.agents.models.access import MINUTE_S, Access, CallLimits
from service.agents.models.trouble import Trouble
from tests.unit.agents.models.given.asked import StandingClock

BUSY = Trouble("too many requests", "later", passes=True)


async def begun(calls: int, clock: StandingClock, at_once: int, per_minute: int) -> list[float]:
    """When each of so many calls began."""
    access = Access(CallLimits(at_once, per_minute, 1, 1), clock.clock)
    times: list[float] = []

    async def call() -> None:
        async with access.turn():
            times.append(clock.time)
            await asyncio.sleep(0)

    await asyncio.gather(*(call() for _ in range(calls)))
    return times


@given(calls=st.integers(1, 40), at_once=st.integers(1, 5), per_minute=st.integers(1, 7))
async def test_in_no_minute_do_more_calls_begin_than_are_allowed(calls: int, at_once: int, per_minute: int) -> None:
    times = await begun(calls, StandingClock(), at_once, per_minute)

    assert len(times) == calls
    for later, earlier in zip(times[per_minute:], times, strict=False):
        assert later - earlier >= MINUTE_S


async def test_calls_that_may_all_be_made_now_wait_for_nothing() -> None:
    assert await begun(3, StandingClock(), at_once=3, per_minute=3) == [0.0, 0.0, 0.0]


async def test_pauses_double_up_to_a_minute_and_chance_takes_at_most_half() -> None:
    most = Access(CallLimits(1, 1, 1, 1), StandingClock(chance=1.0).clock)
    least = Access(CallLimits(1, 1, 1, 1), StandingClock(chance=0.0).clock)

    assert [most.pause_s(BUSY, n) for n in (1, 2, 3, 4, 9, 99)] == [1, 2, 4, 8, 60, 60]
    assert [least.pause_s(BUSY, n) for n in (1, 2, 3, 99)] == [0.5, 1, 2, 30]


async def test_a_rest_that_a_server_asks_for_is_never_cut_short() -> None:
    access = Access(CallLimits(1, 1, 1, 1), StandingClock().clock)

    assert access.pause_s(Trouble("", "", passes=True, after_s=90), 1) == 90
