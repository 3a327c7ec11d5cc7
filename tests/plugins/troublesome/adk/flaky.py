"""ADK agents whose trouble passes: one that fails twice and then completes, one whose model has no more to give."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncGenerator

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.messages import outcome_event, progress_event
from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome, Progress

attempts: Counter[str] = Counter()
"""How often each audit has tried it."""


class LineBusyError(Exception):
    """What it asks is busy, and will not be for ever."""


class Flaky(BaseAgent):
    """Fails in its first two attempts at an audit."""

    audit_id: str

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        attempts[self.audit_id] += 1
        yield progress_event(self.name, Progress(1, 2, "before it is known"))
        if attempts[self.audit_id] <= 2:
            raise LineBusyError(f"attempt {attempts[self.audit_id]} came to nothing")
        yield outcome_event(self.name, Outcome((), Counts(passed=1)))


class Quota(BaseAgent):
    """Tells that its model answered with an error."""

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        yield Event(author=self.name, error_code="RESOURCE_EXHAUSTED", error_message="come back later")


FLAKY = AgentSpec(
    agent_id="flaky_adk", version="1.0", rules="1", build=lambda brief: Flaky(name="flaky_adk", audit_id=brief.audit_id)
)
QUOTA = AgentSpec(agent_id="quota_adk", version="1.0", rules="1", build=lambda _: Quota(name="quota_adk"))
