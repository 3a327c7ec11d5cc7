"""Refuses text that no database can hold, before any route asks for it.

A NUL comes through an address as %00. PostgreSQL refuses it with an error, SQLite compares it with what it has, and
neither is an answer for a client; a route that is added later need not think of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Receive, Scope, Send

from service.api.problems import problem
from service.api.watching.closing import CloseCode, close
from service.log.storable import storable


class StorableText:
    """ASGI middleware: 404 for such text in a path, 422 in a query or a header; a WebSocket closes with 4404 or 4400.

    Text in a body is the route's to look at.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
        elif not storable(scope["path"]):
            await _refuse(scope, receive, send, 404, "There is nothing of that name: no name holds a NUL character")
        elif where := next(_unstorable(scope), None):
            await _refuse(scope, receive, send, 422, f"{where} holds a NUL character; leave it out")
        else:
            await self._app(scope, receive, send)


def _unstorable(scope: Scope) -> Iterator[str]:
    """Which parts of a request hold what no database can."""
    for name, value in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True):
        if not storable(name + value):
            yield f"the query's {name!r}"
    for name, value in scope["headers"]:
        if b"\0" in name + value:
            yield f"the header {name.decode('latin-1')!r}"


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, said: str) -> None:
    if scope["type"] == "http":
        title, kind = ("Not Found", "about:blank") if status == 404 else ("Not as it should be", "urn:tickmark:NoText")
        await problem(status, title, said, kind)(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.accept"})
    await close(send, CloseCode.NO_SUCH_AUDIT if status == 404 else CloseCode.BAD_CURSOR, said)
