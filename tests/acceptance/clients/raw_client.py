"""A WebSocket client of the tests' own, which knows nothing but docs/protocol.md and believes nothing."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import random
import socket
import struct
import time
from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.acceptance.processes.server_process import PATIENCE_S

RETRY_S = 0.05
MAX_BYTES = 2**20
SLOW_READ_BYTES = 20_000
SLOW_PAUSE_S = 0.15
"""Between two reads of a slow reader: its pace is what a test of slow readers is about."""


@dataclass
class Received:
    """Everything one client has received, over all its connections."""

    texts: list[str] = field(default_factory=list)
    connections: int = 0
    close_codes: list[int | None] = field(default_factory=list)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(text) for text in self.texts]

    @property
    def seqs(self) -> list[int]:
        return [event["seq"] for event in self.events]

    def take(self, text: str) -> None:
        """Keep an event; it must name the text before it."""
        event = json.loads(text)
        assert event["seq"] == len(self.texts) + 1
        assert event["prev"] == (hashlib.sha256(self.texts[-1].encode()).hexdigest() if self.texts else None)
        self.texts.append(text)


async def dropping_client(url: str, audit_id: str, random_: random.Random, most_events: int) -> Received:
    """Follow an audit to its end, breaking the connection after a few events, over and over."""
    return await roaming_client((url,), audit_id, random_, most_events)


async def roaming_client(
    urls: Sequence[str], audit_id: str, random_: random.Random, most_events: int, patience_s: float = PATIENCE_S
) -> Received:
    """Follow an audit to its end, each time for a few events, by way of any of the servers that answers."""
    received = Received()
    async with asyncio.timeout(patience_s):
        while True:
            url = random_.choice(urls)
            try:
                async with connect(f"{url}/{audit_id}?after={len(received.texts)}", max_size=MAX_BYTES) as connection:
                    received.connections += 1
                    await _take_some(connection, received, random_.randint(1, most_events))
            except (OSError, InvalidHandshake, InvalidMessage, ConnectionClosed):
                await asyncio.sleep(RETRY_S * random_.uniform(0.5, 2))
                continue
            if (code := received.close_codes[-1]) == 1000:
                return received
            assert code in {None, 1006, 1012}


async def _take_some(connection: ClientConnection, received: Received, events: int) -> None:
    """Take ``events`` events and then break off without a word, or less if the server closes before that."""
    async for text in connection:
        assert isinstance(text, str)
        if "seq" not in json.loads(text):
            continue
        received.take(text)
        events -= 1
        if not events:
            connection.transport.abort()
            break
    else:
        received.close_codes.append(connection.close_code)
        return
    received.close_codes.append(None)


async def messages(url: str, audit_id: str, after: object = 0, **options: Any) -> tuple[list[dict[str, Any]], int, str]:
    """All messages of one connection until the server closes it, with the close code and the reason."""
    said: list[dict[str, Any]] = []
    async with asyncio.timeout(PATIENCE_S):
        async with connect(f"{url}/{audit_id}?after={after}", max_size=MAX_BYTES, **options) as connection:
            said += [json.loads(text) async for text in until_closed(connection)]
            return said, connection.close_code or 0, connection.close_reason or ""


async def until_closed(connection: ClientConnection) -> AsyncIterator[str | bytes]:
    """Every message until the connection is closed, whatever the code."""
    with contextlib.suppress(ConnectionClosed):
        while True:
            yield await connection.recv()


@contextmanager
def silent_client(port: int, audit_id: str, receive_buffer: int = 4096) -> Generator[socket.socket]:
    """A client that asks for the stream and then never takes a byte."""
    request = (
        f"GET /ws/audit/{audit_id} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        client.connect(("127.0.0.1", port))
        client.sendall(request.encode())
        yield client


def read_steadily(client: socket.socket, slow_reads: int, until: bytes) -> bytes:
    """What comes until it ends with ``until`` or there is no more; the first reads are small, with pauses between."""
    client.settimeout(PATIENCE_S)
    said = bytearray()
    for _ in range(slow_reads):
        said += client.recv(SLOW_READ_BYTES)
        time.sleep(SLOW_PAUSE_S)
    while not said.endswith(until) and (more := client.recv(2**20)):
        said += more
    return bytes(said)


def close_frame(code: int, reason: str) -> bytes:
    """A server's close, as it is on the wire."""
    payload = struct.pack("!H", code) + reason.encode()
    return bytes((0x88, len(payload))) + payload
