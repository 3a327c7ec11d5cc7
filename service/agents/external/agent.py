"""The ADK agent external_signal: asks the enabled sources side by side, and has their answers compared by a worker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.external import work
from service.agents.messages import AskedEvent, ResultEvent, outcome_event, progress_event
from service.agents.result import decoded
from service.agents.spec import Brief
from service.checks.external.run import NOTHING_ENABLED, Unanswered
from service.checks.external.source import Answer, Request
from service.checks.external.sources import SOURCES
from service.checks.outcome import Counts, Outcome, Progress
from service.errors import SourceFailed
from service.events import SourceAsked
from service.external.outside import Outside

TAKES = ("select", "ignore")


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of one question."""

    request: Request
    url: str
    answer: Answer | None
    reason: str = ""

    def event(self, agent_id: str) -> SourceAsked:
        """What the log keeps of it."""
        if self.answer is None:
            return SourceAsked(agent_id=agent_id, source=self.request.source, url=self.url, error=self.reason)
        return SourceAsked(
            agent_id=agent_id,
            source=self.request.source,
            url=self.answer.url,
            asked_at=self.answer.asked_at,
            status=self.answer.status,
            sha256=self.answer.sha256,
            size_bytes=len(self.answer.body),
            kept=self.answer.kept,
            artifact=self.answer.sha256,
        )

    @property
    def words(self) -> str:
        """For whoever watches."""
        name = SOURCES[self.request.source].name
        return f"{name} did not answer: {self.reason}" if self.answer is None else f"{name} has answered"


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
        tasks = [asyncio.create_task(_hear(outside, request)) for request in asked.requests]
        try:
            for done, next_one in enumerate(asyncio.as_completed(tasks), 1):
                one = await next_one
                heard.append(one)
                yield AskedEvent.of(self.name, one.event(self.name), *((one.answer.body,) if one.answer else ()))
                yield progress_event(self.name, Progress(done, len(tasks), one.words))
        finally:
            for task in tasks:
                task.cancel()
        heard.sort(key=lambda one: asked.requests.index(one.request))
        answers = tuple(one.answer for one in heard if one.answer)
        silent = tuple(Unanswered(one.request, one.reason) for one in heard if one.answer is None)
        argument = work.comparing(asked, answers, silent, settings, brief.report)
        result = await brief.pool.run(work.COMPARE, argument, brief.timeout_s, sender=brief.sender)
        yield ResultEvent.of(self.name, decoded(self.name, result))


async def _hear(outside: Outside, request: Request) -> Heard:
    """Ask, and say what became of it: one source's trouble is no trouble of the others."""
    url = outside.fetcher.url(request)
    try:
        return Heard(request, url, await outside.fetcher.ask(request))
    except SourceFailed as error:
        return Heard(request, url, None, error.reason)
