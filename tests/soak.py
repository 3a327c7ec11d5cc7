"""`make soak`: every property test with many random examples, once or over and over until a time is up.

``make soak ARGS="--minutes 60"`` begins no further round after an hour. The first round that fails is the last one;
what it prints (``@reproduce_failure``) repeats the example. The path of a test or folder tries only that.

``make soak ARGS="--beside-attacks --minutes 5"`` has honest clients use a server for five minutes alone and for five
beside an attacker instead (tests/acceptance/attacks/soak.py).

``make soak ARGS="--fuzz md txt html ixbrl docx xlsx pdf --minutes 60"`` gives these readers damaged reports for an hour
in all (tests/fuzzing/readers.py), and ``--fuzz connections`` says damaged requests, handshakes and frames to a server
(tests/fuzzing/connections.py). What did worse than an error is kept in the folder ``--keep``; ``--seed`` repeats a run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.acceptance.attacks import soak as beside_attacks
from tests.fuzzing.connections import fuzz_connections
from tests.fuzzing.readers import READERS, fuzz_readers

PROCESSES = 3
CONNECTIONS = "connections"
KEPT = Path("build/fuzzing")


def main() -> int:
    """The exit code of pytest: 0 if no round failed."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=0, help="begin rounds for so long; one round if left out")
    parser.add_argument("--processes", type=int, default=PROCESSES, help="how many tests run at once")
    parser.add_argument("--beside-attacks", action="store_true", help="measure honest clients beside an attacker")
    parser.add_argument("--fuzz", nargs="+", choices=(*READERS, CONNECTIONS), help="give it damaged input instead")
    parser.add_argument("--seed", type=int, default=1, help="of --fuzz")
    parser.add_argument("--keep", type=Path, default=KEPT, help="where --fuzz leaves what did worse than an error")
    parser.add_argument("paths", nargs="*", default=["tests"], help="what to try")
    asked = parser.parse_args()
    if asked.beside_attacks:
        return beside_attacks.main(asked.minutes)
    if asked.fuzz:
        return _fuzz(asked.fuzz, asked.minutes, asked.seed, asked.keep)
    until, rounds = time.monotonic() + 60 * asked.minutes, 0
    while True:
        rounds += 1
        print(f"round {rounds}", flush=True)
        if code := _round(asked.processes, asked.paths):
            return code
        if time.monotonic() >= until:
            return 0


def _fuzz(what: list[str], minutes: float, seed: int, keep: Path) -> int:
    """The exit code: 0 if nothing did worse than an error. Connections have an equal share of the time."""
    readers = tuple(reader for reader in READERS if reader in what)
    share = minutes / (len(readers) + (CONNECTIONS in what))
    fine = fuzz_readers(readers, share * len(readers), seed, keep) if readers else True
    if CONNECTIONS in what:
        fine = fuzz_connections(share, seed, keep) and fine
    return 0 if fine else 1


def _round(processes: int, paths: list[str]) -> int:
    command = ("-m", "pytest", "-m", "hypothesis", f"--numprocesses={processes}", "--dist=worksteal", "-q", *paths)
    return subprocess.run(
        [sys.executable, *command], env=os.environ | {"TICKMARK_TESTS": "soak"}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
