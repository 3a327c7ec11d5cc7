"""A reader of server-sent events that knows nothing but their standard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx


@dataclass
class Message:
    """What one block of lines said."""

    event: str = "message"
    data: str = ""
    id: str | None = None
    retry: str | None = None
    comments: list[str] = field(default_factory=list)


async def read_messages(answer: httpx.Response) -> AsyncIterator[Message]:
    """Block by block, as they come."""
    message, empty = Message(), True
    async for line in answer.aiter_lines():
        if not line:
            if not empty:
                yield message
            message, empty = Message(), True
            continue
        empty = False
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match name:
            case "":
                message.comments.append(value)
            case "data":
                message.data += value
            case "event":
                message.event = value
            case "id":
                message.id = value
            case "retry":
                message.retry = value
            case _:
                raise AssertionError(f"no field of the standard: {line!r}")
