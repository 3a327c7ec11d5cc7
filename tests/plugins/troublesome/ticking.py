"""Agents that list what holds: a check, and an ADK agent that says the same."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

from service.agents.spec import AgentSpec, Brief
from service.checks.outcome import Counts, Outcome, Tell
from service.findings import Location
from service.reports.model import Report
from service.ticks import Tick, Untested

if TYPE_CHECKING:
    from google.adk.agents import BaseAgent

TICKS = (
    Tick("tie", "7 = 7", (Location(table=0, row=1, column=1), Location(table=1, row=2, column=1))),
    Tick("sum", "3 + 4 = 7", (Location(table=0, row=1, column=1, table_title="Results"),), exact=False),
)
UNTESTED = (Untested("sum", "it has a single figure", Location(table=1)),)
OUTCOME = Outcome((), Counts(passed=2, not_possible=1), TICKS, UNTESTED)


def check(report: Report, tell: Tell) -> Outcome:
    return OUTCOME


def build(brief: Brief) -> BaseAgent:
    from google.adk.agents import BaseAgent
    from google.adk.agents.invocation_context import InvocationContext
    from google.adk.events import Event

    from service.agents.messages import outcome_event

    class Ticking(BaseAgent):
        async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
            yield outcome_event(self.name, OUTCOME)

    return Ticking(name="ticking_adk")


CHECK = AgentSpec(agent_id="ticking_check", version="1.0", rules="1", check="troublesome.ticking:check")
ADK = AgentSpec(agent_id="ticking_adk", version="1.0", rules="1", build=build)
