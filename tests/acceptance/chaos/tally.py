"""What a campaign has seen, as a table."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.acceptance.chaos.steps import Step


@dataclass
class Tally:
    """One database's campaign."""

    database: str
    seed: int
    kills: Counter[Step] = field(default_factory=Counter[Step])
    audits: int = 0
    events: int = 0
    resumptions: int = 0
    clients: int = 0
    connections: int = 0
    takeovers_s: list[float] = field(default_factory=list[float])
    """From the death of a server that held a lease to the claim of the next one."""
    seconds: float = 0

    def rows(self) -> dict[str, str]:
        """Names and values, the same names for every database."""
        kills = {f"killed {step}": str(self.kills[step]) for step in Step}
        counts = {
            "kills": str(self.kills.total()),
            "audits": str(self.audits),
            "events": str(self.events),
            "resumptions": str(self.resumptions),
            "takeover, median (s)": f"{statistics.median(self.takeovers_s or [0]):.2f}",
            "takeover, slowest (s)": f"{max(self.takeovers_s, default=0):.2f}",
            "clients": str(self.clients),
            "connections": str(self.connections),
            "seconds": f"{self.seconds:.0f}",
            "seed": str(self.seed),
        }
        return kills | counts


def table(tallies: Sequence[Tally]) -> str:
    """The tallies side by side."""
    columns = [tally.rows() for tally in tallies]
    lines = [f"{'':26}" + "".join(f"{tally.database:>12}" for tally in tallies)]
    lines += [f"{name:26}" + "".join(f"{column[name]:>12}" for column in columns) for name in columns[0]]
    return "\n".join(lines) + "\n"
