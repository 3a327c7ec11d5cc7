"""The agent disclosure_compliance."""

from __future__ import annotations

from service.agents.spec import AgentSpec

SPEC = AgentSpec(
    agent_id="disclosure_compliance",
    version="1.0",
    rules="2026-11",
    check="service.checks.disclosures.check:check",
    judge="service.agents.judging.disclosing:judge",
    takes=("framework", "disclosures", "select", "ignore"),
)
