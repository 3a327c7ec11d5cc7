"""What most services would broadcast: a queue and a task for each client, ``send_json`` of each event for each of them.

``python -m tests.benchmarks.baselines.queue_broadcaster RATE EVENTS`` keeps nothing: events are made when they are due,
and only those who are connected get them. The first is sent once a line comes on standard input.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, WebSocket

from tests.benchmarks.baselines.listening import serve

EVENT_BYTES = 600
Event = dict[str, Any]


class Broadcaster:
    """A queue for each client."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[Event | None]] = set()

    async def follow(self, websocket: WebSocket) -> None:
        """Send what is broadcast from now on, until there is no more."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._queues.add(queue)
        await websocket.send_json({"type": "caught_up", "head": 0})
        while (event := await queue.get()) is not None:
            await websocket.send_json(event)
        self._queues.discard(queue)
        await websocket.close()

    def broadcast(self, event: Event | None) -> None:
        """To everyone who follows; None is the end."""
        for queue in self._queues:
            queue.put_nowait(event)


async def publish(broadcaster: Broadcaster, rate: int, events: int) -> None:
    """Events at the times that were meant, each stamped with its own."""
    begun = time.time_ns() + 200_000_000
    for number in range(1, events + 1):
        due = begun + (number - 1) * 1_000_000_000 // rate
        await asyncio.sleep(max(0, due - time.time_ns()) / 1e9)
        message = f"due={due} ".ljust(EVENT_BYTES - 100, "m")
        broadcaster.broadcast({"seq": number, "type": "agent_progress", "agent_id": "a", "message": message})
    broadcaster.broadcast(None)


def application(rate: int, events: int) -> FastAPI:
    """It only broadcasts."""
    broadcaster = Broadcaster()

    async def publish_when_told() -> None:
        if await asyncio.to_thread(sys.stdin.readline):
            await publish(broadcaster, rate, events)

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncGenerator[None]:
        publishing = asyncio.create_task(publish_when_told())
        yield
        publishing.cancel()

    app = FastAPI(lifespan=living)

    @app.websocket("/ws")
    async def follow(websocket: WebSocket) -> None:
        await websocket.accept()
        await broadcaster.follow(websocket)

    return app


if __name__ == "__main__":
    serve(application(int(sys.argv[1]), int(sys.argv[2])))
