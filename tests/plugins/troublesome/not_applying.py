"""A check that does not apply to any report."""

from __future__ import annotations

from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome, Tell
from service.reports.model import Report

SPEC = AgentSpec("not_applying", version="1", rules="1", check="troublesome.not_applying:check")


def check(report: Report, tell: Tell) -> Outcome:
    return Outcome((), Counts(), not_run="the report is no balance of water")
