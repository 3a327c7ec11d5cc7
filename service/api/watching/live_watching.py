"""A watcher over its wire: replays by itself, then is written to by the broadcaster of its audit.

While it is live it costs one task, which waits for the client to say goodbye, and a place in a dict.
"""

from __future__ import annotations

import asyncio
import json

from starlette.websockets import WebSocket, WebSocketDisconnect

from service.api.edge.wire import Wire
from service.api.watching.broadcasting import Broadcasts, control
from service.api.watching.closing import GOODBYE_S, RECONNECT_AFTER_MS, CloseCode, close, farewell, log_farewell
from service.api.watching.frames import HEADERS, frame, frames
from service.tail.feed import UNSEEN_PAUSE_S
from service.tail.handoff import CaughtUp, Deliver, End, Fetch, Handoff
from service.tail.read_ahead import ReadAhead
from service.tail.topic import Topic

REST_S = 0.003
"""Between two pages of a long history, while others are live: without it a replay keeps a processor busy, and all who
hear of what has just happened hear of it later."""


class LiveWatcher:
    """One client of one audit, from its cursor on. ``topic`` knows the audit's head."""

    __slots__ = ("_alone", "_broadcasts", "_closing", "_handoff", "_topic", "_websocket", "wire")

    def __init__(self, websocket: WebSocket, wire: Wire, broadcasts: Broadcasts, topic: Topic, after: int) -> None:
        self.wire = wire
        self._websocket = websocket
        self._broadcasts = broadcasts
        self._topic = topic
        self._handoff = Handoff(after)
        self._alone: asyncio.Task[None] | None = None
        """Reads and sends until this watcher is live; none while it is."""
        self._closing = False

    async def watch(self) -> None:
        """Serve the client until the audit ends, the client leaves, or the server closes."""
        self._go_alone()
        try:
            while (await self._websocket.receive())["type"] != "websocket.disconnect":
                pass  # whatever a client sends is a heartbeat; the server needs none
        finally:
            self._stop()

    def left_at(self, cursor: int) -> None:
        """Catch up alone: the client was too slow for the others, or the broadcaster has come to its end."""
        self._handoff.moved_to(cursor)
        self._go_alone()

    def say_goodbye(self) -> None:
        """The server shuts down: tell the client, and close."""
        if not self._closing:
            self._stop()
            self._closing = True
            self._alone = asyncio.create_task(self._goodbye())

    def _go_alone(self) -> None:
        if not self._closing:
            self._alone = asyncio.create_task(self._serve())

    def _stop(self) -> None:
        self._broadcasts.leave(self, self._topic)
        if self._alone is not None:
            self._alone.cancel()

    async def _serve(self) -> None:
        try:
            if await self._send_until_live():
                self._alone = None
        except Exception as error:  # noqa: BLE001  the edge of a task: the client hears of it, and reconnects or not
            log_farewell(self._topic.audit_id, error, self._broadcasts.slow_client_s)
            await self._close(*farewell(error))

    async def _send_until_live(self) -> bool:
        """Replay; whether the watcher has become live. False once everything is delivered and the socket closed."""
        ahead = ReadAhead(lambda after: self._broadcasts.feed.texts(self._topic, after, HEADERS))
        try:
            return await self._send_with(ahead)
        finally:
            ahead.stop()

    async def _send_with(self, ahead: ReadAhead) -> bool:
        topic, handoff = self._topic, self._handoff
        while not isinstance(action := handoff.next(topic), End):
            match action:
                case Fetch() if topic.at_edge(action.after):
                    fetched = handoff.fetched(await self._broadcasts.feed.page(topic, action.after))
                    if fetched is None:
                        handoff.saw_nothing(topic)
                    await self._write(frames(event.body for event in fetched.events) if fetched else b"")
                case Fetch():
                    await self._write(await self._history(ahead, action.after))
                    if handoff.cursor < topic.head.seq and self._broadcasts.anybody_is_live:
                        await asyncio.sleep(REST_S)
                case Deliver():
                    await self._write(frames(event.body for event in action.events))
                case CaughtUp():
                    await self._write(frame(control("caught_up", action.head)))
                case _:
                    if await self._broadcasts.join(self, topic, handoff.cursor):
                        return True
        await self._close(CloseCode.ENDED, "the audit has ended")
        return False

    async def _history(self, ahead: ReadAhead, after: int) -> bytes:
        """The frames of the page after ``after``; the next one is being read meanwhile."""
        texts = await ahead.page(after)
        if texts is None:
            self._handoff.saw_nothing(self._topic)
            return b""
        self._handoff.passed(texts)
        cursor = self._handoff.cursor
        if self.wire.writable and cursor < self._topic.head.seq and not self._topic.at_edge(cursor):
            ahead.begin(cursor)
        return texts.joined

    async def _write(self, data: bytes) -> None:
        if not data:  # a hint ran ahead of what can be read
            await asyncio.sleep(UNSEEN_PAUSE_S)
        elif self.wire.write(data):
            await asyncio.sleep(0)  # a long replay on a fast socket never waits; others must get their turn
        else:
            await self.wire.drained(self._broadcasts.slow_client_s)

    async def _goodbye(self) -> None:
        self.wire.write(frame(json.dumps({"type": "server_closing", "reconnect_after_ms": RECONNECT_AFTER_MS})))
        try:
            async with asyncio.timeout(GOODBYE_S):
                await self._close(CloseCode.RESTARTING, "the server restarts; reconnect with your cursor")
        except TimeoutError:
            return

    async def _close(self, code: CloseCode, reason: str) -> None:
        self._closing = True
        try:
            await close(self._websocket.send, code, reason)
        except WebSocketDisconnect:
            return
