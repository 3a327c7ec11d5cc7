"""Agents that tell more progress than anybody can read, and one whose progress is a book."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.messages import outcome_event, progress_event
from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome, Progress, Tell
from service.reports.model import Report

MESSAGES = 5000


def check(report: Report, tell: Tell) -> Outcome:
    for number in range(1, MESSAGES + 1):
        tell(Progress(number, MESSAGES, f"message {number}"))
    return Outcome((), Counts(passed=1))


class Flooding(BaseAgent):
    """Tells ``messages`` times that ``message``."""

    messages: int
    message: str

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        for number in range(1, self.messages + 1):
            yield progress_event(self.name, Progress(number, self.messages, self.message))
        yield outcome_event(self.name, Outcome((), Counts(passed=1)))


def flooding(agent_id: str, messages: int, message: str) -> AgentSpec:
    return AgentSpec(
        agent_id=agent_id,
        version="1.0",
        rules="1",
        build=lambda _: Flooding(name=agent_id, messages=messages, message=message),
    )


CHECK = AgentSpec(agent_id="flooding_check", version="1.0", rules="1", check="troublesome.flooding:check")
ADK = flooding("flooding_adk", MESSAGES, "on it goes")
LONG_WINDED_ADK = flooding("long_winded_adk", 1, "and so on " * 100_000)
