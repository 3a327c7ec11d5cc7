"""What users might pick instead, in an environment of its own, and the programs that measure it there."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import subprocess
import sys
from pathlib import Path

from tests.benchmarks import postgres
from tests.benchmarks.load import told
from tests.benchmarks.long_report import pdf_report
from tests.benchmarks.measure import Measure, Run, Unmeasurable
from tests.benchmarks.measures.append import WRITERS

BASELINES = Path(__file__).parent / "baselines"
LOCK = BASELINES / "peers.lock"
HOME = Path("build/peers")
PYTHON = HOME / "bin" / "python"
INSTALL_S = 200
RATE, FOLLOWED = 50, 500
PRINTED = 20
"""Pages of the long report that pdfplumber gets: they are all alike, and it takes its time over each."""


def peers_python() -> str:
    """The Python in which the peers are installed, as peers.lock has them.

    Raises:
        Unmeasurable: they could not be installed.
    """
    if trouble := _trouble():
        raise Unmeasurable(
            f"the peers of {LOCK.name} could not be installed (is the package index in reach?): {trouble}"
        )
    return str(PYTHON)


@functools.cache
def _trouble() -> str | None:
    """Install them unless they are; what was in the way. Tried once, for every row would wait for it anew."""
    stamp, wanted = HOME / "installed", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return None
    pip = (str(PYTHON), "-m", "pip", "--disable-pip-version-check")
    install = (*pip, "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(LOCK))
    for command in ((sys.executable, "-m", "venv", "--clear", str(HOME)), install, (*pip, "check")):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_S, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
        if done.returncode:
            lines = (done.stderr + done.stdout).splitlines()
            return " ".join([line for line in lines if line.startswith("ERROR")] or lines[-2:])
    stamp.write_text(wanted)
    return None


async def figure(program: str, *arguments: object) -> float:
    """What a program of the baselines prints."""
    python = await asyncio.to_thread(peers_python)
    return float((await told(python, str(BASELINES / program), *map(str, arguments))).split()[-1])


def on_sqlite(program: str, *arguments: object) -> Run:
    """A program over a file of its own."""

    async def measure(folder: Path) -> float:
        return await figure(program, f"sqlite:///{folder / 'peer.db'}", *arguments)

    return measure


def on_postgres(program: str, *arguments: object) -> Run:
    """A program over a database of its own."""

    async def measure(_: Path) -> float:
        server = await asyncio.to_thread(postgres.empty_database)
        return await figure(program, server.dsn, *arguments)

    return measure


async def _words(folder: Path) -> float:
    path = folder / "report.pdf"
    path.write_bytes(pdf_report(PRINTED))
    return await figure("pdfplumber_words.py", path)


def _append(name: str, run: Run) -> Measure:
    return Measure(name, "events/s", run, more_is_better=True)


DBOS_APPEND = ("dbos_append.py", WRITERS, 480)
AGGREGATES = ("eventsourcing_append.py", WRITERS, 1600)
FOLLOW = ("dbos_follow.py", RATE, FOLLOWED)

DBOS_ON_SQLITE = _append("DBOS write_stream, 16 workflows, SQLite, synchronous=FULL", on_sqlite(*DBOS_APPEND))
DBOS_ON_POSTGRES = _append("DBOS write_stream, 16 workflows, PostgreSQL, fsync on", on_postgres(*DBOS_APPEND))
AGGREGATES_ON_SQLITE = _append("eventsourcing, 16 aggregates, SQLite, synchronous=FULL", on_sqlite(*AGGREGATES))
AGGREGATES_ON_POSTGRES = _append("eventsourcing, 16 aggregates, PostgreSQL, fsync on", on_postgres(*AGGREGATES))
DBOS_FOLLOWED_ON_SQLITE = Measure("DBOS read_stream, SQLite, polling every 10 ms", "ms p99", on_sqlite(*FOLLOW))
DBOS_FOLLOWED_ON_POSTGRES = Measure("DBOS read_stream, PostgreSQL, woken by NOTIFY", "ms p99", on_postgres(*FOLLOW))
PDFPLUMBER = Measure(f"pdfplumber, the words of {PRINTED} such pages", "pages/s", _words, more_is_better=True)
