"""Many questions at once: what came of each, and what somebody who watches reads meanwhile."""

from __future__ import annotations

from pydantic import BaseModel

from service.agents.judging.asking import UnansweredQuestion, all_asked
from service.agents.models.question import Answer, Question
from service.checks.claims.claim import Claims
from service.checks.outcome import Progress
from service.errors import ModelFailed
from tests.unit.agents.given.scripted_asking import ScriptedAsking


def question(purpose: str) -> Question:
    return Question(purpose=purpose, instruction="Read.", data="Text.", answer=Claims)


def script(asked: Question) -> BaseModel:
    if asked.purpose.startswith("logic"):
        raise ModelFailed("logic_consistency", "refused", "it will not")
    return Claims()


async def test_who_watches_reads_how_many_questions_there_are_and_what_came_of_each() -> None:
    told: list[Progress] = []
    asked = [question("accounting lens, part 1 of 2"), question("logic lens, part 1 of 2")]

    one, other = await all_asked(ScriptedAsking(script), asked, told.append)

    assert isinstance(one, Answer)
    assert other == UnansweredQuestion("logic lens, part 1 of 2", "refused: it will not")
    assert told == [
        Progress(0, 2, "questions to a model"),
        Progress(1, 2, "answered: accounting lens, part 1 of 2"),
        Progress(2, 2, "no answer: logic lens, part 1 of 2"),
    ]


async def test_where_nothing_is_asked_nothing_is_told() -> None:
    told: list[Progress] = []

    assert await all_asked(ScriptedAsking(script), [], told.append) == []
    assert told == []
