"""Honest clients of a server alone, then beside an attacker who makes every attack in turn, over and over.

Both take turns of 30 seconds, so that what else the machine does affects both. The table says what honest clients met
in each, and the longest that they waited beside each attack; the exit code is 1 if a median beside the attacker is
more than 1.5 times the other, if a watcher waited longer than 250 ms beside an attack and longer than any did alone, if
an audit lost its lease, if the server took more memory than it may, or if an attack was answered as it should not be.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.acceptance.attacks.attack import MOST_BYTES, SETTINGS, STRANGER
from tests.acceptance.attacks.honest import KINDS, PROBE, WATCHER, Honest
from tests.acceptance.attacks.memory import ROOMS, Peak, memory_by_room
from tests.acceptance.attacks.table import ATTACKS
from tests.acceptance.clients.handing_in import hand_in
from tests.acceptance.processes.server_process import served

TURN_S = 30
MOST_TIMES = 1.5
MOST_WAIT_MS = 250
PLACES = {"TICKMARK_CONCURRENT_AUDITS": 3, "TICKMARK_WORKERS": 3, "TICKMARK_AGENT_TIMEOUT_S": 86_400}
"""One more than by default: an audit that does not end, which the attacker watches, takes one all the time."""
MB = 10**6


@dataclass
class Soak:
    """Everything that was met so far."""

    alone: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    made: Counter[int] = field(default_factory=Counter)
    """How often each attack was made, by its place in the table."""
    longest: dict[tuple[int, str], float] = field(default_factory=lambda: defaultdict(float))
    """The longest that anybody waited beside an attack, in milliseconds, by its place and what was waited for."""
    wrong: list[str] = field(default_factory=list)
    resumed: int = 0
    idle: Counter[str] = field(default_factory=Counter[str])
    """What the server and its processes took before the first attack."""
    peaks: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """The most that they took beside each attack, by its place, parted by whose it was."""

    def ratio(self, kind: str) -> float:
        return statistics.median(self.beside[kind]) / statistics.median(self.alone[kind])

    @property
    def peak_bytes(self) -> int:
        """The most that they took over what they took before the first attack."""
        return max(peak.total() for peak in self.peaks.values()) - self.idle.total()

    @property
    def ok(self) -> bool:
        unharmed = not self.wrong and not self.resumed and self.peak_bytes < MOST_BYTES
        soon = max(self.beside[WATCHER]) <= max(MOST_WAIT_MS, *self.alone[WATCHER])
        return unharmed and soon and all(self.ratio(kind) <= MOST_TIMES for kind in KINDS)


def main(minutes: float) -> int:
    """Measure, print; the exit code."""
    soak = asyncio.run(_soaked(minutes))
    print(
        f"{soak.made.total()} attacks, {soak.resumed} leases lost, {soak.peak_bytes / MB:,.0f} MB over idle at most\n"
    )
    print("| honest clients | alone, median (95%) | beside an attacker | times |\n|---|---|---|---|")
    for kind in KINDS:
        print(f"| {kind} | {_said(soak.alone[kind])} | {_said(soak.beside[kind])} | {soak.ratio(kind):.2f} |")
    print("\n| attack | times | longest that a watcher waited | that a probe waited | most memory over idle |")
    print("|---|---|---|---|---|")
    for place, times in sorted(soak.made.items()):
        longest = " | ".join(f"{soak.longest[place, kind]:,.0f} ms" for kind in (WATCHER, PROBE))
        print(f"| {ATTACKS[place]} | {times} | {longest} | {_over(soak.peaks[place], soak.idle)} |")
    print(*soak.wrong, sep="\n", file=sys.stderr)
    return 0 if soak.ok else 1


async def _soaked(minutes: float) -> Soak:
    soak, places = Soak(), itertools.cycle(range(len(ATTACKS)))
    async with _served() as server, _attacker(server.port, await _endless(server)) as attacker:
        await _turn(server)  # the first reports find nothing ready
        soak.idle = memory_by_room(server.pid)
        until = time.monotonic() + 2 * 60 * minutes
        while not soak.made or time.monotonic() < until:
            alone = await _turn(server)
            _add(soak.alone, alone.figures)
            soak.resumed += alone.resumed
            await _beside(server, attacker, places, soak)
    return soak


@dataclass(frozen=True)
class Server:
    """The one that all of them use."""

    url: str
    port: int
    pid: int


async def _endless(server: Server) -> str:
    """An audit of the stranger's that never ends."""
    return await hand_in(server.url, "slow_a", address=STRANGER)


@asynccontextmanager
async def _served() -> AsyncGenerator[Server]:
    with (
        tempfile.TemporaryDirectory(prefix="tickmark-soak-") as folder,
        served(Path(folder) / "data", **SETTINGS | PLACES, TROUBLESOME_GATE=Path(folder) / "never") as server,
    ):
        assert server.process is not None
        yield Server(server.url, server.port, server.process.pid)


async def _turn(server: Server) -> Honest:
    """What honest clients met in a turn of theirs alone."""
    honest = Honest(server.url)
    async with honest.at_work():
        await asyncio.sleep(TURN_S)
    return honest


async def _beside(
    server: Server, attacker: asyncio.subprocess.Process, places: itertools.cycle[int], soak: Soak
) -> None:
    """One turn of attacks, begun while it lasts."""
    honest, until = Honest(server.url), time.monotonic() + TURN_S
    async with honest.at_work():
        while time.monotonic() < until:
            before = {kind: len(honest.figures[kind]) for kind in KINDS}
            place = next(places)
            with Peak(server.pid) as peak:
                ending = await _made(attacker, place)
            if ending != "done":
                soak.wrong.append(f"{ATTACKS[place]}: {ending}")
            soak.made[place] += 1
            if peak.bytes > soak.peaks[place].total():
                soak.peaks[place] = peak.rooms
            for kind, count in before.items():
                longest = max(honest.figures[kind][count:], default=0)
                soak.longest[place, kind] = max(soak.longest[place, kind], longest)
    _add(soak.beside, honest.figures)
    soak.resumed += honest.resumed


async def _made(attacker: asyncio.subprocess.Process, place: int) -> str:
    assert attacker.stdin is not None
    assert attacker.stdout is not None
    attacker.stdin.write(b"%d\n" % place)
    if not (said := await attacker.stdout.readline()):
        raise RuntimeError(f"the attacker has ended; it was to make {ATTACKS[place]}")
    return said.decode().strip()


@asynccontextmanager
async def _attacker(port: int, audit_id: str) -> AsyncGenerator[asyncio.subprocess.Process]:
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "tests.acceptance.attacks.attacker", str(port), audit_id)
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


def _add(all_figures: dict[str, list[float]], more: dict[str, list[float]]) -> None:
    for kind, figures in more.items():
        all_figures[kind] += figures


def _said(figures: list[float]) -> str:
    return f"{statistics.median(figures):,.0f} ms ({statistics.quantiles(figures, n=20)[-1]:,.0f})"


def _over(peak: Counter[str], idle: Counter[str]) -> str:
    """The memory beside an attack, and whose it was; a process that has ended meanwhile makes a figure negative."""
    parted = ", ".join(f"{room} {(peak[room] - idle[room]) / MB:,.0f}" for room in ROOMS)
    return f"{(peak.total() - idle.total()) / MB:,.0f} MB ({parted})"
