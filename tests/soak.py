"""`make soak`: every property test with many random examples, once or over and over until a time is up.

``make soak ARGS="--minutes 60"`` begins no further round after an hour. The first round that fails is the last one;
what it prints (``@reproduce_failure``) repeats the example. The path of a test or folder tries only that.

``make soak ARGS="--beside-attacks --minutes 5"`` has honest clients use a server for five minutes alone and for five
beside an attacker instead (tests/acceptance/attacks/soak.py).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time

from tests.acceptance.attacks import soak as beside_attacks

PROCESSES = 3


def main() -> int:
    """The exit code of pytest: 0 if no round failed."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=0, help="begin rounds for so long; one round if left out")
    parser.add_argument("--processes", type=int, default=PROCESSES, help="how many tests run at once")
    parser.add_argument("--beside-attacks", action="store_true", help="measure honest clients beside an attacker")
    parser.add_argument("paths", nargs="*", default=["tests"], help="what to try")
    asked = parser.parse_args()
    if asked.beside_attacks:
        return beside_attacks.main(asked.minutes)
    until, rounds = time.monotonic() + 60 * asked.minutes, 0
    while True:
        rounds += 1
        print(f"round {rounds}", flush=True)
        if code := _round(asked.processes, asked.paths):
            return code
        if time.monotonic() >= until:
            return 0


def _round(processes: int, paths: list[str]) -> int:
    command = ("-m", "pytest", "-m", "hypothesis", f"--numprocesses={processes}", "--dist=worksteal", "-q", *paths)
    return subprocess.run(
        [sys.executable, *command], env=os.environ | {"TICKMARK_TESTS": "soak"}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
