"""The agent numeric_validation."""

from __future__ import annotations

from service.agents.spec import AgentSpec

SPEC = AgentSpec(
    agent_id="numeric_validation",
    version="1.0",
    rules="2026-11",
    check="service.checks.numeric.check:check",
    takes=("materiality", "framework", "select", "ignore"),
)
