"""The agent logic_consistency."""

from __future__ import annotations

from service.agents.spec import AgentSpec

SPEC = AgentSpec(
    agent_id="logic_consistency",
    version="1.0",
    rules="2026-11",
    check="service.checks.consistency.check:check",
    judge="service.agents.judging.judge:judge",
    takes=("select", "ignore"),
)
