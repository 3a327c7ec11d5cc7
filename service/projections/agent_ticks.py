"""What agents ticked, as JSON: the lists stand in it as they are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from service.events import Checks
from service.ticks import touching


@dataclass(frozen=True, slots=True)
class AgentTicks:
    """One agent's counts, and the list of its ticks as it is kept; None if it lists none."""

    agent_id: str
    checks: Checks
    listed: bytes | None


def ticks_json(agents: Iterable[AgentTicks], table: int | None = None) -> bytes:
    """The agents with their lists, or what in these has to do with one ``table``."""
    texts = (_agent(agent, table) for agent in agents)
    return b'{"agents":[%b]}' % b",".join(texts)


def _agent(agent: AgentTicks, table: int | None) -> bytes:
    listed = agent.listed
    if listed is not None and table is not None:
        listed = touching(listed, table)
    agent_id, checks = json.dumps(agent.agent_id).encode(), agent.checks.model_dump_json().encode()
    return b'{"agent_id":%b,"checks":%b,"ticks":%b}' % (agent_id, checks, b"null" if listed is None else listed)
