"""The PostgreSQL of tests ends with the process that started it, also one that is killed, and leaves no files."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.contract.databases.cluster import Cluster
from tests.waiting import DEADLINE_S, until_now

ROOT = Path(__file__).parents[2]
STARTS_ONE = """
import signal
from tests.contract.databases.cluster import Cluster
cluster = Cluster({})
print(cluster.folder, flush=True)
signal.pause()
"""


def test_a_server_ends_with_a_process_that_is_killed_and_its_files_are_gone() -> None:
    command = (sys.executable, "-c", STARTS_ONE)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        psycopg.connect(f"postgresql://postgres:@/postgres?host={folder}").close()
        process.send_signal(signal.SIGKILL)
        process.wait(DEADLINE_S)

    until_now(lambda: not folder.exists())

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://postgres:@/postgres?host={folder}")


def test_a_server_that_was_stopped_at_once_is_started_again_with_what_it_had() -> None:
    cluster = Cluster({})
    with psycopg.connect(f"postgresql://{cluster.address('postgres')}") as connection:
        connection.execute("CREATE TABLE kept ()")

    cluster.stop_at_once()
    cluster.start_again()

    with psycopg.connect(f"postgresql://{cluster.address('postgres')}") as connection:
        connection.execute("TABLE kept")
    cluster.close()
    assert not cluster.folder.exists()


def test_a_server_that_cannot_start_says_what_it_wrote() -> None:
    with pytest.raises(AssertionError, match="unrecognized configuration parameter"):
        Cluster({"no_such_setting": "on"})
