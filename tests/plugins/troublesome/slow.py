"""Checks that take their time, step by step, and wait in the middle for as long as the test wants.

TROUBLESOME_STEPS   how many steps there are (20)
TROUBLESOME_STEP_S  how long one takes (0.02)
TROUBLESOME_GATE    a file without which no check gets beyond the middle (none: nothing is waited for)
"""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome, Progress, Tell
from service.reports.model import Report
from troublesome.findings import finding

LOOK_S = 0.02
SLOW_A, SLOW_B, SLOW_C = (
    AgentSpec(agent_id=name, version="1.0", rules="1", check=f"troublesome.slow:{name}")
    for name in ("slow_a", "slow_b", "slow_c")
)


def _check(agent_id: str, report: Report, tell: Tell) -> Outcome:
    steps, gate = int(os.environ.get("TROUBLESOME_STEPS", "20")), os.environ.get("TROUBLESOME_GATE")
    for step in range(1, steps + 1):
        time.sleep(float(os.environ.get("TROUBLESOME_STEP_S", "0.02")))
        tell(Progress(step, steps, f"step {step}"))
        while gate and step == steps // 2 and not Path(gate).exists():
            time.sleep(LOOK_S)
    return Outcome((finding(agent_id),), Counts(passed=steps, failed=1))


slow_a, slow_b, slow_c = (partial(_check, name) for name in ("slow_a", "slow_b", "slow_c"))
