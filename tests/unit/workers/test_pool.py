"""Worker processes that behave, and that do not: whatever one task does, the next one is served."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from service.errors import (
    ConfigurationError,
    DamagedReport,
    TickmarkError,
    WorkerCrashed,
    WorkerOutOfMemory,
    WorkerReplyRefused,
    WorkerTaskFailed,
    WorkerTimeout,
)
from service.workers import pool as pools
from service.workers import precedence
from service.workers.frames import MAX_REPLY_BYTES, PROGRESS, RESULT
from service.workers.pool import WorkerPool
from service.workers.process import TOLD_ALL, WorkerProcess
from tests.unit.workers.conftest import MEMORY_BYTES, OPEN_TO_TESTS
from tests.unit.workers.given.tasks import EXAMPLES
from tests.waiting import DEADLINE_S, until, until_now

TASKS = "tests.unit.workers.given.tasks"
AMPLE_S = DEADLINE_S
FITS_ONCE_BYTES = MEMORY_BYTES * 3 // 5


async def run(pool: WorkerPool, name: str, argument: bytes = b"", limit_s: float = AMPLE_S) -> bytes:
    return await pool.run(f"{TASKS}:{name}", argument, limit_s)


async def assert_serves(pool: WorkerPool) -> None:
    assert await run(pool, "echo", b"still here") == b"still here"


def state(pid: int) -> str:
    """What Linux says of a process: R, S, T where it stands still, Z where it waits to be reaped."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def is_gone(pid: int) -> bool:
    """Whether no such process runs; one that has ended and waits to be reaped does not run."""
    try:
        return state(pid) == "Z"
    except OSError:
        return True


async def started(pool: WorkerPool, name: str) -> tuple[asyncio.Task[bytes], int]:
    """A task that never ends, and the process that runs it."""
    told: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(pool.run(f"{TASKS}:{name}", b"", AMPLE_S, told.set_result))
    return task, int(await told)


@pytest.mark.parametrize("size", [0, 1, 70_000, 5_000_000])
async def test_the_result_comes_back_as_it_was_returned(pool: WorkerPool, size: int) -> None:
    argument = os.urandom(size)

    assert await run(pool, "echo", argument) == argument


async def test_a_process_is_used_again(pool: WorkerPool) -> None:
    assert await run(pool, "process_id") == await run(pool, "process_id")


async def test_tasks_beyond_the_size_of_the_pool_wait_for_their_turn() -> None:
    pool = WorkerPool(2, MEMORY_BYTES, OPEN_TO_TESTS)

    processes = await asyncio.gather(*(run(pool, "process_id") for _ in range(12)))

    await pool.close()
    assert len(processes) == 12
    assert len(set(processes)) <= 2


async def test_what_takes_long_stands_still_for_what_is_quick_and_goes_on_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "processors", lambda: 2)
    monkeypatch.setattr(precedence, "QUICK_S", 0)
    pool = WorkerPool(3, MEMORY_BYTES, OPEN_TO_TESTS)
    (first, _), (second, pid) = [await started(pool, "spin") for _ in range(2)]
    monkeypatch.setattr(precedence, "QUICK_S", AMPLE_S)

    assert int(await run(pool, "see_stopped", str(pid).encode())) == pid

    async def goes_on() -> bool:
        return state(pid) != "T"

    await until(goes_on)
    assert not first.done()
    assert not second.done()
    await pool.close()
    with pytest.raises(WorkerCrashed):
        await first
    with pytest.raises(WorkerCrashed):
        await second


async def test_progress_is_told_in_order_and_before_the_result(pool: WorkerPool) -> None:
    told: list[bytes] = []

    result = await pool.run(f"{TASKS}:count", b"500", AMPLE_S, told.append)

    assert result == b"done"
    assert told == [str(n).encode() for n in range(500)]


async def test_an_error_of_a_report_arrives_with_its_file_and_reason(pool: WorkerPool) -> None:
    with pytest.raises(DamagedReport) as damaged:
        await run(pool, "damaged", "die Datei ist beschädigt".encode())

    assert (damaged.value.filename, damaged.value.reason) == ("bericht – 2025.docx", "die Datei ist beschädigt")
    await assert_serves(pool)


@pytest.mark.parametrize("name", EXAMPLES)
async def test_an_error_of_the_service_arrives_as_it_was_raised(pool: WorkerPool, name: str) -> None:
    with pytest.raises(TickmarkError) as raised:
        await run(pool, "raise_by_name", name.encode())

    assert type(raised.value) is type(EXAMPLES[name])
    assert str(raised.value) == str(EXAMPLES[name])


async def test_a_foreign_error_arrives_with_its_type_and_text(pool: WorkerPool) -> None:
    with pytest.raises(WorkerTaskFailed) as failed:
        await run(pool, "foreign")

    assert (failed.value.error_type, failed.value.message) == ("KeyError", "'missing'")
    await assert_serves(pool)


async def test_an_error_that_the_service_does_not_know_arrives_with_its_type_and_text(pool: WorkerPool) -> None:
    with pytest.raises(WorkerTaskFailed) as failed:
        await run(pool, "unknown_to_the_service")

    assert (failed.value.error_type, failed.value.message) == ("OurOwnError", "made elsewhere")


async def test_a_foreign_error_that_is_called_like_one_of_the_service_is_still_foreign(pool: WorkerPool) -> None:
    with pytest.raises(WorkerTaskFailed) as failed:
        await run(pool, "namesake")

    assert (failed.value.error_type, failed.value.message) == ("AgentTimeout", "not ours")
    await assert_serves(pool)


@pytest.mark.parametrize("path", [f"{TASKS}:no_such_function", "no.such.module:f", "nonsense", ""])
async def test_a_function_that_is_not_there_is_a_failed_task(pool: WorkerPool, path: str) -> None:
    with pytest.raises(WorkerTaskFailed):
        await pool.run(path, b"", AMPLE_S)

    await assert_serves(pool)


@pytest.mark.parametrize(
    ("name", "argument", "exit_code"),
    [("leave", b"0", 0), ("leave", b"7", 7), ("leave_politely", b"3", 3), ("be_killed", b"", -signal.SIGKILL)],
)
async def test_a_process_that_ends_in_its_task_is_a_crash_and_the_pool_goes_on(
    pool: WorkerPool, name: str, argument: bytes, exit_code: int
) -> None:
    with pytest.raises(WorkerCrashed) as crashed:
        await run(pool, name, argument)

    assert crashed.value.exit_code == exit_code
    await assert_serves(pool)


async def test_half_a_frame_is_a_crash(pool: WorkerPool) -> None:
    with pytest.raises(WorkerCrashed):
        await run(pool, "leave_in_the_middle_of_a_frame")

    await assert_serves(pool)


async def test_a_process_that_was_killed_between_tasks_is_replaced(pool: WorkerPool) -> None:
    pid = int(await run(pool, "process_id"))
    os.kill(pid, signal.SIGKILL)
    until_now(lambda: is_gone(pid))

    async def serves() -> bytes | None:
        try:
            return await run(pool, "process_id")
        except WorkerCrashed:  # its end had not been noticed yet
            return None

    assert (await serves() or await serves()) != str(pid).encode()


@pytest.mark.parametrize("name", ["hang", "spin"])
async def test_a_task_out_of_time_is_ended_with_its_process(pool: WorkerPool, name: str) -> None:
    told: list[bytes] = []

    with pytest.raises(WorkerTimeout) as timeout:
        await pool.run(f"{TASKS}:{name}", b"", 1.0, told.append)

    assert timeout.value.limit_s == 1.0
    assert all(is_gone(int(pid)) for pid in told)
    await assert_serves(pool)


async def test_waiting_for_a_worker_is_not_the_time_of_the_task(pool: WorkerPool) -> None:
    task, _ = await started(pool, "hang")
    waiting = asyncio.create_task(run(pool, "echo", b"patient", limit_s=AMPLE_S))
    await asyncio.sleep(0)

    task.cancel()

    assert await waiting == b"patient"


@pytest.mark.parametrize("name", ["hang", "spin"])
async def test_a_cancelled_task_is_ended_with_its_process(pool: WorkerPool, name: str) -> None:
    task, pid = await started(pool, name)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert is_gone(pid)
    await assert_serves(pool)


async def test_a_task_cancelled_twice_leaves_a_pool_that_serves(pool: WorkerPool) -> None:
    task, pid = await started(pool, "hang")

    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    await assert_serves(pool)
    assert is_gone(pid)


async def test_a_pool_is_closed_only_once_a_worker_that_is_being_ended_has_gone(pool: WorkerPool) -> None:
    task, pid = await started(pool, "hang")
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    await pool.close()

    assert is_gone(pid)


async def test_a_listener_that_fails_leaves_no_stray_frames_for_the_next_task(pool: WorkerPool) -> None:
    def refuse(_: bytes) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await pool.run(f"{TASKS}:count", b"100", AMPLE_S, refuse)

    await assert_serves(pool)


async def test_a_task_out_of_memory_is_told_so_and_the_pool_goes_on(pool: WorkerPool) -> None:
    with pytest.raises(WorkerOutOfMemory) as short:
        await run(pool, "grow")

    assert short.value.limit_bytes == MEMORY_BYTES
    await assert_serves(pool)


async def test_a_result_that_fits_once_arrives(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MAX_REPLY_BYTES, RESULT, FITS_ONCE_BYTES)

    assert len(await run(pool, "answer_with", str(FITS_ONCE_BYTES).encode())) == FITS_ONCE_BYTES


async def test_an_argument_for_which_there_is_no_memory_is_told_so(pool: WorkerPool) -> None:
    with pytest.raises(WorkerOutOfMemory):
        await run(pool, "process_id", bytes(MEMORY_BYTES))

    await assert_serves(pool)


async def test_whatever_a_task_prints_breaks_no_frame(pool: WorkerPool, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        assert await run(pool, "chatter", b"answer") == b"answer"

    printed = capfd.readouterr()
    assert printed.out == ""
    assert "a line" in printed.err
    assert "past everything" in printed.err


async def test_a_task_that_reads_standard_input_takes_nobodys_task(pool: WorkerPool) -> None:
    assert await run(pool, "read_input", limit_s=AMPLE_S) == b""
    await assert_serves(pool)


async def test_closing_ends_the_processes_and_the_tasks_in_them(pool: WorkerPool) -> None:
    task, pid = await started(pool, "hang")

    await pool.close()

    with pytest.raises(WorkerCrashed):
        await task
    assert is_gone(pid)
    with pytest.raises(ConfigurationError):
        await run(pool, "echo")


async def test_processes_that_could_not_be_started_beforehand_are_when_they_are_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pool = WorkerPool(2, MEMORY_BYTES, OPEN_TO_TESTS)

    async def refused(*_: object) -> NoReturn:
        raise BlockingIOError

    with monkeypatch.context() as patched:
        patched.setattr(WorkerProcess, "start", refused)
        with pytest.raises(BlockingIOError):
            await pool.start()

    tasks = [(await started(pool, "hang"))[0] for _ in range(2)]
    assert not any(task.done() for task in tasks)
    await pool.close()
    await asyncio.wait(tasks)


async def test_closing_while_a_process_is_being_started_leaves_none_behind(pool: WorkerPool) -> None:
    task = asyncio.create_task(run(pool, "hang"))
    await asyncio.sleep(0)

    await pool.close()

    async with asyncio.timeout(DEADLINE_S):
        with pytest.raises((ConfigurationError, WorkerCrashed)):
            await task


@pytest.mark.parametrize(("kind", "name"), [(RESULT, "echo"), (PROGRESS, "tell_it_back")])
async def test_nothing_is_taken_in_that_is_more_than_its_owner_takes(
    pool: WorkerPool, kind: bytes, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MAX_REPLY_BYTES, kind, 1_000)
    assert await run(pool, name, bytes(1_000)) == bytes(1_000)

    with pytest.raises(WorkerReplyRefused, match="gave back 1,001 bytes, of which 1,000 are taken"):
        await run(pool, name, bytes(1_001))

    await assert_serves(pool)


async def test_an_error_that_says_more_than_its_owner_takes_is_cut(pool: WorkerPool) -> None:
    with pytest.raises(WorkerTaskFailed) as caught:
        await run(pool, "complain", b"x" * 200_000)

    assert caught.value.message == "x" * 1_000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this bound on rights")
async def test_a_worker_knows_no_setting_and_gains_no_rights(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKMARK_DATABASE_URL", "postgresql+asyncpg://tickmark:secret@db/tickmark")
    monkeypatch.setenv("TICKMARK_MODEL_API_KEY", "secret")
    monkeypatch.setenv("PGPASSWORD", "secret")
    monkeypatch.setenv("HOME_OF_SECRETS", "/secret")

    names, has_no_new_rights = json.loads(await run(pool, "what_it_knows"))

    assert {"PATH", "PYTHONPATH"} <= set(names)
    assert [name for name in names if not TOLD_ALL.fullmatch(name)] == []
    assert has_no_new_rights


async def test_a_worker_is_told_what_a_check_of_another_package_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OF_AN_AGENT", "1")
    pool = WorkerPool(1, MEMORY_BYTES, replace(OPEN_TO_TESTS, variables=("OF_AN_AGENT", "NOT_SET")))

    names, _ = json.loads(await run(pool, "what_it_knows"))

    await pool.close()
    assert "OF_AN_AGENT" in names
    assert "NOT_SET" not in names
