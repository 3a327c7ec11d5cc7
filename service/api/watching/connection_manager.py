"""Who is connected to which audit, and how all of them are sent away when the server stops."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState


class ConnectionManager:
    """The open WebSockets by audit. Events do not pass through here: each connection follows the log by itself."""

    def __init__(self) -> None:
        self._open: defaultdict[str, set[WebSocket]] = defaultdict(set)
        self._goodbyes: dict[WebSocket, Callable[[], None]] = {}
        self._empty = asyncio.Event()
        self._empty.set()
        self.closing = asyncio.Event()
        """Set once the server shuts down; each connection then says goodbye."""
        self.at_once = asyncio.Event()
        """Set once the server is told a second time to stop: nobody is given more time."""

    async def connect(self, audit_id: str, websocket: WebSocket) -> None:
        """Accept ``websocket`` as a watcher of the audit. It is accepted first and refused by a close code, since
        browsers cannot see a refused handshake."""
        await websocket.accept()
        self._open[audit_id].add(websocket)
        self._empty.clear()

    def on_closing(self, websocket: WebSocket, goodbye: Callable[[], None]) -> None:
        """Call ``goodbye`` when the server shuts down, at once if it does already."""
        self._goodbyes[websocket] = goodbye
        if self.closing.is_set():
            goodbye()

    def disconnect(self, audit_id: str, websocket: WebSocket) -> None:
        """Forget ``websocket``. Doing it twice is harmless."""
        self._goodbyes.pop(websocket, None)
        self._open[audit_id].discard(websocket)
        if not self._open[audit_id]:
            del self._open[audit_id]
        if not self._open:
            self._empty.set()

    async def send_to_audit(self, audit_id: str, message: dict[str, object]) -> None:
        """Send a control message to everyone who watches the audit. A socket that is dead is left to its own task."""
        for websocket in list(self._open.get(audit_id, ())):
            if websocket.application_state is WebSocketState.CONNECTED:
                try:
                    await websocket.send_json(message)
                except (WebSocketDisconnect, RuntimeError):
                    self.disconnect(audit_id, websocket)

    def count(self, audit_id: str | None = None) -> int:
        """How many are connected, to one audit or to all."""
        if audit_id is not None:
            return len(self._open.get(audit_id, ()))
        return sum(map(len, self._open.values()))

    async def close_all(self, timeout_s: float) -> None:
        """Let every connection say goodbye, for at most ``timeout_s`` seconds."""
        self.closing.set()
        for goodbye in list(self._goodbyes.values()):
            goodbye()
        waiting = {asyncio.create_task(event.wait()) for event in (self._empty, self.at_once)}
        try:
            await asyncio.wait(waiting, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
