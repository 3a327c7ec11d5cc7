"""A model whose answers are a function of the question, and which remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import BaseModel

from service.agents.models.question import Answer, Question, Usage

COST = Usage(input_tokens=100, output_tokens=10)
Script = Callable[[Question], BaseModel]


class ScriptedAsking:
    """An ``Asking``; the script raises what should fail."""

    model = "scripted/model"
    can_search = False

    def __init__(self, script: Script) -> None:
        self._script = script
        self.asked: list[Question] = []
        self.usage = Usage()

    async def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        said = self._script(question)
        self.usage += COST
        return Answer(said, self.model, recorded=False)
