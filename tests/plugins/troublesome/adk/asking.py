"""ADK agents that ask their model three questions at once, and say how many were answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event
from pydantic import BaseModel

from service.agents.messages import outcome_event
from service.agents.models.question import Answer, Question
from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome
from service.errors import ModelBudgetSpent, ModelFailed
from service.events import Judgement

QUESTIONS = 3


class Number(BaseModel):
    """What is asked for."""

    number: int


class Asking(BaseAgent):
    """Passes a check for each answer, and cannot make one for each question that has none."""

    brief: Any

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        if self.brief.asking is None:
            yield outcome_event(self.name, Outcome((), Counts(), not_run="no model is set"))
            return
        questions = [
            Question(f"number {n}", "Say the number.", f"{self.name} {n}", Number) for n in range(1, QUESTIONS + 1)
        ]
        answers = await asyncio.gather(*(self._ask(question) for question in questions))
        answered = sum(answer is not None for answer in answers)
        failed = len(answers) - answered
        judgement = Judgement(
            model=self.brief.asking.model,
            passes=1,
            questions=answered,
            failed=failed,
            claims=0,
            repeated=0,
            refuted=0,
            dropped={},
            confirmed=0,
            complete=not failed,
            usage=self.brief.asking.usage,
        )
        yield outcome_event(self.name, Outcome((), Counts(answered, 0, failed), judgement=judgement))

    async def _ask(self, question: Question) -> Answer | None:
        try:
            return await self.brief.asking.ask(question)
        except (ModelFailed, ModelBudgetSpent):
            return None


ASKING_A, ASKING_B = (
    AgentSpec(agent_id=name, version="1.0", rules="1", build=lambda brief, name=name: Asking(name=name, brief=brief))
    for name in ("asking_a", "asking_b")
)
