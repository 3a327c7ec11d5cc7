"""One watcher: the log of its audit from its cursor on, over its WebSocket, and a goodbye with a code."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import aclosing

from starlette.websockets import WebSocket, WebSocketDisconnect

from service.api.edge.wire import wire_of
from service.api.watching.broadcasting import control
from service.api.watching.closing import GOODBYE_S, RECONNECT_AFTER_MS, CloseCode, close, farewell, log_farewell
from service.tail.feed import Feed
from service.tail.handoff import CaughtUp, Deliver, Wait
from service.tail.topic import Topic


class Watcher:
    """Sends what the feed yields. A task of its own reads, so that a client that goes away is noticed at once."""

    def __init__(self, websocket: WebSocket, feed: Feed, heartbeat_s: float, slow_client_s: float) -> None:
        self._websocket = websocket
        self._feed = feed
        self._heartbeat_s = heartbeat_s
        self._slow_client_s = slow_client_s

    async def watch(self, topic: Topic, after: int, closing: asyncio.Event) -> None:
        """Serve the client until the audit ends, the client leaves, or the server closes."""
        sender = asyncio.create_task(self._send_all(topic, after))
        reader = asyncio.create_task(self._read_until_gone())
        goodbye = asyncio.create_task(closing.wait())
        tasks = {sender, reader, goodbye}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        if not sender.cancelled():
            sender.result()  # what even its farewell has met
        elif not goodbye.cancelled():
            await self._say_goodbye()

    async def _send_all(self, topic: Topic, after: int) -> None:
        try:
            coming = self._feed.follow(topic.audit_id, after, self._heartbeat_s, topic.stream)
            async with aclosing(coming) as actions:
                async for action in actions:
                    await self._send(action)
                    await asyncio.sleep(0)  # a long replay on a fast socket never waits; others must get their turn
            await close(self._websocket.send, CloseCode.ENDED, "the audit has ended")
        except WebSocketDisconnect:
            return
        except Exception as error:  # noqa: BLE001  the edge of a task: the client hears of it, and reconnects or not
            log_farewell(topic.audit_id, error, self._slow_client_s)
            await close(self._websocket.send, *farewell(error))

    async def _send(self, action: Deliver | CaughtUp | Wait) -> None:
        """Send all of it, for as long as the client takes something now and then.

        Raises:
            TimeoutError: it took nothing at all for ``slow_client_s``.
        """
        texts = deque(_texts(action))
        while texts:
            left, unsent = len(texts), self._unsent()
            try:
                async with asyncio.timeout(self._slow_client_s):
                    while texts:
                        # The server waits for room before it writes: a text is sent whole or, on a time-out, not yet.
                        await self._websocket.send_text(texts[0])
                        texts.popleft()
            except TimeoutError:
                if len(texts) == left and not _less(self._unsent(), unsent):
                    raise

    def _unsent(self) -> int | None:
        wire = wire_of(self._websocket)
        return None if wire is None else wire.unsent()

    async def _read_until_gone(self) -> None:
        """Whatever a client sends is a heartbeat; the server needs none."""
        while (await self._websocket.receive())["type"] != "websocket.disconnect":
            pass

    async def _say_goodbye(self) -> None:
        message = {"type": "server_closing", "reconnect_after_ms": RECONNECT_AFTER_MS}
        try:
            async with asyncio.timeout(GOODBYE_S):
                await self._websocket.send_json(message)
                await close(
                    self._websocket.send, CloseCode.RESTARTING, "the server restarts; reconnect with your cursor"
                )
        except (TimeoutError, WebSocketDisconnect):
            return


def _texts(action: Deliver | CaughtUp | Wait) -> list[str]:
    match action:
        case Deliver():
            return [event.body for event in action.events]
        case CaughtUp():
            return [control("caught_up", action.head)]
        case Wait():
            return [control("heartbeat", action.head)]


def _less(now: int | None, before: int | None) -> bool:
    """Whether the client has taken something; where nobody can tell, patience has an end all the same."""
    return now is not None and before is not None and now < before
