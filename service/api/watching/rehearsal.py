"""A first connection before anybody is served, so that no watcher waits for what the framework builds then."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Scope

WATCHER: Scope = {
    "type": "websocket",
    "asgi": {"version": "3.0", "spec_version": "2.4"},
    "http_version": "1.1",
    "scheme": "ws",
    "path": "/ws/audit/rehearsal",
    "raw_path": b"/ws/audit/rehearsal",
    "root_path": "",
    "query_string": b"after=nothing",
    "headers": [(b"host", b"localhost")],
    "client": None,
    "server": None,
    "subprotocols": [],
}


async def rehearse(app: ASGIApp) -> int | None:
    """Have the framework build what it puts off until its first request; the code with which that was closed.

    Routes and what they depend on are built when somebody first asks: 15 ms that the first watcher would wait for, and
    everybody with them. The cursor of this one is no number, so nothing is read, and no log tells of it.
    """
    told: list[Message] = []
    coming: list[Message] = [{"type": "websocket.disconnect", "code": 1005}, {"type": "websocket.connect"}]

    async def receive() -> Message:
        return coming.pop()

    async def send(message: Message) -> None:
        told.append(message)

    await app({**WATCHER, "state": {}}, receive, send)
    return told[-1].get("code")
