"""A check that never comes to an end."""

from __future__ import annotations

import time

from service.agents.spec import AgentSpec
from service.checks.outcome import Outcome, Progress, Tell
from service.reports.model import Report

SPEC = AgentSpec(agent_id="hanging_check", version="1.0", rules="1", check="troublesome.hanging:check")


def check(report: Report, tell: Tell) -> Outcome:
    tell(Progress(1, 2, "and never the second"))
    while True:
        time.sleep(3600)
