"""An OpenAI-compatible server on loopback that says what a test has written for it, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

CONNECTION_LOST = (ConnectionError, asyncio.IncompleteReadError)


@dataclass(frozen=True)
class Says:
    """A completion. ``after`` is what it waits for first; ``usage`` is (read, written), None where nobody counts."""

    text: str
    usage: tuple[int, int] | None = (100, 10)
    finish: str = "stop"
    after: asyncio.Event | None = None


@dataclass(frozen=True)
class Fails:
    """An answer of another status."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    message: str = "it did not go well"


@dataclass(frozen=True)
class Drops:
    """The connection ends without an answer."""


Does = Says | Fails | Drops


@dataclass(frozen=True)
class Asked:
    """What the server was asked: the body of the request, and the key that came with it."""

    body: dict[str, Any]
    key: str

    @property
    def system(self) -> str:
        """The instruction."""
        return next(each["content"] for each in self.body["messages"] if each["role"] == "system")

    @property
    def said(self) -> list[str]:
        """What else was said, in order."""
        return [each["content"] for each in self.body["messages"] if each["role"] != "system"]


class ModelServer:
    """``answer`` says what to do with each request, in the order in which they come."""

    def __init__(self) -> None:
        self.answer: Callable[[Asked], Does] = lambda _: Says("{}")
        self.asked: list[Asked] = []
        self.listed: tuple[str, ...] | Fails = ("small",)
        self.google: dict[str, Any] | None = None
        """What is answered to every request, where a test asks as Google's library does."""
        self.bodies: list[dict[str, Any]] = []
        """What such requests said."""
        self.open = 0
        self.most_open = 0
        self.gone = asyncio.Event()
        """Set once a client has left before it was answered."""
        self.came = asyncio.Event()
        self.port = 0

    @classmethod
    @asynccontextmanager
    async def serving(cls) -> AsyncGenerator[ModelServer]:
        """A server on a port of its own."""
        server = cls()
        listening = await asyncio.start_server(server._serve, "127.0.0.1", 0)
        server.port = listening.sockets[0].getsockname()[1]
        try:
            yield server
        finally:
            listening.close()

    @property
    def url(self) -> str:
        """What TICKMARK_MODEL_BASE_URL is."""
        return f"http://127.0.0.1:{self.port}/v1"

    def in_turn(self, *does: Does) -> None:
        """Do these one after the other, the last one again and again."""
        left = list(does)
        self.answer = lambda _: left.pop(0) if len(left) > 1 else left[0]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(*CONNECTION_LOST):
            while await self._request(reader, writer):
                pass
        writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        if self.google is not None:
            self.bodies += [json.loads(body)] if body else []
            return _tell(writer, 200, self.google)
        if first.startswith("GET"):
            listed = self.listed
            if isinstance(listed, Fails):
                return _tell(writer, listed.status, {"error": {"message": listed.message}}, listed.headers)
            return _tell(writer, 200, {"object": "list", "data": [{"id": each, "object": "model"} for each in listed]})
        return await self._complete(Asked(json.loads(body), headers.get("authorization", "")), reader, writer)

    async def _complete(self, asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        self.asked.append(asked)
        self.came.set()
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            does = self.answer(asked)
            if isinstance(does, Says) and does.after is not None and await _left(reader, does.after):
                self.gone.set()
                return False
        finally:
            self.open -= 1
        match does:
            case Says():
                return _tell(writer, 200, _completion(asked, does))
            case Fails():
                return _tell(writer, does.status, {"error": {"message": does.message}}, does.headers)
            case Drops():
                return False


async def _left(reader: asyncio.StreamReader, event: asyncio.Event) -> bool:
    """Whether the client leaves before the event comes."""
    leaving, coming = asyncio.create_task(reader.read(1)), asyncio.create_task(event.wait())
    await asyncio.wait({leaving, coming}, return_when=asyncio.FIRST_COMPLETED)
    left = leaving.done()
    for task in (leaving, coming):
        task.cancel()
    await asyncio.wait({leaving, coming})
    return left


def _completion(asked: Asked, says: Says) -> dict[str, Any]:
    message = {"role": "assistant", "content": says.text}
    told: dict[str, Any] = {
        "id": "c",
        "object": "chat.completion",
        "created": 0,
        "model": asked.body["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": says.finish}],
    }
    if says.usage is not None:
        read, written = says.usage
        told["usage"] = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
    return told


def _tell(
    writer: asyncio.StreamWriter, status: int, body: dict[str, Any], headers: Mapping[str, str] | None = None
) -> bool:
    data = json.dumps(body).encode()
    told = {"Content-Type": "application/json", "Content-Length": str(len(data)), **(headers or {})}
    lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in told.items())]
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + data)
    return True
