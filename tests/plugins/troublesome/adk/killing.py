"""An ADK agent that takes the whole service down with it, each time, once the file TROUBLESOME_GATE exists."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncGenerator
from pathlib import Path

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.messages import progress_event
from service.agents.spec import AgentSpec
from service.checks.outcome import Progress

LOOK_S = 0.02


class Killing(BaseAgent):
    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        yield progress_event(self.name, Progress(1, 2, "before it kills"))
        while not Path(os.environ["TROUBLESOME_GATE"]).exists():
            await asyncio.sleep(LOOK_S)
        os.kill(os.getpid(), signal.SIGKILL)


SPEC = AgentSpec(agent_id="killing_adk", version="1.0", rules="1", build=lambda _: Killing(name="killing_adk"))
