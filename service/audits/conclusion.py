"""How an audit ends once none of its agents has anything left to do."""

from __future__ import annotations

from service.events import AuditComplete, AuditFailed
from service.projections.audit_state import AuditState


def conclude(state: AuditState) -> AuditComplete | AuditFailed:
    """Complete if at least one agent completed; failed if every agent that ran ended in error, or none could run."""
    agents = state.agents.values()
    failed = tuple(agent.agent_id for agent in agents if agent.status == "error")
    if not any(agent.status == "complete" for agent in agents):
        if not failed:
            reasons = "; ".join(f"{agent.agent_id}: {agent.reason}" for agent in agents)
            return AuditFailed(error=f"no agent could run ({reasons})", error_type="NoAgentRan")
        errors = "; ".join(f"{agent.agent_id}: {agent.error}" for agent in agents if agent.status == "error")
        return AuditFailed(error=f"every agent that ran ended in error ({errors})", error_type="EveryAgentFailed")
    return AuditComplete(
        findings_total=state.findings_total,
        by_severity=state.by_severity,
        by_agent={agent.agent_id: agent.findings_total for agent in agents if agent.status == "complete"},
        agents_failed=failed,
    )
