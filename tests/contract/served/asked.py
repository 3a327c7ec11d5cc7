"""The whole API over a store, asked without a server: so paths and headers can hold what no client library sends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI

from service.api.app import create_app
from service.api.parts import Parts
from service.api.watching.broadcasting import Broadcasts
from service.api.watching.connection_manager import ConnectionManager
from service.log.store import EventStore
from service.projections.reviews import Reviews
from service.projections.views import Views
from service.settings import Settings
from service.tail.feed import Feed

HOST = (b"host", b"localhost")


@dataclass(frozen=True)
class Answer:
    """What came back: the status, or the code with which a WebSocket was closed, and all that was said."""

    status: int
    said: str
    headers: dict[str, str] = field(default_factory=dict[str, str])


@asynccontextmanager
async def api_over(store: EventStore) -> AsyncGenerator[FastAPI]:
    """The application as bootstrap puts it together, but that nobody runs audits."""
    settings, connections, feed = Settings(), ConnectionManager(), Feed(store, 1)
    broadcasts = Broadcasts(feed, heartbeat_s=60, slow_client_s=60)
    views = Views(store)
    parts = Parts(settings, store, views, Reviews(store, views), feed, broadcasts, connections, _NobodyRuns())

    @asynccontextmanager
    async def running() -> AsyncGenerator[Parts]:
        yield parts

    app = create_app(settings, running)
    async with app.router.lifespan_context(app):
        yield app


class _NobodyRuns:
    def offer(self, audit_id: str, sender: str = "") -> None:
        """It waits in the log."""

    async def workers(self) -> int | None:
        return 0


async def ask(
    app: FastAPI,
    method: str,
    path: str,
    query: bytes = b"",
    headers: tuple[tuple[bytes, bytes], ...] = (),
    body: bytes = b"",
) -> Answer:
    """One request, its path as the routes see it."""
    sent = await _told(app, _scope("http", path, query, headers) | {"method": method}, body)
    head = sent[0]
    said = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(head["status"], said.decode(), {k.decode(): v.decode() for k, v in head["headers"]})


async def watch(app: FastAPI, path: str, query: bytes = b"") -> Answer:
    """One WebSocket, until the server closes it."""
    sent = await _told(app, _scope("websocket", path, query, ()) | {"subprotocols": []})
    said = "".join(message.get("text", "") for message in sent)
    return Answer(sent[-1]["code"], said + sent[-1]["reason"])


def _scope(kind: str, path: str, query: bytes, headers: tuple[tuple[bytes, bytes], ...]) -> dict[str, Any]:
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(errors="surrogatepass"),
        "root_path": "",
        "query_string": query,
        "headers": [HOST, *headers],
        "client": ("127.0.0.1", 50000),
        "server": ("localhost", 80),
    }


async def _told(app: FastAPI, scope: dict[str, Any], body: bytes = b"") -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    first = {"type": "http.request", "body": body} if scope["type"] == "http" else {"type": "websocket.connect"}
    coming = [first]

    async def receive() -> dict[str, Any]:
        if coming:
            return coming.pop()
        return await asyncio.Future[dict[str, Any]]()  # the client stays and says nothing

    async def send(message: Any) -> None:
        sent.append(message)

    await asyncio.wait_for(app(scope, receive, send), 30)
    return sent
