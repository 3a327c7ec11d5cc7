"""The places in the service where it may die: each is wrapped from outside, and the service knows nothing of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Any

from service.agents import checking
from service.api.edge.wire import Wire
from service.audits import extraction
from service.log.postgres.store import PostgresEventStore
from service.log.sqlite.store import SqliteEventStore
from service.workers.large import Large
from service.workers.pool import WorkerPool
from service.workers.process import Told
from tests.acceptance.chaos import postgres_seams, sqlite_seams
from tests.acceptance.chaos.fate import Fate
from tests.acceptance.chaos.steps import Step

TASKS = {extraction.FUNCTION: Step.EXTRACTION, checking.FUNCTION: Step.CHECK}
TASK_S = 1.0
"""About as long as a task takes, with the start of its worker."""


def cut(fate: Fate) -> None:
    """Let ``fate`` have its way with this process."""
    for store in (SqliteEventStore, PostgresEventStore):
        _around(store, "create", Step.UPLOAD, fate)
        _around(store, "claim", Step.CLAIM, fate)
        _before(store, "append", Step.APPEND, fate)
    sqlite_seams.cut(fate)
    postgres_seams.cut(fate)
    _cut_worker_pool(fate)
    _cut_delivery(fate)


def _before(owner: type, name: str, step: Step, fate: Fate) -> None:
    original: Callable[..., Any] = getattr(owner, name)

    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        fate.pass_through(step)
        return await original(*args, **kwargs)

    setattr(owner, name, wrapped)


def _around(owner: type, name: str, step: Step, fate: Fate) -> None:
    original: Callable[..., Any] = getattr(owner, name)

    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        fate.pass_through(step)
        result = await original(*args, **kwargs)
        fate.pass_through(step)
        return result

    setattr(owner, name, wrapped)


def _cut_worker_pool(fate: Fate) -> None:
    original = WorkerPool.run

    async def run(
        self: WorkerPool,
        function: str,
        argument: bytes,
        limit_s: float,
        told: Told = lambda _: None,
        sender: str = "",
        *,
        large: Large | None = None,
    ) -> bytes:
        step = TASKS[function]
        if not fate.has_come(step):
            return await original(self, function, argument, limit_s, told, sender, large=large)
        asyncio.get_running_loop().call_later(fate.after * TASK_S, fate.die, step)
        try:
            return await original(self, function, argument, limit_s, told, sender, large=large)
        finally:
            fate.die(step)  # the result is there, and nobody has it yet

    WorkerPool.run = run


def _cut_delivery(fate: Fate) -> None:
    original = Wire.write

    def write(self: Wire, frames: bytes) -> bool:
        fate.pass_through(Step.BEFORE_DELIVERY)
        if fate.has_come(Step.DELIVERY):
            _write_half(self, frames[: int(fate.after * len(frames))])
            fate.die(Step.DELIVERY)
        more = original(self, frames)
        fate.pass_through(Step.AFTER_DELIVERY)
        return more

    Wire.write = write


def _write_half(wire: Wire, part: bytes) -> None:
    """Straight into the socket, for the event loop will not turn again."""
    transport = wire._transport
    if not transport.get_write_buffer_size():
        os.write(transport.get_extra_info("socket").fileno(), part)
