"""What a model has said, and whether it can be used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, Protocol

from pydantic import BaseModel, ValidationError

from service.agents.models.question import Question, Source
from service.events import Usage

Stop = Literal["done", "refused", "cut off", "nothing"]
"""How an answer ended: as it should, by the provider's refusal, at the limit of tokens, or without any answer."""

MOST_CHARACTERS = 1_000_000
"""Of an answer. The limit of tokens is long before; whoever says more is no model."""
CHARACTERS_PER_TOKEN = 4
MOST_PROBLEMS = 5
"""A model that is told of its first mistakes finds the others."""

THOUGHT = re.compile(r"^.*?</think(?:ing)?>", re.DOTALL)
FENCED = re.compile(r"```[a-zA-Z]*[ \t]*\n(.*?)\n?[ \t]*```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of a model. ``usage`` is None where nobody counted; ``said`` is what its server says of ``stop``."""

    text: str
    usage: Usage | None
    stop: Stop = "done"
    said: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a model is told when its answer could not be used: what it had said, and what is wrong with it."""

    text: str
    problem: str


class Model(Protocol):
    """One model, asked once per call; trouble is whatever it raises."""

    @property
    def name(self) -> str:
        """Its provider and its name."""
        ...

    async def reply(self, question: Question, correction: Correction | None) -> Reply:
        """What it says to the question, or to the correction of what it said before."""
        ...

    async def close(self) -> None:
        """Give connections back."""
        ...


class NotValid(ValueError):
    """An answer is not of the form that was asked for; says what is wrong, and nothing of the answer."""


def validated(text: str, form: type[BaseModel]) -> BaseModel:
    """The answer in ``text``, its thoughts and fences left aside.

    Raises:
        NotValid: there is none of that form in it.
    """
    if len(text) > MOST_CHARACTERS:
        raise NotValid(f"the answer has {len(text):,} characters, more than {MOST_CHARACTERS:,}")
    try:
        return form.model_validate_json(bare(text))
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False)[:MOST_PROBLEMS]
        told = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'the whole'}: {one['msg']}" for one in problems)
        raise NotValid(told) from error


def bare(text: str) -> str:
    """The JSON in a text that may have thoughts before it, fences or words around it."""
    said = THOUGHT.sub("", text) if "</think" in text else text
    if fenced := FENCED.findall(said):
        said = fenced[-1]
    said = said.strip()
    start, end = said.find("{"), said.rfind("}")
    return said[start : end + 1] if 0 <= start < end else said


def reckoned(question: Question, correction: Correction | None, text: str = "") -> Usage:
    """What a call costs where nobody counts."""
    asked = len(question.instruction) + len(question.data)
    asked += len(correction.text) + len(correction.problem) if correction else 0
    return Usage(
        input_tokens=-(-asked // CHARACTERS_PER_TOKEN),
        output_tokens=-(-len(text) // CHARACTERS_PER_TOKEN),
        estimated=True,
    )
