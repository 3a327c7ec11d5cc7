"""The routes of audits over a log held in a list, without a server."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

import httpx
from fastapi import FastAPI

from service.api import problems
from service.api.parts import Parts
from service.api.routes import audits as audit_routes
from service.api.routes import events as event_routes
from service.api.watching.broadcasting import Broadcasts
from service.api.watching.connection_manager import ConnectionManager
from service.log.codec import StoredEvent
from service.log.streams import AUDIT as OWN
from service.log.values import Head
from service.settings import Settings
from service.tail.feed import Feed
from tests.unit.tail.given.list_log import AUDIT, ListLog

POLL_S = 3600
EVENTS = f"/api/v1/audits/{AUDIT}/events"


class GrowingLog(ListLog):
    """Counts what it is asked; if it is to, the audit ends right after the next question was answered."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.ends_next = False

    async def head(self, audit_id: str, stream: str = OWN) -> Head:
        return self._answer(await super().head(audit_id, stream))

    async def read(self, audit_id: str, after: int, limit: int = 256, stream: str = OWN) -> list[StoredEvent]:
        return self._answer(await super().read(audit_id, after, limit, stream))

    def _answer(self, answer: Any) -> Any:
        self.asked += 1
        if self.ends_next:
            self.ends_next = False
            self.append(3, end=True)
        return answer


@dataclass(frozen=True)
class Api:
    """A client of the routes, and what tells them that the server closes."""

    http: httpx.AsyncClient
    connections: ConnectionManager


@asynccontextmanager
async def api_over(log: ListLog) -> AsyncGenerator[Api]:
    connections = ConnectionManager()
    store = cast("Any", log)
    app = FastAPI()
    for routes in (audit_routes, event_routes):
        app.include_router(routes.router)
    problems.install(app)
    feed = Feed(store, POLL_S)
    broadcasts = Broadcasts(feed, heartbeat_s=60, slow_client_s=60)
    nothing = cast("Any", None)
    app.state.parts = Parts(Settings(), store, nothing, nothing, feed, broadcasts, connections, nothing)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
        yield Api(http, connections)
