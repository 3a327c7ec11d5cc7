"""A check that takes its process down with it."""

from __future__ import annotations

import os

from service.agents.spec import AgentSpec
from service.checks.outcome import Outcome, Progress, Tell
from service.reports.model import Report

SPEC = AgentSpec(agent_id="crashing_check", version="1.0", rules="1", check="troublesome.crashing:check")


def check(report: Report, tell: Tell) -> Outcome:
    tell(Progress(1, 2, "before it crashes"))
    os._exit(7)
