"""A command that is forked does and says what it does and says in an interpreter of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests import forked
from tests.integration.asked.console import environment
from tests.waiting import DEADLINE_S


def test_it_answers_as_one_that_was_started(tmp_path: Path) -> None:
    arguments = ("db", "current")
    chosen = environment(tmp_path / "data", PYTHONPATH=str(forked.ROOT))
    started = subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        cwd=tmp_path,
        env=chosen,
        capture_output=True,
        timeout=DEADLINE_S,
        check=False,
    )

    born = forked.run(arguments, chosen, tmp_path)

    assert (born.returncode, born.stdout, born.stderr) == (started.returncode, started.stdout, started.stderr)
    assert born.stdout


def test_one_that_is_killed_says_by_what(tmp_path: Path) -> None:
    with open(os.devnull, "wb") as nothing:
        running = forked.tickmark(
            ("serve", "--port", "0"), environment(tmp_path), nothing.fileno(), nothing.fileno(), tmp_path
        )
        assert running.poll() is None
        running.send_signal(signal.SIGKILL)

        assert running.wait(DEADLINE_S) == running.returncode == -signal.SIGKILL
