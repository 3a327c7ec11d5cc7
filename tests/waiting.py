"""Waiting for what will happen, with a deadline and never a fixed time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

DEADLINE_S = 300
"""Only a test that fails waits so long: on a machine with ten times the work it can do, a moment takes a minute."""
LOOK_AGAIN_S = 0.005


async def until(condition: Callable[[], Awaitable[T]], deadline_s: float = DEADLINE_S) -> T:
    """The first true answer of ``condition``, asked again and again.

    Raises:
        TimeoutError: it never was true.
    """
    async with asyncio.timeout(deadline_s):
        while not (answer := await condition()):
            await asyncio.sleep(LOOK_AGAIN_S)
        return answer


def until_now(condition: Callable[[], T], deadline_s: float = DEADLINE_S) -> T:
    """As ``until``, for tests without an event loop.

    Raises:
        TimeoutError: it never was true.
    """
    end = time.monotonic() + deadline_s
    while not (answer := condition()):
        if time.monotonic() > end:
            message = f"not true within {deadline_s} s: {condition}"
            raise TimeoutError(message)
        time.sleep(LOOK_AGAIN_S)
    return answer
