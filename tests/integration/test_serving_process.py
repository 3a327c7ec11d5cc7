"""What a process of the service does with itself before it serves anybody."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.api.server import Server, bind
from service.audits.queue import Queue
from service.commands.serve.process import serve_on
from service.log.store import EventStore
from service.settings import Settings
from tests.waiting import DEADLINE_S


@pytest.fixture(autouse=True)
def _process_as_it_was() -> Iterator[None]:
    before_s = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before_s)
    gc.unfreeze()


async def test_who_writes_the_log_does_not_wait_for_milliseconds_while_the_loop_sends(tmp_path: Path) -> None:
    serving: list[Server] = []
    found_s: list[float] = []

    async def stop(_store: EventStore, _queue: Queue) -> None:
        found_s.append(sys.getswitchinterval())
        serving[0].stop()

    with bind("127.0.0.1", 0) as listening:
        async with asyncio.timeout(DEADLINE_S):
            await serve_on(listening, Settings(data_dir=tmp_path), stop, serving.append)

    assert found_s
    assert found_s[0] < 0.001
