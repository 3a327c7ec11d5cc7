"""The root ADK agent: fans out to the validators, keeps each one's failure its own, and tells their lifecycle."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeVar

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.check_agent import CheckAgent
from service.agents.installed import load
from service.agents.messages import read_message
from service.agents.pacing import Pacing
from service.agents.spec import AgentSpec, Brief
from service.checks.outcome import Outcome
from service.errors import AgentMisbehaved, AgentTimeout, WorkerTaskFailed
from service.events import (
    AgentCompleted,
    AgentErrored,
    AgentProgress,
    AgentStarted,
    Checks,
    Producer,
)
from service.findings import count_by_severity, gravest_first

EVENT_KEY = "tickmark_event"
CANCEL_WAIT_S = 2
"""How long an agent that is told to stop may take before it is left behind."""

Said = TypeVar("Said", AgentProgress, AgentCompleted)
Lifecycle = AgentStarted | AgentProgress | AgentCompleted | AgentErrored
Tell = Callable[[Lifecycle], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Told:
    """A lifecycle event on its way to the log; ``written`` is set once it is committed."""

    event: Lifecycle
    written: asyncio.Event


class LeadAgent(BaseAgent):
    """Runs the agents of ``attempts`` (id to attempt) side by side. Yields one ADK event per lifecycle event.

    An agent goes on only after its consumer has come back for more: whatever follows ``agent_started`` happens after
    that was written.
    """

    brief: Any  # a Brief; see CheckAgent
    attempts: dict[str, int]

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        told: asyncio.Queue[Told | None] = asyncio.Queue()
        tasks = [
            asyncio.create_task(self._supervise(agent_id, attempt, ctx, told), name=f"agent {agent_id}")
            for agent_id, attempt in self.attempts.items()
        ]
        for task in tasks:
            task.add_done_callback(lambda _: told.put_nowait(None))
        running = len(tasks)
        try:
            while running:
                if (message := await told.get()) is None:
                    running -= 1
                    continue
                said = {EVENT_KEY: message.event}
                yield Event(author=self.name, invocation_id=ctx.invocation_id, partial=True, custom_metadata=said)
                message.written.set()
            await asyncio.gather(*tasks)  # a defect of the supervision itself is not an agent's error
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=CANCEL_WAIT_S)

    async def _supervise(
        self, agent_id: str, attempt: int, ctx: InvocationContext, told: asyncio.Queue[Told | None]
    ) -> None:
        async def tell(event: Lifecycle) -> None:
            message = Told(event, asyncio.Event())
            told.put_nowait(message)
            await message.written.wait()

        try:
            spec = await self._spec(agent_id)
            producer = Producer(version=spec.version, rules=spec.rules, model=spec.model)
            await tell(AgentStarted(agent_id=agent_id, attempt=attempt, producer=producer))
            begun = time.monotonic()
            outcome = await self._run_one(spec, ctx, tell)
            await tell(writable(_completed(agent_id, outcome, int((time.monotonic() - begun) * 1000))))
        except Exception as error:  # noqa: BLE001  the edge of an agent: whatever it raises is its agent_error
            await tell(_errored(agent_id, attempt, error))

    async def _spec(self, agent_id: str) -> AgentSpec:
        """The agent's spec. Importing foreign code can take for ever, so it is not waited for any longer than its work.

        In a thread that does not keep the process alive, unlike those of asyncio.
        """
        loop = asyncio.get_running_loop()
        loaded: asyncio.Future[AgentSpec] = loop.create_future()
        threading.Thread(target=_load_into, args=(agent_id, loop, loaded), daemon=True).start()
        try:
            async with asyncio.timeout(self.brief.timeout_s):
                return await loaded
        except TimeoutError as error:
            raise AgentTimeout(agent_id, self.brief.timeout_s) from error

    async def _run_one(self, spec: AgentSpec, ctx: InvocationContext, tell: Tell) -> Outcome:
        """The agent's outcome within its budget. One that will not be stopped is left behind, and not heard again."""
        # A check's budget begins when a worker takes it up: one that only waited for a worker has not been slow.
        budget_s = None if spec.check else self.brief.timeout_s
        abandoned = asyncio.Event()
        work = asyncio.create_task(self._contained(spec, ctx, tell, abandoned))
        try:
            await asyncio.wait({work}, timeout=budget_s)
            if not work.done():
                raise AgentTimeout(spec.agent_id, self.brief.timeout_s)
            if work.cancelled():
                raise AgentMisbehaved(spec.agent_id, "cancelled itself")
            return work.result()
        finally:
            abandoned.set()
            await _stop(work)

    async def _contained(
        self, spec: AgentSpec, ctx: InvocationContext, tell: Tell, abandoned: asyncio.Event
    ) -> Outcome:
        try:
            return await self._listen(spec, ctx, tell, abandoned)
        except SystemExit as error:
            raise AgentMisbehaved(spec.agent_id, f"tried to end the whole process (exit code {error.code})") from error

    async def _listen(self, spec: AgentSpec, ctx: InvocationContext, tell: Tell, abandoned: asyncio.Event) -> Outcome:
        agent = _build(spec, self.brief)
        sub_ctx = ctx.model_copy(update={"branch": f"{self.name}.{spec.agent_id}"})
        pacing = Pacing()
        outcome: Outcome | None = None
        async with aclosing(agent.run_async(sub_ctx)) as events:
            async for event in events:
                if abandoned.is_set():
                    break
                said = read_message(spec.agent_id, event)
                if isinstance(said, Outcome):
                    outcome = said
                elif said is not None and pacing.admits():
                    shown = AgentProgress(
                        agent_id=spec.agent_id, completed=said.completed, total=said.total, message=said.message
                    )
                    await tell(writable(shown))
        if outcome is None:
            raise AgentMisbehaved(spec.agent_id, "ended without an outcome")
        return outcome


async def _stop(work: asyncio.Task[Outcome]) -> None:
    """Cancel ``work``, and leave it behind if it takes no notice."""
    work.cancel()
    # What it raises once nobody listens is no error that anybody has missed.
    work.add_done_callback(lambda done: done.cancelled() or done.exception())
    await asyncio.wait({work}, timeout=CANCEL_WAIT_S)


def _build(spec: AgentSpec, brief: Brief) -> BaseAgent:
    if spec.check is not None:
        return CheckAgent(name=spec.agent_id, check=spec.check, brief=brief)
    if spec.build is None:
        raise AgentMisbehaved(spec.agent_id, "is installed with neither a check nor a way to build it")
    return spec.build(brief)


def _load_into(agent_id: str, loop: asyncio.AbstractEventLoop, loaded: asyncio.Future[AgentSpec]) -> None:
    """Runs in a thread: import the agent and tell the loop, unless nobody waits any more."""

    def tell(spec: AgentSpec | None, error: BaseException | None) -> None:
        if loaded.done():
            return
        if spec is not None:
            loaded.set_result(spec)
        elif error is not None:
            loaded.set_exception(error)

    try:
        told = (_loaded(agent_id), None)
    except Exception as error:  # noqa: BLE001  the edge of a thread: the loop hears of it
        told = (None, error)
    with contextlib.suppress(RuntimeError):  # the loop has been closed meanwhile
        loop.call_soon_threadsafe(tell, *told)


def _loaded(agent_id: str) -> AgentSpec:
    try:
        return load(agent_id)
    except SystemExit as error:
        raise AgentMisbehaved(agent_id, "tried to end the whole process when it was imported") from error


def writable(event: Said) -> Said:
    """``event``, once it is sure that the log can hold it and read it back: that must not fail when it is appended.

    Raises:
        AgentMisbehaved: it holds what JSON can not, or what no event may.
    """
    try:
        return event.model_validate_json(event.model_dump_json())
    except ValueError as error:
        raise AgentMisbehaved(event.agent_id, f"said what can not be written down: {error}") from error


def _completed(agent_id: str, outcome: Outcome, duration_ms: int) -> AgentCompleted:
    for finding in outcome.findings:
        if finding.agent_id != agent_id:
            raise AgentMisbehaved(agent_id, f"returned a finding that names {finding.agent_id} as its agent")
    counts = outcome.counts
    return AgentCompleted(
        agent_id=agent_id,
        findings=gravest_first(outcome.findings),
        findings_total=len(outcome.findings),
        by_severity=count_by_severity(outcome.findings),
        checks=Checks(passed=counts.passed, failed=counts.failed, not_possible=counts.not_possible),
        duration_ms=duration_ms,
    )


def _errored(agent_id: str, attempt: int, error: Exception) -> AgentErrored:
    kind, text = type(error).__name__, str(error) or type(error).__name__
    if isinstance(error, WorkerTaskFailed):
        kind, text = error.error_type, error.message or error.error_type
    return AgentErrored(agent_id=agent_id, error=text, error_type=kind, attempt=attempt, will_retry=False)
