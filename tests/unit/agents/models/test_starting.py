"""The start says which model answers, or what is missing, and sends no report anywhere for it."""

from __future__ import annotations

import importlib.util
import shlex
import sys

import pytest

from service.agents.models.making import install_command
from service.agents.models.starting import NOT_SET, startup_line
from service.errors import ConfigurationError
from service.settings import Settings
from tests.model_server import Fails, ModelServer
from tests.unit.agents.models.given.asked import KEY, Desk


async def test_a_model_that_is_listed_answers(server: ModelServer, desk: Desk) -> None:
    same = await startup_line(desk.settings())
    server.listed = ("small", "large:latest")
    other = await startup_line(desk.settings(model_strong="openai/large"))

    assert same.line == f"Model: openai/small at {server.url} answers (strong: the same)"
    assert other.line == f"Model: openai/small at {server.url} answers (strong: openai/large)"
    assert same.as_wished
    assert server.asked == []


async def test_a_model_that_is_not_listed_is_said_with_those_that_are(server: ModelServer, desk: Desk) -> None:
    server.listed = tuple(f"m{n}" for n in range(10))

    told = await startup_line(desk.settings())

    assert not told.as_wished
    assert told.line == (
        f"Model: {server.url} answers and does not list openai/small; it has m0, m1, m2, m3, m4, m5, m6, m7 and 2 more"
    )


@pytest.mark.parametrize("status", [401, 403])
async def test_a_key_that_is_refused_ends_the_start(status: int, server: ModelServer, desk: Desk) -> None:
    server.listed = Fails(status, message=f"bad key {KEY}")

    with pytest.raises(ConfigurationError) as refused:
        await startup_line(desk.settings())

    assert "refuses the key" in str(refused.value)
    assert "TICKMARK_MODEL_API_KEY" in str(refused.value)
    assert KEY not in str(refused.value)


async def test_a_server_that_has_no_list_answers_all_the_same(server: ModelServer, desk: Desk) -> None:
    server.listed = Fails(404)

    told = await startup_line(desk.settings())

    assert told.as_wished
    assert told.line.endswith("answers (strong: the same), and does not say which models it has")


async def test_a_server_that_does_not_answer_is_tried_again_with_each_audit(server: ModelServer, desk: Desk) -> None:
    server.listed = Fails(503, message=f"upstream of {KEY} is away")
    busy = await startup_line(desk.settings())
    nobody = await startup_line(desk.settings(model_base_url="http://127.0.0.1:9/v1"))

    for told in (busy, nobody):
        assert not told.as_wished
        assert "does not answer (" in told.line
        assert told.line.endswith("; each audit tries again")
        assert KEY not in told.line
    assert "http://127.0.0.1:9/v1" in nobody.line


async def test_where_none_is_set_that_is_said() -> None:
    assert await startup_line(Settings()) == NOT_SET


@pytest.mark.skipif(importlib.util.find_spec("litellm") is not None, reason="litellm is installed here")
async def test_without_litellm_the_start_says_how_to_install_it() -> None:
    with pytest.raises(ConfigurationError) as refused:
        await startup_line(Settings(model="litellm/anthropic/claude"))

    assert str(refused.value).endswith(install_command())
    program, *arguments = shlex.split(install_command())
    assert (program, arguments[:3]) == (sys.executable, ["-m", "pip", "install"])
    assert arguments[3].startswith("litellm")
