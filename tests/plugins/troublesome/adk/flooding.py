"""ADK agents: one tells more progress than anybody can read, the progress of the other is a book."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.messages import outcome_event, progress_event
from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome, Progress
from troublesome.flooding import MESSAGES


class Flooding(BaseAgent):
    """Tells ``messages`` times that ``message``."""

    messages: int
    message: str

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        for number in range(1, self.messages + 1):
            yield progress_event(self.name, Progress(number, self.messages, self.message))
        yield outcome_event(self.name, Outcome((), Counts(passed=1)))


FLOODING = AgentSpec(
    agent_id="flooding_adk",
    version="1.0",
    rules="1",
    build=lambda _: Flooding(name="flooding_adk", messages=MESSAGES, message="on it goes"),
)
LONG_WINDED = AgentSpec(
    agent_id="long_winded_adk",
    version="1.0",
    rules="1",
    build=lambda _: Flooding(name="long_winded_adk", messages=1, message="and so on " * 100_000),
)
