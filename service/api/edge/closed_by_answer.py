"""What an answer is written to: closing it is left to the connection, which knows whether the client still sends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class ClosedByAnswer:
    """As much of a transport as whoever answers a request uses of it."""

    def __init__(self, transport: asyncio.Transport, close: Callable[[], None]) -> None:
        self._transport = transport
        self.close = close

    def write(self, data: bytes) -> None:
        self._transport.write(data)

    def is_closing(self) -> bool:
        return self._transport.is_closing()
