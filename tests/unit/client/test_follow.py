"""Following an audit where there is no server of ours: one error that says so, and no attempt after it."""

from __future__ import annotations

import asyncio

import pytest

from service.client import StreamRefusedError, follow
from tests.unit.client.given.strangers import answering, saying
from tests.waiting import DEADLINE_S


async def refusal(server: str) -> str:
    """Why following an audit on ``server`` was given up."""
    async with asyncio.timeout(DEADLINE_S):
        with pytest.raises(StreamRefusedError) as refused:
            await anext(follow(server, "a1"))
    return str(refused.value)


@pytest.mark.parametrize(
    "server",
    [
        *("http://[bad", "[bad", "http://host:99999", "host:port", "http://", "", "ftp://host"),
        *("http://a..b", f"http://{'x' * 70}.example", "http://user@host"),
    ],
)
async def test_what_is_no_address_is_said_to_be_none(server: str) -> None:
    said = await refusal(server)

    assert f"{server!r} is not the address of a server" in said
    assert "\n" not in said


@pytest.mark.parametrize("body", [b"<p>Welcome</p>", b"{}"])
async def test_a_web_site_is_not_asked_again(body: bytes) -> None:
    async with answering(body) as server:
        assert "not a Tickmark server" in await refusal(server)


@pytest.mark.parametrize("text", ["hello", "[]", "1", "{}", '{"seq": 1}', '{"seq": 1, "type": "x"}', b"\xff", ""])
async def test_a_stream_of_something_else_is_left(text: str | bytes) -> None:
    async with saying(text) as server:
        assert "no event" in await refusal(server)
