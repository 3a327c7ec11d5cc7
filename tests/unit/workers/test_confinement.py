"""A program that a file has taken over finds nothing to read, nobody to speak to and nothing to start."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest

from service.workers import process
from service.workers.confinement import landlock
from service.workers.confinement.machines import AARCH64, X86_64, Machine, this_machine
from service.workers.confinement.seccomp import REFUSED
from service.workers.pool import WorkerPool
from service.workers.process import Beyond
from tests.unit.workers.conftest import MEMORY_BYTES, ROOT
from tests.unit.workers.given.tasks import attempts
from tests.unit.workers.test_pool import run

HEADERS = (
    (X86_64, Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")),
    (AARCH64, Path("/usr/include/asm-generic/unistd.h")),
)
"""Where Debian's linux-libc-dev has the numbers of calls."""


def has_landlock() -> bool:
    try:
        return this_machine() is not None and landlock.version() >= 6
    except OSError:
        return False


confined = pytest.mark.skipif(not has_landlock(), reason="only Linux from 6.12 on has all of these limits")


@confined
async def test_whatever_it_tries_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "somebody"
    folder.mkdir()
    (folder / "report.md").write_bytes(b"a secret")
    pool = WorkerPool(1, MEMORY_BYTES, Beyond(paths=(str(ROOT / "tests"),)))

    came_of_it = json.loads(await run(pool, "try_all", str(folder).encode()))

    await pool.close()
    assert set(came_of_it) == set(attempts(folder))
    assert {name: code for name, code in came_of_it.items() if code not in {"EPERM", "EACCES"}} == {}
    assert [path.name for path in folder.iterdir()] == ["report.md"]


@confined
async def test_what_it_may_only_read_it_does_not_write(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_bytes(b"a list")
    pool = WorkerPool(1, MEMORY_BYTES, Beyond(paths=(str(ROOT / "tests"),), readable=(str(tmp_path),)))

    came_of_it = json.loads(await run(pool, "try_all", str(tmp_path).encode()))

    await pool.close()
    done = {name for name, code in came_of_it.items() if code == "done"}
    assert done == {"read a file", "list a folder"}
    assert [path.name for path in tmp_path.iterdir()] == ["report.md"]


@pytest.mark.parametrize(("machine", "header"), HEADERS, ids=["x86_64", "aarch64"])
def test_calls_have_the_numbers_that_the_kernels_headers_give_them(machine: Machine, header: Path) -> None:
    if not header.exists():
        pytest.skip("the kernel's headers for this machine are not here")
    told = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)$", header.read_text(), re.MULTILINE)
    said = {name: int(number) for name, number in told}

    assert said.keys() & machine.calls.keys()
    assert {name: number for name, number in machine.calls.items() if said.get(name, number) != number} == {}


@pytest.mark.parametrize("machine", [X86_64, AARCH64], ids=["x86_64", "aarch64"])
def test_both_machines_know_every_call_that_is_refused(machine: Machine) -> None:
    assert set(" ".join(REFUSED).split()) <= set(machine.calls)


async def test_what_a_worker_says_is_missing_is_logged_once(pool: WorkerPool, caplog: pytest.LogCaptureFixture) -> None:
    process._tell_what_is_missing.cache_clear()  # pyright: ignore[reportPrivateUsage]

    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            await run(pool, "say_it_lacks_files")

    assert caplog.text.count("is confined less than it could be: they can open every file") == 1
