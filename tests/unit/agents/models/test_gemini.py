"""Google's models are asked by the same interface; what they search the web for comes with its sources."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from service.agents.models.adk import AdkModel
from service.agents.models.configured_models import opened
from service.agents.models.making import made
from service.agents.models.naming import chosen
from service.agents.models.question import Source
from service.agents.models.starting import startup_line
from service.events import Usage
from service.settings import Settings, load_settings
from tests.model_server import ModelServer
from tests.unit.agents.models.given.asked import GOOD, KEY, question

THOUGHT = {"text": "Is it so?", "thought": True}


def answered(*parts: dict[str, Any], finish: str = "STOP", **more: Any) -> dict[str, Any]:
    counted = {"promptTokenCount": 50, "candidatesTokenCount": 5, "thoughtsTokenCount": 7, "totalTokenCount": 62}
    candidate = {"content": {"role": "model", "parts": list(parts)}, "finishReason": finish, **more}
    return {"candidates": [candidate], "usageMetadata": counted}


@pytest.fixture
def settings(server: ModelServer) -> Settings:
    address = server.url.removesuffix("/v1")
    return load_settings(model="gemini/gem", model_base_url=address, model_api_key=KEY, model_output_tokens=1000)


@pytest.fixture
async def gemini(settings: Settings) -> AsyncIterator[AdkModel]:
    names = chosen(settings)
    assert names is not None
    (model,) = made(names, settings.model_output_tokens).values()
    yield model
    await model.close()


async def test_thoughts_are_paid_for_and_are_no_part_of_the_answer(server: ModelServer, gemini: AdkModel) -> None:
    server.google = answered(THOUGHT, {"text": GOOD})

    reply = await gemini.reply(question("{name} of the report"), None)

    (body,) = server.bodies
    assert (reply.text, reply.stop) == (GOOD, "done")
    assert reply.usage == Usage(input_tokens=50, output_tokens=12)
    assert body["contents"] == [{"parts": [{"text": "{name} of the report"}], "role": "user"}]
    assert body["systemInstruction"]["parts"][0]["text"].startswith("Say whether the claim stands.")
    assert body["generationConfig"]["maxOutputTokens"] == 1000
    assert body["generationConfig"]["responseMimeType"] == "application/json"


async def test_a_grounded_question_searches_and_says_where(server: ModelServer, gemini: AdkModel) -> None:
    page = {"web": {"uri": "https://news.example/1", "title": "It sells its mill"}}
    server.google = answered({"text": GOOD}, groundingMetadata={"groundingChunks": [page, {"web": {}}]})

    reply = await gemini.reply(question(grounded=True), None)

    (body,) = server.bodies
    assert reply.sources == (Source(url="https://news.example/1", title="It sells its mill"),)
    assert body["tools"] == [{"googleSearch": {}}]
    assert "responseSchema" not in body["generationConfig"]


@pytest.mark.parametrize(
    ("said", "stop"),
    [
        (answered(finish="SAFETY"), "refused"),
        (answered(finish="MAX_TOKENS"), "cut off"),
        (answered({"text": GOOD[:9]}, finish="MAX_TOKENS"), "cut off"),
        (answered(finish="OTHER"), "nothing"),
        ({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}, "refused"),
    ],
)
async def test_an_answer_that_did_not_end_as_it_should_says_how(
    said: dict[str, Any], stop: str, server: ModelServer, gemini: AdkModel
) -> None:
    server.google = said

    assert (await gemini.reply(question(), None)).stop == stop


async def test_it_can_search_and_the_start_says_that_it_answers(server: ModelServer, settings: Settings) -> None:
    server.google = {"name": "models/gem"}

    async with opened(settings) as configured:
        assert configured is not None
        assert configured.can_search
    told = await startup_line(settings)
    assert told.line == f"Model: gemini/gem at {settings.model_base_url} answers (strong: the same)"
    assert server.bodies == []
