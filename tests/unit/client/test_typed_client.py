"""The client with types: today's classes, whatever version wrote the texts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.server import ServerConnection, serve

from service.client import StreamRefusedError
from service.events import AgentErrored, UnknownEvent
from service.typed_client import TypedMessage, follow_typed
from tests.golden.given.told import OLDER, stored_text
from tests.waiting import DEADLINE_S

OLD = OLDER["agent_error", 1]
TEXT = json.loads(stored_text(OLD)) | {"seq": 1, "prev": None}
VERSION_1 = json.dumps({key: value for key, value in TEXT.items() if key != "retry_after_ms"} | {"schema_version": 1})
UNKNOWN = json.dumps({**TEXT, "type": "agent_pondered"})
BROKEN = json.dumps({key: value for key, value in TEXT.items() if key != "attempt"})


@asynccontextmanager
async def telling(text: str) -> AsyncGenerator[str]:
    """The address of a server whose one audit has one event."""

    async def tell(connection: ServerConnection) -> None:
        await connection.send(text)

    async with serve(tell, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"


async def told(text: str) -> list[TypedMessage]:
    async with asyncio.timeout(DEADLINE_S), telling(text) as server:
        return [message async for message in follow_typed(server, "a1")]


async def test_an_event_of_an_older_version_comes_in_the_shape_of_today() -> None:
    (message,) = await told(VERSION_1)

    assert message.event == OLD
    assert isinstance(message.event, AgentErrored)
    assert (message.seq, message.timestamp, message.text) == (1, TEXT["timestamp"], VERSION_1)


async def test_an_event_of_an_unknown_type_comes_as_one_that_says_nothing() -> None:
    (message,) = await told(UNKNOWN)

    assert message.event == UnknownEvent(type="agent_pondered")
    assert message.text == UNKNOWN


async def test_an_event_that_lacks_what_its_type_has_is_refused_with_its_place() -> None:
    with pytest.raises(StreamRefusedError, match=r"event 1 cannot be read: .*attempt: Field required"):
        await told(BROKEN)
