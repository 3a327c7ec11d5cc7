"""Processors whose agents can ask a model on loopback."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from service.agents.models.configured_models import opened
from service.audits.processor import DocumentProcessor
from tests.model_server import Asked, Does, ModelServer, Says
from tests.unit.audits.conftest import Stage

ASKED = re.compile(r"(asking_[ab]) (\d)")


def number(asked: Asked) -> str:
    """Which question of which agent it is: "asking_a 2"."""
    return asked.said[0]


def answers(asked: Asked) -> Does:
    """The number that was asked for, at a cost that tells the questions apart."""
    match = ASKED.fullmatch(number(asked))
    assert match is not None, number(asked)
    return Says(f'{{"number": {match[2]}}}', usage=(100 + int(match[2]), 10))


@dataclass
class Models:
    """A model server, and what runs audits with it."""

    server: ModelServer
    stage: Stage
    run: Callable[..., DocumentProcessor]


@pytest.fixture
async def models(stage: Stage) -> AsyncIterator[Models]:
    async with ModelServer.serving() as server:
        server.answer = answers
        chosen: dict[str, Any] = {"model": "openai/small", "model_base_url": server.url, "model_tries": 1}
        settings = stage.settings.model_copy(update=chosen)
        async with opened(settings) as configured:

            def processor(owner: str = "this test", **more: Any) -> DocumentProcessor:
                return DocumentProcessor(
                    stage.store, stage.pool, settings.model_copy(update=more), owner, configured=configured
                )

            yield Models(server, stage, processor)
