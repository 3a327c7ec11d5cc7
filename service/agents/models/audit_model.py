"""The models as one audit may use them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.agents.models.asking import AgentAsking, Commit, Recorded
from service.agents.models.budget import Budget
from service.agents.models.configured_models import ConfiguredModels


@dataclass(frozen=True, slots=True)
class AuditModel:
    """The models, as one audit may use them: its tokens, and the answers that its log holds, by agent and key."""

    configured: ConfiguredModels
    budget: Budget
    time_s: float
    recorded: Mapping[str, Mapping[str, Recorded]] = field(default_factory=dict[str, Mapping[str, Recorded]])

    def asked_by(self, agent_id: str, commit: Commit, time_s: float | None = None) -> AgentAsking:
        """The models for one attempt of an agent, to be closed after it; ``commit`` puts what they say into the log."""
        given = self.recorded.get(agent_id, {})
        return AgentAsking(
            agent_id,
            self.configured,
            self.budget,
            commit,
            recorded=given,
            time_s=self.time_s if time_s is None else time_s,
        )
