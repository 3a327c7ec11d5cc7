"""Running the validators over one report on ADK, as a stream of lifecycle events."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing

# Both before ADK is imported: no report text in traces, and no notices about features that are still experimental.
os.environ.setdefault("ADK_CAPTURE_MESSAGE_CONTENT_IN_SPANS", "false")
os.environ.setdefault("ADK_SUPPRESS_EXPERIMENTAL_FEATURE_WARNINGS", "1")

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.apps import App
from google.adk.events import Event
from google.adk.runners import InMemoryRunner
from google.genai import types

from service.agents.attempts import Attempts
from service.agents.installed import installed
from service.agents.lead import EntryEvent, LeadAgent
from service.agents.lifecycle import Entry
from service.agents.models.audit_model import AuditModel
from service.agents.spec import Brief

APP_NAME = "agents"
"""ADK takes the name from the folder that the root agent lives in, and warns about any other."""


class _Silent(BaseAgent):
    """Yields one event, which is not kept: for the rehearsal."""

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        yield EntryEvent(author=self.name, invocation_id=ctx.invocation_id, partial=True, entry=None)


async def rehearse() -> None:
    """Make ADK import and build what it puts off until its first run: 0.3 s in which no watcher would be served."""
    installed()
    runner = InMemoryRunner(app=App(name=APP_NAME, root_agent=_Silent(name="lead")))
    session = await runner.session_service.create_session(app_name=APP_NAME, user_id="rehearsal")
    message = types.Content(role="user", parts=[types.Part(text="rehearsal")])
    async for _ in runner.run_async(user_id="rehearsal", session_id=session.id, new_message=message):
        pass
    await runner.close()


async def run_agents(
    brief: Brief, attempts: Mapping[str, Attempts], audit_model: AuditModel | None = None
) -> AsyncGenerator[Entry, None]:
    """Run the agents named in ``attempts`` (id to what it has left) side by side, each until it is done or given up.
    Each is given ``audit_model`` to ask, if there is one.

    Each event is yielded, with its artifacts, before what follows it happens; the agent it is about goes on when the
    next one is asked for.
    Close the generator to stop all agents.
    """
    lead = LeadAgent(name="lead", brief=brief, attempts=dict(attempts), audit_model=audit_model)
    runner = InMemoryRunner(app=App(name=APP_NAME, root_agent=lead))
    session = await runner.session_service.create_session(app_name=APP_NAME, user_id=brief.audit_id)
    message = types.Content(role="user", parts=[types.Part(text=f"audit {brief.audit_id}")])
    try:
        running = runner.run_async(user_id=brief.audit_id, session_id=session.id, new_message=message)
        async with aclosing(running) as events:
            async for event in events:
                if isinstance(event, EntryEvent) and event.entry is not None:
                    yield event.entry
    finally:
        await runner.close()
