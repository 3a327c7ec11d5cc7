"""What an agent may ask a model, and what it gets: the questions, the answers, and the promise of who answers them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Protocol

from pydantic import BaseModel

from service.events import Source, Tier, Usage

__all__ = ["Answer", "Asking", "Question", "Source", "Tier", "Usage"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question to a model.

    Instructions are our own constant words. The text of a report is data: it is in ``data`` and nowhere else.
    """

    purpose: str
    """For the log and for people: "accounting, part 1 of 2, pass 3 of 3"."""
    instruction: str
    """The system instruction."""
    data: str
    """The message of the user: the report's text, or claims to examine."""
    answer: type[BaseModel]
    """What the answer must be: the model is asked for its JSON schema, and what it says is validated."""
    tier: Tier = "fast"
    grounded: bool = False
    """With the web search of the model's provider. Only where ``Asking.can_search``."""

    @property
    def key(self) -> str:
        """The SHA-256 of all that makes this question this one: the same question has the same key."""
        schema = self.answer.model_json_schema()
        parts = (self.purpose, self.instruction, self.data, schema, self.tier, self.grounded)
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said to a question."""

    value: BaseModel
    """An instance of the question's ``answer``."""
    model: str
    """Which model said it."""
    recorded: bool
    """Whether it was taken from the log, and nobody was asked."""
    sources: tuple[Source, ...] = ()
    """What was found on the web, for a question that was ``grounded``."""


class Asking(Protocol):
    """A model, as one agent of one audit may ask it."""

    @property
    def model(self) -> str:
        """What answers: "openai/qwen3 (fast), openai/qwen3-235b (strong)"."""
        ...

    @property
    def can_search(self) -> bool:
        """Whether questions can be ``grounded``."""
        ...

    @property
    def usage(self) -> Usage:
        """What the answers so far have cost, those from the log included, and the questions that failed."""
        ...

    async def ask(self, question: Question) -> Answer:
        """The answer, once it is committed to the log; from there if the same question was answered before.

        Can be called many times at once: how many calls are made at once and in a minute, and how often one is tried,
        is not the caller's concern.

        Raises:
            ModelFailed: there is no usable answer, for its ``reason``.
            ModelBudgetSpent: the audit has no tokens left, and nobody was asked.
        """
        ...
