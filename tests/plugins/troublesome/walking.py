"""Agents that leave footprints: what they do is seen by anybody, whether or not the log hears of it.

TROUBLESOME_STEPS       how many steps there are (20)
TROUBLESOME_STEP_S      how long one takes (0.02)
TROUBLESOME_GATE        a file without which nobody gets beyond the middle (none: nothing is waited for)
TROUBLESOME_FOOTPRINTS  the file to which each step is added, as "AGENT PROCESS STEP" (none: no footprints)
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome, Progress, Tell
from service.reports.model import Report
from troublesome.findings import finding

LOOK_S = 0.02
SPEC = AgentSpec(agent_id="walking_check", version="1.0", rules="1", check="troublesome.walking:check")


def steps() -> int:
    return int(os.environ.get("TROUBLESOME_STEPS", "20"))


def step_s() -> float:
    return float(os.environ.get("TROUBLESOME_STEP_S", "0.02"))


def must_wait(step: int) -> bool:
    gate = os.environ.get("TROUBLESOME_GATE")
    return gate is not None and step == steps() // 2 and not Path(gate).exists()


def leave(agent_id: str, what: object) -> None:
    if path := os.environ.get("TROUBLESOME_FOOTPRINTS"):
        with Path(path).open("a") as file:
            file.write(f"{agent_id} {os.getpid()} {what}\n")


def outcome(agent_id: str) -> Outcome:
    return Outcome((finding(agent_id),), Counts(passed=steps(), failed=1))


def check(report: Report, tell: Tell) -> Outcome:
    for step in range(1, steps() + 1):
        time.sleep(step_s())
        leave("walking_check", step)
        tell(Progress(step, steps(), f"step {step}"))
        while must_wait(step):
            time.sleep(LOOK_S)
    return outcome("walking_check")
