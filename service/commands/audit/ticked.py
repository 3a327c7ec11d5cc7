"""What agents ticked, as a server sends it and as `tickmark audit --ticks` shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from pydantic import BaseModel

from service.events import Checks
from service.ticks import TickList


class AgentTicked(BaseModel):
    """One agent's counts, and the list of its ticks; None if it lists none."""

    agent_id: str
    checks: Checks
    ticks: TickList | None


class Ticked(BaseModel):
    """All agents that have completed."""

    agents: tuple[AgentTicked, ...]


def coverage(agents: Sequence[AgentTicked]) -> Iterator[dict[str, Any]]:
    """Every table that an agent listed, for JSON: its figures, how many of them are ticked, how many relations fail.

    The sentences of the text come last: their ``table`` is None, and nobody counts their figures.
    """
    for agent in agents:
        for table in agent.ticks.tables if agent.ticks else ():
            counts = {"figures": table.figures, "ticked": table.ticked, "failed": table.failed}
            named = {"table": table.table, "table_title": table.title, "section": table.section}
            yield {"agent_id": agent.agent_id, **named, **counts}


def left_out(agents: Sequence[AgentTicked]) -> int:
    """How many ticks and untested were beyond what a list holds."""
    return sum(agent.ticks.left_out for agent in agents if agent.ticks)


def flat(agents: Sequence[AgentTicked], kind: Literal["ticks", "untested"]) -> Iterator[dict[str, Any]]:
    """Every entry of a kind, for JSON: each with its agent, the title of its table, and its section."""
    for agent in agents:
        said = agent.model_dump(exclude_none=True)
        for table in said.get("ticks", {}).get("tables", ()):
            named = {"agent_id": agent.agent_id, "table_title": table.get("title"), "section": table.get("section")}
            yield from (named | entry for entry in table[kind])
