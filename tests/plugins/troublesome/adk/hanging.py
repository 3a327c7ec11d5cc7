"""An ADK agent that never comes to an end, and will not be told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.messages import progress_event
from service.agents.spec import AgentSpec
from service.checks.outcome import Progress

released = False
"""Set by a test in whose own process it runs, so that this process can end."""


class Stubborn(BaseAgent):
    """Takes no notice of being cancelled."""

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        yield progress_event(self.name, Progress(1, 2, "and never the second"))
        while not released:
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(3600)


SPEC = AgentSpec(agent_id="hanging_adk", version="1.0", rules="1", build=lambda _: Stubborn(name="hanging_adk"))
