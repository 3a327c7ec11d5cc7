"""A check with more findings than an event can hold."""

from __future__ import annotations

from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome, Tell
from service.findings import SEVERITIES
from service.reports.model import Report
from troublesome.findings import finding

FINDINGS = 3000
SPEC = AgentSpec(agent_id="plentiful", version="1.0", rules="1", check="troublesome.plentiful:check")


def check(report: Report, tell: Tell) -> Outcome:
    """Severities take turns, so that the gravest are all over the list; descriptions are of some length."""
    found = tuple(
        finding("plentiful", number, SEVERITIES[number % 3], f"No. {number}: " + "a long story " * 12)
        for number in range(FINDINGS)
    )
    return Outcome(found, Counts(failed=FINDINGS))
