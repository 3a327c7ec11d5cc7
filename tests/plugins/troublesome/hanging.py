"""Agents that never come to an end: one that works for ever, and one that will not be told to stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.messages import progress_event
from service.agents.spec import AgentSpec
from service.checks.outcome import Outcome, Progress, Tell
from service.reports.model import Report


def check(report: Report, tell: Tell) -> Outcome:
    tell(Progress(1, 2, "and never the second"))
    while True:
        time.sleep(3600)


class Stubborn(BaseAgent):
    """Takes no notice of being cancelled, and would go on talking."""

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        yield progress_event(self.name, Progress(1, 2, "and never the second"))
        while True:
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                yield progress_event(self.name, Progress(2, 2, "still here"))


CHECK = AgentSpec(agent_id="hanging_check", version="1.0", rules="1", check="troublesome.hanging:check")
ADK = AgentSpec(agent_id="hanging_adk", version="1.0", rules="1", build=lambda _: Stubborn(name="hanging_adk"))
