"""How often this process calls models: so many at once, so many in a minute, and not while a server asks for a rest."""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from service.agents.models.trouble import Trouble
from service.pauses import pause_s
from service.settings import Settings

MINUTE_S = 60.0
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0


@dataclass(frozen=True, slots=True)
class CallLimits:
    """How models may be called."""

    at_once: int
    per_minute: int
    timeout_s: float
    tries: int

    @classmethod
    def of(cls, settings: Settings) -> CallLimits:
        """Those of the settings."""
        return cls(
            settings.model_calls_at_once,
            settings.model_calls_per_minute,
            settings.model_call_timeout_s,
            settings.model_tries,
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is, how to wait, and the chance by which those who wait do not come back together."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    chance: Callable[[], float] = random.random


class Access:
    """The one way to the models, for all audits of this process."""

    def __init__(self, limits: CallLimits, clock: Clock | None = None) -> None:
        self.limits = limits
        self._clock = clock or Clock()
        self._places = asyncio.Semaphore(limits.at_once)
        self._door = asyncio.Lock()
        self._begun: deque[float] = deque(maxlen=limits.per_minute)
        self._not_before = self._clock.now()

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[None]:
        """The right to make one call, once there is room for it."""
        async with self._places:
            async with self._door:
                while (wait_s := self._until_there_is_room()) > 0:
                    await self._clock.sleep(wait_s)
                self._begun.append(self._clock.now())
            yield

    async def rest(self, trouble: Trouble, rest_s: float) -> None:
        """Wait before the next try. Where the server asked for it, all others wait too: it meant them as well."""
        if trouble.after_s is not None:
            self._not_before = max(self._not_before, self._clock.now() + trouble.after_s)
        await self._clock.sleep(rest_s)

    def pause_s(self, trouble: Trouble, failures: int) -> float:
        """Seconds to wait once ``failures`` calls in a row have failed: half to all of
        the usual, and never less than the server asks for.
        """
        usual = pause_s(failures - 1, FIRST_PAUSE_S, LONGEST_PAUSE_S) * (0.5 + 0.5 * self._clock.chance())
        return max(usual, trouble.after_s or 0.0)

    def _until_there_is_room(self) -> float:
        now = self._clock.now()
        full = len(self._begun) == self._begun.maxlen
        return max(self._not_before - now, self._begun[0] + MINUTE_S - now if full else 0.0)
