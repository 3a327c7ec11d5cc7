"""Asking many questions at once, and what came of each: an answer, or why there is none."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.agents.models.question import Answer, Asking, Question
from service.checks.outcome import Progress
from service.errors import ModelBudgetSpent, ModelFailed

Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question without an answer, and the reason in words."""

    purpose: str
    reason: str


QuestionResult = Answer | UnansweredQuestion


async def all_asked(asking: Asking, questions: Sequence[Question], tell: Tell) -> list[QuestionResult]:
    """What came of each question, in their order. Whatever fails fails alone."""
    done = 0

    async def one(question: Question) -> QuestionResult:
        nonlocal done
        told = await _asked(asking, question)
        done += 1
        came = "answered" if isinstance(told, Answer) else "no answer"
        tell(Progress(done, len(questions), f"{came}: {question.purpose}"))
        return told

    if questions:
        tell(Progress(0, len(questions), "questions to a model"))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(question)) for question in questions]
    return [task.result() for task in tasks]


def reasons_of(told: Sequence[QuestionResult]) -> Counter[str]:
    """How many questions were not answered, for each reason."""
    return Counter(one.reason for one in told if isinstance(one, UnansweredQuestion))


async def _asked(asking: Asking, question: Question) -> QuestionResult:
    try:
        return await asking.ask(question)
    except ModelFailed as error:
        return UnansweredQuestion(question.purpose, f"{error.reason}: {error.said}" if error.said else error.reason)
    except ModelBudgetSpent:
        return UnansweredQuestion(question.purpose, "the audit's tokens are spent (TICKMARK_MODEL_TOKENS_PER_AUDIT)")
