"""The way to the models of one process, opened at its start."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from service.agents.models.access import Access, Limits
from service.agents.models.asking import AgentAsking, Commit, Recorded, Way
from service.agents.models.budget import Budget
from service.agents.models.naming import Chosen, chosen
from service.agents.models.secrets import Secrets
from service.settings import Settings


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Way | None]:
    """The way to the models that are set; None where none is, and then no library of any provider is imported.

    Raises:
        ConfigurationError: what is set cannot work.
    """
    names = chosen(settings)
    if names is None:
        yield None
        return
    way = await asyncio.to_thread(_way, names, settings)
    try:
        yield way
    finally:
        for model in set(way.models.values()):
            await model.close()


def _way(names: Chosen, settings: Settings) -> Way:
    making = importlib.import_module("service.agents.models.making")
    made = making.made(names, settings.model_output_tokens)
    return Way(
        models={"fast": made[names.fast], "strong": made[names.strong]},
        access=Access(Limits.of(settings)),
        secrets=Secrets(names),
        said=names.said,
        can_search=names.fast.provider == "gemini",
    )


@dataclass(frozen=True, slots=True)
class AuditModel:
    """The models, as one audit may use them: its tokens, and the answers that its log holds, by agent and key."""

    way: Way
    budget: Budget
    time_s: float
    recorded: Mapping[str, Mapping[str, Recorded]] = field(default_factory=dict[str, Mapping[str, Recorded]])

    def asked_by(self, agent_id: str, commit: Commit, time_s: float | None = None) -> AgentAsking:
        """The models for one attempt of an agent, to be closed after it; ``commit`` puts what they say into the log."""
        given = self.recorded.get(agent_id, {})
        return AgentAsking(
            agent_id, self.way, self.budget, commit, recorded=given, time_s=self.time_s if time_s is None else time_s
        )
