"""The root ADK agent: fans out to the validators, isolates their failures, and yields their lifecycle events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event
from pydantic import SkipValidation

from service.agents.attempt import CANCEL_WAIT_S
from service.agents.attempts import Attempts
from service.agents.lifecycle import Entry, Lifecycle
from service.agents.models.audit_model import AuditModel
from service.agents.supervisor import Supervisor


class EntryEvent(Event):
    """An entry for the log, as it passes through ADK; None in a rehearsal."""

    entry: SkipValidation[Entry | None]


@dataclass(frozen=True, slots=True)
class PendingEvent:
    """A lifecycle event on its way to the log; ``written`` is set once it is committed."""

    entry: Entry
    written: asyncio.Event


class LeadAgent(BaseAgent):
    """Runs the agents of ``attempts`` (id to what it has left) side by side. Yields one ADK event per lifecycle event.

    An agent goes on only after its consumer has come back for more: whatever follows ``agent_started`` happens after
    that was written. One that pauses between two attempts keeps no other waiting.
    """

    brief: Any  # a Brief; see CheckAgent
    attempts: dict[str, Attempts]
    audit_model: SkipValidation[AuditModel | None] = None

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        told: asyncio.Queue[PendingEvent | None] = asyncio.Queue()
        tasks = [
            asyncio.create_task(self._supervise(agent_id, attempts, ctx, told), name=f"agent {agent_id}")
            for agent_id, attempts in self.attempts.items()
        ]
        for task in tasks:
            task.add_done_callback(lambda _: told.put_nowait(None))
        running = len(tasks)
        try:
            while running:
                if (message := await told.get()) is None:
                    running -= 1
                    continue
                yield EntryEvent(author=self.name, invocation_id=ctx.invocation_id, partial=True, entry=message.entry)
                message.written.set()
            await asyncio.gather(*tasks)  # a defect of the supervision itself is not an agent's error
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=CANCEL_WAIT_S)

    async def _supervise(
        self, agent_id: str, attempts: Attempts, ctx: InvocationContext, told: asyncio.Queue[PendingEvent | None]
    ) -> None:
        async def tell(event: Lifecycle, *artifacts: bytes) -> None:
            message = PendingEvent(Entry(event, artifacts), asyncio.Event())
            told.put_nowait(message)
            await message.written.wait()

        own_ctx = ctx.model_copy(update={"branch": f"{self.name}.{agent_id}"})
        await Supervisor(agent_id, self.brief, own_ctx, tell, self.audit_model).run(attempts)
