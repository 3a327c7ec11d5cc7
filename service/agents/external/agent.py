"""The ADK agent external_signal: asks the enabled sources side by side, and has their answers compared by a worker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.external import work
from service.agents.external.hearing import Heard, hear
from service.agents.external.searching import with_news
from service.agents.messages import AskedEvent, ResultEvent, outcome_event, progress_event
from service.agents.result import decoded
from service.agents.spec import Brief
from service.checks.external.run import NOTHING_ENABLED, UnansweredRequest
from service.checks.outcome import Counts, Outcome, Progress

TAKES = ("select", "ignore")


class ExternalSignal(BaseAgent):
    """Asks what the brief's sources are enabled for; nothing enabled is said, with how to enable it."""

    brief: Any  # a Brief; see CheckAgent

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        brief: Brief = self.brief
        outside = brief.outside
        if outside is None or not outside.sources:
            yield outcome_event(self.name, Outcome((), Counts(), not_run=NOTHING_ENABLED))
            return
        settings = {name: brief.settings[name] for name in TAKES if name in brief.settings}
        argument = work.asking(outside.sources, settings, brief.report)
        found = await brief.pool.run(work.QUESTIONS, argument, brief.timeout_s, sender=brief.sender)
        asked = work.found_questions(found)
        heard: list[Heard] = []
        tasks = [asyncio.create_task(hear(brief, outside, request)) for request in asked.requests]
        try:
            for done, next_one in enumerate(asyncio.as_completed(tasks), 1):
                one = await next_one
                heard.append(one)
                yield AskedEvent.of(self.name, one.event(self.name), *one.artifacts)
                yield progress_event(self.name, Progress(done, len(tasks), one.words))
        finally:
            for task in tasks:
                task.cancel()
        heard.sort(key=lambda one: asked.requests.index(one.request))
        answers = tuple(one.answer for one in heard if one.answer)
        silent = tuple(UnansweredRequest(one.request, one.reason) for one in heard if one.answer is None)
        argument = work.comparing(asked, answers, silent, settings, brief.report)
        result = await brief.pool.run(work.COMPARE, argument, brief.timeout_s, sender=brief.sender)
        compared = decoded(self.name, result)
        yield ResultEvent.of(
            self.name, await with_news(brief.asking, asked.entity, compared) if asked.search else compared
        )
