"""A check that tells more progress than anybody can read."""

from __future__ import annotations

from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome, Progress, Tell
from service.reports.model import Report

MESSAGES = 5000
SPEC = AgentSpec(agent_id="flooding_check", version="1.0", rules="1", check="troublesome.flooding:check")


def check(report: Report, tell: Tell) -> Outcome:
    for number in range(1, MESSAGES + 1):
        tell(Progress(number, MESSAGES, f"message {number}"))
    return Outcome((), Counts(passed=1))
