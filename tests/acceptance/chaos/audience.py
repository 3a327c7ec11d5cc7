"""Clients of a campaign: each follows one audit to its end through whatever happens to the servers."""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.acceptance.clients.raw_client import MAX_BYTES, RETRY_S, Received
from tests.acceptance.processes.server_process import PATIENCE_S

GOING_ON = frozenset({None, 1006, 1012})
"""How a connection may end before its audit has."""


@dataclass
class Client:
    """Reconnects with its cursor to any of the servers; believes nothing that it can check."""

    urls: Sequence[str]
    audit_id: str
    random_: random.Random
    most_events: int | None = None
    """It breaks off after at most so many events of a connection; None: it never does."""
    late_s: float = 0
    """It comes only then."""
    received: Received = field(default_factory=Received)

    async def follow(self) -> Received:
        """Everything it has received, once the audit has ended for it."""
        await asyncio.sleep(self.late_s)
        while await self._connection() != 1000:
            await asyncio.sleep(RETRY_S * self.random_.uniform(0.5, 2))
        return self.received

    async def _connection(self) -> int | None:
        """One connection, or none; its close code."""
        url = f"{self.random_.choice(self.urls)}/ws/audit/{self.audit_id}?after={len(self.received.texts)}"
        try:
            async with connect(url.replace("http", "ws"), max_size=MAX_BYTES, proxy=None) as connection:
                self.received.connections += 1
                code = await self._take(connection)
        except (OSError, InvalidHandshake, InvalidMessage, ConnectionClosed, EOFError):
            return None
        self.received.close_codes.append(code)
        assert code == 1000 or code in GOING_ON, f"closed with {code} after {len(self.received.texts)} events"
        return code

    async def _take(self, connection: ClientConnection) -> int | None:
        patience = self.random_.randint(1, self.most_events) if self.most_events else -1
        async for text in connection:
            assert isinstance(text, str)
            message = json.loads(text)
            if "seq" in message:
                self.received.take(text)
                patience -= 1
            elif "head" in message:
                self._check_head(message["head"], message["hash"])
            if not patience:
                connection.transport.abort()
                return None
        return connection.close_code

    def _check_head(self, head: int, text_hash: str) -> None:
        """What a server says of its head is what this client has read."""
        assert head == len(self.received.texts), f"told of head {head} after {len(self.received.texts)} events"
        assert text_hash == hashlib.sha256(self.received.texts[-1].encode()).hexdigest()


@dataclass
class EventSource:
    """The same over server-sent events: comes back with the id of the last one, until it is told that it has all."""

    urls: Sequence[str]
    audit_id: str
    random_: random.Random
    received: Received = field(default_factory=Received)

    async def follow(self) -> Received:
        """Everything it has received, once the audit has ended for it."""
        async with httpx.AsyncClient(timeout=PATIENCE_S, trust_env=False, verify=False) as http:
            while await self._connection(http) != 204:
                await asyncio.sleep(RETRY_S * self.random_.uniform(0.5, 2))
        self.received.close_codes.append(1000)
        return self.received

    async def _connection(self, http: httpx.AsyncClient) -> int | None:
        """One connection, or none; its status."""
        url = f"{self.random_.choice(self.urls)}/api/v1/audits/{self.audit_id}/events/stream"
        headers = {"Last-Event-ID": str(len(self.received.texts))} if self.received.texts else {}
        try:
            async with http.stream("GET", url, headers=headers) as answer:
                self.received.connections += 1
                if answer.status_code == 200:
                    await self._take(answer)
                return answer.status_code
        except httpx.TransportError:
            return None

    async def _take(self, answer: httpx.Response) -> None:
        """Every event that came whole: a blank line ends it."""
        said: dict[str, str] = {}
        async for line in answer.aiter_lines():
            if line:
                name, _, value = line.partition(": ")
                said[name] = value
                continue
            if "id" in said:
                self.received.take(said["data"])
                assert said["id"] == str(len(self.received.texts))
            said = {}


Watcher = Client | EventSource


def audience(urls: Sequence[str], audit_id: str, random_: random.Random) -> list[Watcher]:
    """One that stays, one that breaks off now and then, one that does so all the time, one that comes late, and one
    that speaks only HTTP."""

    def own() -> random.Random:
        return random.Random(random_.random())

    return [
        Client(urls, audit_id, own()),
        Client(urls, audit_id, own(), most_events=12),
        Client(urls, audit_id, own(), most_events=3),
        Client(urls, audit_id, own(), late_s=random_.uniform(0.2, 4)),
        EventSource(urls, audit_id, own()),
    ]
