"""ADK agents that raise: an error of their own, one with text that is no text, and what is no error at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event
from pydantic import ConfigDict

from service.agents.messages import progress_event
from service.agents.spec import AgentSpec
from service.checks.outcome import Progress
from troublesome.raising import MESSAGE, LedgerUpsideDownError


class Raising(BaseAgent):
    """Raises ``error`` after one word of progress."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    error: BaseException

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        yield progress_event(self.name, Progress(1, 2, "before it breaks"))
        raise self.error


def raising(agent_id: str, error: BaseException) -> AgentSpec:
    return AgentSpec(agent_id=agent_id, version="1.0", rules="1", build=lambda _: Raising(name=agent_id, error=error))


RAISING = raising("raising_adk", LedgerUpsideDownError(MESSAGE))
EXITING = raising("exiting_adk", SystemExit(3))
CANCELLING = raising("cancelling_adk", asyncio.CancelledError())
GARBLING = raising("garbling_adk", ValueError("half a pair: \ud83d"))
