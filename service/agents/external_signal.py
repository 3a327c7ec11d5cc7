"""The agent external_signal."""

from __future__ import annotations

from service.agents.external.agent import ExternalSignal
from service.agents.spec import AgentSpec, Brief


def build(brief: Brief) -> ExternalSignal:
    """The agent for one audit."""
    return ExternalSignal(name="external_signal", brief=brief)


SPEC = AgentSpec(agent_id="external_signal", version="1.0", rules="2026-11", build=build)
