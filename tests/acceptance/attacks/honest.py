"""What honest clients meet at their own pace: reports that are handed in, watched, read and erased; probes."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import httpx
from websockets.asyncio.client import connect

from tests.acceptance.clients.handing_in import REPORT, api

EVERY_S = 0.5
"""A report is handed in so often, and as often there is a probe, however long those before take."""
AGENTS = ("numeric_validation", "logic_consistency")
UPLOAD, AUDIT, WATCHER, ERASURE, PROBE = (
    "an upload is acknowledged",
    "an audit, from upload to end",
    "an event reaches its watcher",
    "an erasure is acknowledged",
    "`/healthz` answers",
)
KINDS = (UPLOAD, AUDIT, WATCHER, ERASURE, PROBE)


class Honest:
    """Clients of one server, and how long each thing took them, in milliseconds."""

    def __init__(self, url: str) -> None:
        self.figures: dict[str, list[float]] = defaultdict(list)
        self.resumed = 0
        self._url = url

    @asynccontextmanager
    async def at_work(self) -> AsyncGenerator[None]:
        """They begin anew twice a second; at the end those that have begun come to theirs."""
        over = asyncio.Event()
        async with api(self._url) as http, asyncio.TaskGroup() as group:
            group.create_task(self._again_and_again(over, group, http))
            try:
                yield
            finally:
                over.set()

    async def _again_and_again(self, over: asyncio.Event, group: asyncio.TaskGroup, http: httpx.AsyncClient) -> None:
        while not over.is_set():
            group.create_task(self._audited(http))
            group.create_task(self._probed(http))
            await asyncio.sleep(EVERY_S)

    async def _probed(self, http: httpx.AsyncClient) -> None:
        with self._measured(PROBE):
            (await http.get(f"{self._url}/healthz")).raise_for_status()

    async def _audited(self, http: httpx.AsyncClient) -> None:
        with self._measured(AUDIT):
            with self._measured(UPLOAD):
                answer = await http.post("/audits", files={"file": ("report.md", REPORT)}, data={"agents": AGENTS})
            audit_id = answer.raise_for_status().json()["audit_id"]
            await self._watched(audit_id)
        (await http.get(f"/audits/{audit_id}/document")).raise_for_status()
        with self._measured(ERASURE):
            (await http.delete(f"/audits/{audit_id}")).raise_for_status()

    async def _watched(self, audit_id: str) -> None:
        """Follow an audit to its end. What was there before the watcher has no delay."""
        live, kinds = False, list[str]()
        async with connect(f"{self._url.replace('http', 'ws')}/ws/audit/{audit_id}") as socket:
            async for text in socket:
                message = json.loads(text)
                kinds.append(message["type"])
                live = live or message["type"] == "caught_up"
                if live and "seq" in message:
                    written = datetime.fromisoformat(message["timestamp"]).timestamp()
                    self.figures[WATCHER].append((time.time() - written) * 1000)
        self.resumed += kinds.count("audit_resumed")
        if "audit_complete" not in kinds:
            raise AssertionError(f"an honest audit did not come to its end: {kinds}")

    def _measured(self, kind: str) -> _Measured:
        return _Measured(self.figures[kind].append)


class _Measured:
    """How long it takes to get through; what fails has no figure."""

    def __init__(self, take: Callable[[float], None]) -> None:
        self._take = take

    def __enter__(self) -> None:
        self._begun = time.monotonic()

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._take((time.monotonic() - self._begun) * 1000)
