"""Checks whose result is none, and entry points that name no agent."""

from __future__ import annotations

from typing import Any

from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome, Tell
from service.reports.model import Report
from troublesome.findings import finding


def a_dict(report: Report, tell: Tell) -> Any:
    return {"findings": []}


def for_another(report: Report, tell: Tell) -> Outcome:
    return Outcome((finding("numeric_validation"),), Counts(failed=1))


A_DICT, FOR_ANOTHER = (
    AgentSpec(agent_id=agent_id, version="1.0", rules="1", check=f"troublesome.nonsense:{function}")
    for agent_id, function in (("returning_a_dict", "a_dict"), ("finding_for_another", "for_another"))
)
MISNAMED = AgentSpec(agent_id="somebody_else", version="1.0", rules="1", check="troublesome.quick:check")
NOT_A_SPEC = {"agent_id": "not_a_spec"}
