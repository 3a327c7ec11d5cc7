"""A worker does not outlive the process that it works for, however that ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.workers.test_pool import is_gone
from tests.waiting import until_now

OWNER = """
import asyncio, sys
from service.workers.pool import WorkerPool

async def main():
    pool = WorkerPool(1, 512 * 2**20)
    await pool.run("tests.unit.workers.tasks:hang", sys.argv[1].encode(), 600)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has died")
def test_a_worker_in_the_middle_of_a_task_dies_with_an_owner_that_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "worker.pid"
    with subprocess.Popen([sys.executable, "-c", OWNER, str(told)]) as owner:
        worker = int(until_now(lambda: told.exists() and told.read_text()))
        assert not is_gone(worker)

        owner.send_signal(signal.SIGKILL)

    assert until_now(lambda: is_gone(worker))
