"""ADK agents that walk as the check in troublesome.walking does, in the service's own process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.messages import outcome_event, progress_event
from service.agents.spec import AgentSpec
from service.checks.outcome import Progress
from troublesome.walking import LOOK_S, leave, must_wait, outcome, step_s, steps


class Walking(BaseAgent):
    """Says in its footprints if it was stopped."""

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        try:
            for step in range(1, steps() + 1):
                await asyncio.sleep(step_s())
                leave(self.name, step)
                yield progress_event(self.name, Progress(step, steps(), f"step {step}"))
                while must_wait(step):
                    await asyncio.sleep(LOOK_S)
        except (asyncio.CancelledError, GeneratorExit):
            leave(self.name, "stopped")
            raise
        yield outcome_event(self.name, outcome(self.name))


WALKING_A, WALKING_B = (
    AgentSpec(agent_id=name, version="1.0", rules="1", build=lambda _, name=name: Walking(name=name))
    for name in ("walking_a", "walking_b")
)
