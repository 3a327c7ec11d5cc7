"""Where servers are born: a process that forks one ``tickmark serve`` after another, some of which are to die.

It comes from ``tests/nursery.py``, which has imported everything; the servers are its own children, and end with it.
Each line on standard input is a ``Life`` as JSON, each line on standard output the process id of the server that lives
it.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

from service.cli import main as tickmark
from tests.acceptance.chaos.fate import Fate
from tests.acceptance.chaos.seams import cut
from tests.acceptance.chaos.steps import Plan

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Life:
    """One server: its environment, its port, the files it writes to, and the plan for its death, if there is one."""

    environment: dict[str, str]
    port: int
    log: Path
    obituary: Path
    plan: Plan | None

    @classmethod
    def decode(cls, text: str) -> Life:
        said = json.loads(text)
        plan = Plan.decode(said["plan"]) if said["plan"] else None
        return cls(said["environment"], said["port"], Path(said["log"]), Path(said["obituary"]), plan)

    def encode(self) -> str:
        return json.dumps(
            {
                "environment": self.environment,
                "port": self.port,
                "log": str(self.log),
                "obituary": str(self.obituary),
                "plan": self.plan.encode() if self.plan else None,
            }
        )


def main() -> None:
    """Fork a server for each line, until there are no more; then all of them end."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them: whoever asked for one watches it
    while line := sys.stdin.readline():
        pid = os.fork()
        if pid == 0:
            _live(Life.decode(line))
        print(pid, flush=True)


def _live(life: Life) -> None:
    """Run the ordinary command in this process; it does not return."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _redirect(life.log)
    os.environ.update(life.environment)
    if life.plan is not None:
        cut(Fate(life.plan, life.obituary))
    sys.argv = ["tickmark", "serve", "--port", str(life.port)]
    try:
        tickmark()
    except Exception:  # noqa: BLE001  the edge of the process
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(1)


def _redirect(log: Path) -> None:
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for old, new in ((nothing, 0), (written, 1), (written, 2)):
        os.dup2(old, new)
