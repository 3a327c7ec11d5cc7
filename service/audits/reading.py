"""Reads a report for an audit in a worker process, and records its progress."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from service.agents.pacing import Pacing
from service.audits import extraction
from service.events import ExtractionProgress
from service.workers.large import Large
from service.workers.pool import WorkerPool


async def read_in_worker(
    pool: WorkerPool,
    argument: bytes,
    file: Large,
    limit_s: float,
    tell: Callable[[ExtractionProgress], Awaitable[None]],
    *,
    sender: str = "",
) -> bytes:
    """What ``extraction.extract`` gives back of ``file``, once it is the turn of ``sender``.

    ``tell`` is awaited with the pages read, as often as an attempt of an agent may tell its progress. What it raises
    ends the reading, as does cancellation: the worker is stopped.

    Raises:
        ReportError: the file cannot be audited.
        WorkerError: the worker could not finish.
        Whatever ``file`` raises.
    """
    pacing = Pacing()
    heard: asyncio.Queue[bytes | None] = asyncio.Queue()

    def hear(told: bytes) -> None:
        if pacing.admits():
            heard.put_nowait(told)

    work = asyncio.create_task(pool.run(extraction.FUNCTION, argument, limit_s, hear, sender, large=file))
    work.add_done_callback(lambda _: heard.put_nowait(None))
    try:
        while (told := await heard.get()) is not None:
            await tell(extraction.progress(told))
        return await work
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
