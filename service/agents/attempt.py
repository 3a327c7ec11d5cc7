"""One attempt of one agent: built, run within its budget, and left behind if it cannot be stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext

from service.agents.check_agent import CheckAgent
from service.agents.lifecycle import Entry, Tell, progressed
from service.agents.messages import read_message
from service.agents.pacing import Pacing
from service.agents.result import Result
from service.agents.spec import AgentSpec, Brief
from service.errors import AgentMisbehaved, AgentTimeout

CANCEL_WAIT_S = 2
"""How long an agent that is told to stop may take before it is left behind."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An agent as installed, what it is given, and who hears its progress.

    ``more_s`` says, once its time is over, how much more it may take because it has asked a model.
    """

    spec: AgentSpec
    brief: Brief
    context: InvocationContext
    tell: Tell
    more_s: Callable[[], float] = float  # none

    async def result(self) -> Result:
        """What it found. On cancellation the agent is stopped; one that will not stop is not heard again.

        Raises:
            AgentTimeout: it took longer than its budget.
            AgentMisbehaved: it broke its contract.
            Exception: whatever the agent raised.
        """
        # A check's budget begins when a worker takes it up: one that only waited for a worker has not been slow.
        budget_s = None if self.spec.check else self.brief.timeout_s
        abandoned = asyncio.Event()
        work = asyncio.create_task(self._contained(abandoned))
        try:
            await asyncio.wait({work}, timeout=budget_s)
            more_s = self.more_s()
            if not work.done() and more_s:
                await asyncio.wait({work}, timeout=more_s)
            if not work.done():
                raise AgentTimeout(self.spec.agent_id, self.brief.timeout_s + more_s)
            if work.cancelled():
                raise AgentMisbehaved(self.spec.agent_id, "cancelled itself")
            return work.result()
        finally:
            abandoned.set()
            await _stop(work)

    async def _contained(self, abandoned: asyncio.Event) -> Result:
        try:
            return await self._listen(abandoned)
        except SystemExit as error:
            said = f"tried to end the whole process (exit code {error.code})"
            raise AgentMisbehaved(self.spec.agent_id, said) from error

    async def _listen(self, abandoned: asyncio.Event) -> Result:
        agent_id = self.spec.agent_id
        pacing = Pacing()
        result: Result | None = None
        async with aclosing(_build(self.spec, self.brief).run_async(self.context)) as events:
            async for event in events:
                if abandoned.is_set():
                    break
                said = read_message(agent_id, event)
                if isinstance(said, Result):
                    result = said
                elif isinstance(said, Entry):
                    await self.tell(said.event, *said.artifacts)
                elif said is not None and pacing.admits():
                    await self.tell(progressed(agent_id, said))
        if result is None:
            raise AgentMisbehaved(agent_id, "ended without an outcome")
        return result


async def _stop(work: asyncio.Task[Result]) -> None:
    """Cancel ``work``, and leave it behind if it takes no notice."""
    work.cancel()
    # What it raises once nobody listens is no error that anybody has missed.
    work.add_done_callback(lambda done: done.cancelled() or done.exception())
    await asyncio.wait({work}, timeout=CANCEL_WAIT_S)


def _build(spec: AgentSpec, brief: Brief) -> BaseAgent:
    if spec.check is not None:
        return CheckAgent(name=spec.agent_id, check=spec.check, takes=spec.takes, judge=spec.judge, brief=brief)
    if spec.build is None:
        raise AgentMisbehaved(spec.agent_id, "is installed with neither a check nor a way to build it")
    return spec.build(brief)
