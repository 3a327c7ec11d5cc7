"""Which agents there are: the entry point group ``tickmark.agents``, ours among them."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import EntryPoints, entry_points

from service.agents.spec import AgentSpec
from service.errors import AgentMisbehaved, UnknownAgent

GROUP = "tickmark.agents"
OURS = ("numeric_validation", "logic_consistency", "disclosure_compliance", "external_signal")
"""The order in which results are shown; agents of other packages follow by name."""


def _points() -> EntryPoints:
    """Read once, since that reads a file of every package there is; what is installed later is for the next start."""
    return _points_on(tuple(sys.path))


@cache
def _points_on(_: tuple[str, ...]) -> EntryPoints:
    return entry_points(group=GROUP)


def installed() -> tuple[str, ...]:
    """The ids of all installed agents, without importing any of them."""
    names = {point.name for point in _points()}
    return tuple([name for name in OURS if name in names] + sorted(names.difference(OURS)))


def chosen(agent_ids: tuple[str, ...]) -> tuple[str, ...]:
    """``agent_ids`` without repetitions, or all installed ones if there are none.

    Raises:
        UnknownAgent: one of them is not installed.
    """
    there_are = installed()
    for agent_id in agent_ids:
        if agent_id not in there_are:
            raise UnknownAgent(agent_id, there_are)
    return tuple(dict.fromkeys(agent_ids)) or there_are


def load(agent_id: str) -> AgentSpec:
    """The agent's spec, importing its package.

    Raises:
        UnknownAgent: it is not installed.
        AgentMisbehaved: its entry point does not name an AgentSpec of that id.
        Exception: whatever importing a foreign package raises.
    """
    for point in _points().select(name=agent_id):
        spec = point.load()
        if not isinstance(spec, AgentSpec) or spec.agent_id != agent_id:
            raise AgentMisbehaved(agent_id, f"is installed as {point.value}, which is not an AgentSpec of that id")
        return spec
    raise UnknownAgent(agent_id, installed())
