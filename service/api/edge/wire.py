"""The transport under a WebSocket: frames made once for many clients are written to it as they stand.

The ASGI interface takes one message of one client at a time, encodes it each time and waits; with thousands of
watchers that is nearly all the work there is. A server that offers no transport is served through the interface.
"""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from starlette.requests import HTTPConnection

from service.api.edge.limits import MIN_BYTES_PER_S
from service.api.edge.unsent import unsent

KEY = "tickmark.wire"


class Writable(Protocol):
    """The one thing that is asked of uvicorn's flow control, an asyncio.Event."""

    def is_set(self) -> bool: ...
    async def wait(self) -> Any: ...


class Wire:
    """One client's transport. Nothing is written once it closes; whoever closes it writes nothing afterwards."""

    __slots__ = ("_transport", "_writable")

    def __init__(self, transport: asyncio.WriteTransport, writable: Writable) -> None:
        self._transport = transport
        self._writable = writable

    def write(self, frames: bytes) -> bool:
        """Hand over whole frames; whether the client can take more at once."""
        if self._transport.is_closing():
            return False
        self._transport.write(frames)
        return self._writable.is_set()

    @property
    def writable(self) -> bool:
        """Whether the client can take more at once."""
        return self._writable.is_set()

    async def drained(self, patience_s: float) -> None:
        """Wait until the client can take more. Returns at once when it has gone.

        Raises:
            TimeoutError: for ``patience_s`` it has taken next to nothing.
        """
        while not self._writable.is_set():
            before = self.unsent()
            try:
                async with asyncio.timeout(patience_s):
                    await self._writable.wait()
            except TimeoutError:
                if before - self.unsent() < patience_s * MIN_BYTES_PER_S:
                    raise

    def unsent(self) -> int:
        """Bytes written that the client has not confirmed."""
        return unsent(self._transport)


def with_wire(state: dict[str, Any], wire: Wire) -> dict[str, Any]:
    """The state of a connection, in which ``wire_of`` finds its wire."""
    return {**state, KEY: wire}


def wire_of(connection: HTTPConnection) -> Wire | None:
    """The wire under ``connection``; None where the server offers none."""
    return connection.scope.get("state", {}).get(KEY)
