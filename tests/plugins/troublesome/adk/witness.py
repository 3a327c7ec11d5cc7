"""An ADK agent that looks into the log itself, as the check in troublesome.witness does."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.messages import outcome_event
from service.agents.spec import AgentSpec
from troublesome.witness import look


class Witness(BaseAgent):
    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        yield outcome_event(self.name, look(self.name))


SPEC = AgentSpec(agent_id="witness_adk", version="1.0", rules="1", build=lambda _: Witness(name="witness_adk"))
