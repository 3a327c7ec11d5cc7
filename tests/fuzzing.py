"""Damaged reports without end: each is read and checked in a process of its own, within limits of memory and time.

``python -m tests.fuzzing --minutes 60 --keep FOLDER`` keeps each file on which that did worse than an error, named by
what happened. The sources are the tests' own reports and those of ``--reports FILE ...``; ``--seed`` repeats a run.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from importlib import import_module
from pathlib import Path
from random import Random

from service.audits import extraction
from service.checks.consistency.check import check as check_consistency
from service.checks.numeric.check import check as check_numbers
from service.errors import ReportError
from service.reports import codec
from service.reports.door.formats import FILE_TYPES
from service.workers.parts import parted
from tests.unit.reports.given.damage import Damage, whole

MEMORY_BYTES = 3 * 2**30
LONGEST_S = 60
"""Of a processor, for reading and checking together, so that it does not matter how busy the machine is."""
SOURCES = ("report.md", "report.html", "report.docx", "report.xlsx", "report.pdf")
FINE, WORSE = 0, 3


def main() -> int:
    """The number of files that did worse than an error."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--reports", type=Path, nargs="*", default=[])
    asked = parser.parse_args()
    sources = {name: whole(name) for name in SOURCES}
    sources |= {path.name: path.read_bytes() for path in asked.reports}
    told, until, dice = Counter[str](), time.monotonic() + 60 * asked.minutes, Random(asked.seed)
    asked.keep.mkdir(parents=True, exist_ok=True)
    for kind in FILE_TYPES:  # once, rather than in each process
        import_module(kind.reader.partition(":")[0])
    while time.monotonic() < until:
        name = dice.choice(list(sources))
        data = Damage(Random(dice.getrandbits(64))).spoil(name, sources[name])
        told[name] += 1
        if (ending := _ending(name, data)) != "fine":
            told[ending] += 1
            kept = asked.keep / f"{ending}-{told.total()}-{name}"
            kept.write_bytes(data)
            print(f"{ending}: {kept}", flush=True)
        if told.total() % 500 == 0:
            print(dict(told), flush=True)
    print(dict(told))
    return sum(count for name, count in told.items() if name not in sources)


def _ending(name: str, data: bytes) -> str:
    """How a process that read and checked the file came to its end."""
    pid = os.fork()
    if pid == 0:
        os._exit(_tried(name, data))
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGXCPU:
        return "too slow"
    return "fine" if code == FINE else "raised" if code == WORSE else f"died of {code}"


def _tried(name: str, data: bytes) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_S, LONGEST_S + 1))
    try:
        _, encoded = parted(extraction.extract(extraction.argument(name, data), lambda _: None))
        report = codec.decode(encoded)
        check_numbers(report, lambda _: None)
        check_consistency(report, lambda _: None)
    except ReportError:
        return FINE
    except BaseException:  # noqa: BLE001  whatever it is, it is what we look for
        traceback.print_exc()
        return WORSE
    return FINE


if __name__ == "__main__":
    sys.exit(main() > 0)
