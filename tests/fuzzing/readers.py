"""Damaged reports without end: each is read and checked in a process of its own, within limits of memory and time.

The readers take turns of a minute. A file on which one did worse than an error is kept, named by what happened; the
table at the end says how many files each reader had, for how long, and what was worse than an error.
"""

from __future__ import annotations

import os
import resource
import signal
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from itertools import cycle
from pathlib import Path
from random import Random

from service.audits import extraction
from service.checks.consistency.check import check as check_consistency
from service.checks.disclosures.check import check as check_disclosures
from service.checks.numeric.check import check as check_numbers
from service.errors import ReportError
from service.reports import codec
from service.reports.door.formats import FILE_TYPES
from service.workers.parts import parted
from tests.fuzzing.sources import sources
from tests.unit.reports.given.damage import Damage

READERS = tuple(sources())
MEMORY_BYTES = 3 * 2**30
"""What a worker has unless the operator says otherwise."""
LONGEST_S = 60
"""Of a processor, for reading and checking together, so that it does not matter how busy the machine is."""
TURN_S = 60
FINE, RAISED, NO_MEMORY = 0, 3, 4
ENDINGS = {FINE: "fine", RAISED: "raised", NO_MEMORY: "memory", -signal.SIGXCPU: "slow"}


@dataclass
class Tried:
    """What one reader met so far."""

    files: int = 0
    seconds: float = 0
    longest_s: float = 0
    """Of a processor, for one file."""
    worse: Counter[str] = field(default_factory=Counter[str])
    """How often what was worse than an error happened."""


def fuzz_readers(readers: tuple[str, ...], minutes: float, seed: int, keep: Path) -> bool:
    """Whether nothing was worse than an error in so many minutes of all ``readers`` together."""
    for kind in FILE_TYPES:  # once, rather than in each process
        import_module(kind.reader.partition(":")[0])
    keep.mkdir(parents=True, exist_ok=True)
    tried = {reader: Tried() for reader in readers}
    until, dice = time.monotonic() + 60 * minutes, Random(seed)
    turn_s = min(TURN_S, 60 * minutes / len(readers))
    for reader in cycle(readers):
        _turn(reader, tried[reader], min(time.monotonic() + turn_s, until), dice, keep)
        if time.monotonic() >= until:
            break
    print(table(tried))
    return not any(met.worse for met in tried.values())


def table(tried: dict[str, Tried]) -> str:
    """What each reader met."""
    lines = ["| reader | files | minutes | the longest took | worse than an error |", "|---|---|---|---|---|"]
    for reader, met in tried.items():
        worse = ", ".join(f"{count} {ending}" for ending, count in met.worse.items()) or "none"
        lines.append(f"| {reader} | {met.files:,} | {met.seconds / 60:.1f} | {met.longest_s:.1f} s | {worse} |")
    return "\n".join(lines)


def _turn(reader: str, met: Tried, until: float, dice: Random, keep: Path) -> None:
    filename, whole = sources()[reader]
    begun = time.monotonic()
    while time.monotonic() < until:
        data = Damage(Random(dice.getrandbits(64))).spoil(filename, whole)
        met.files += 1
        ending, took_s = _ending(filename, data)
        met.longest_s = max(met.longest_s, took_s)
        if ending != "fine":
            met.worse[ending] += 1
            kept = keep / f"{ending}-{met.files}-{filename}"
            kept.write_bytes(data)
            print(f"{ending}: {kept}", flush=True)
    met.seconds += time.monotonic() - begun
    print(table({reader: met}).splitlines()[-1], flush=True)


def _ending(filename: str, data: bytes) -> tuple[str, float]:
    """How a process that read and checked the file came to its end, and how long it had a processor."""
    pid = os.fork()
    if pid == 0:
        os._exit(_tried(filename, data))
    _, status, used = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return ENDINGS.get(code, f"died of {code}"), used.ru_utime + used.ru_stime


def _tried(filename: str, data: bytes) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_S, LONGEST_S + 1))
    try:
        _, encoded = parted(extraction.extract(extraction.argument(filename), lambda _: None, data))
        report = codec.decode(encoded)
        for check in (check_numbers, check_consistency, check_disclosures):
            check(report, lambda _: None)
    except ReportError:
        return FINE
    except MemoryError:
        return NO_MEMORY
    except BaseException:  # noqa: BLE001  whatever it is, it is what we look for
        traceback.print_exc()
        return RAISED
    return FINE
