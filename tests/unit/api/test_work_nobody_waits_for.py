"""A client that leaves ends the work that was done for it alone."""

from __future__ import annotations

import asyncio

import pytest
from fastapi import Request
from starlette.types import Message

from service.api.leaving import while_asked


def request(*coming: Message) -> Request:
    """A request whose client sends these messages, and then stays silent."""
    messages = list(coming)

    async def receive() -> Message:
        if not messages:
            await asyncio.get_running_loop().create_future()
        return messages.pop(0)

    return Request({"type": "http", "method": "GET", "path": "/", "headers": []}, receive)


async def test_work_is_done_for_a_client_that_stays() -> None:
    async def work() -> bytes:
        return b"a picture"

    assert await while_asked(request({"type": "http.request", "body": b""}), work()) == b"a picture"


async def test_work_is_cancelled_when_its_client_leaves() -> None:
    ended = asyncio.Event()

    async def work() -> bytes:
        try:
            return await asyncio.get_running_loop().create_future()
        finally:
            ended.set()

    left = request({"type": "http.request", "body": b""}, {"type": "http.disconnect"})
    assert await while_asked(left, work()) is None
    assert ended.is_set()


async def test_what_the_work_raises_is_raised() -> None:
    async def work() -> bytes:
        raise LookupError("no such page")

    with pytest.raises(LookupError, match="no such page"):
        await while_asked(request(), work())
