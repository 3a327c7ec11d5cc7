"""A worker does not outlive the process that it works for, however that ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from service.workers.frames import ARGUMENT, TASK, header
from tests.unit.workers.conftest import MEMORY_BYTES, OPEN_TO_TESTS
from tests.unit.workers.test_pool import is_gone
from tests.waiting import until_now

OWNER = """
import asyncio, sys
from pathlib import Path
from service.workers.pool import WorkerPool
from service.workers.process import Beyond
from tests.unit.workers.conftest import OPEN_TO_TESTS

async def main():
    told = str(Path(sys.argv[2]).parent)
    pool = WorkerPool(1, 1024 * 2**20, Beyond(paths=(*OPEN_TO_TESTS.paths, told)))
    await pool.run(f"tests.unit.workers.given.tasks:{sys.argv[1]}", sys.argv[2].encode(), 600)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has died")
def test_a_worker_in_the_middle_of_a_task_dies_with_an_owner_that_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "worker.pid"
    with subprocess.Popen([sys.executable, "-c", OWNER, "hang", str(told)]) as owner:
        worker = int(until_now(lambda: told.exists() and told.read_text()))
        assert not is_gone(worker)

        owner.send_signal(signal.SIGKILL)

    assert until_now(lambda: is_gone(worker))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has died")
def test_the_copies_of_a_worker_die_with_its_owner(tmp_path: Path) -> None:
    told = [tmp_path / "0.pid", tmp_path / "1.pid"]
    with subprocess.Popen([sys.executable, "-c", OWNER, "hang_in_forks", str(tmp_path)]) as owner:
        until_now(lambda: all(path.exists() for path in told))
        copies = [int(path.read_text()) for path in told]
        assert not any(map(is_gone, copies))

        owner.send_signal(signal.SIGKILL)

    assert until_now(lambda: all(map(is_gone, copies)))


def test_a_worker_that_finds_its_owner_gone_ends_without_a_word() -> None:
    # Given a worker whose owner no longer hears it, as when that was killed,
    command = [sys.executable, "-m", "service.workers.child", str(MEMORY_BYTES), "--", *OPEN_TO_TESTS.paths]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as worker:
        assert worker.stdin
        assert worker.stdout
        assert worker.stderr
        worker.stdout.close()

        # when it has a result,
        task = b"tests.unit.workers.given.tasks:echo"
        worker.stdin.write(header(TASK, task) + task + header(ARGUMENT, b"?") + b"?")
        worker.stdin.flush()

        # then it ends, and leaves no trace of an error that is nobody's.
        assert worker.stderr.read() == b""
        assert worker.wait() == 0
