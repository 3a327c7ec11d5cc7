"""uvicorn's WebSocket protocol with limits: on how long a client is waited for, and on how much it may send.

What a client says is a heartbeat and nothing else (docs/protocol.md), so it is looked at and let go of: it never waits
in memory for anybody. What looking costs is bounded by the number of frames.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn._types import ASGISendEvent
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.protocol import State as Stage

from service.api.edge import limits, refusals
from service.api.edge.cutting_off import cut_off
from service.api.edge.refusals import Refusal
from service.api.edge.state import State
from service.api.edge.wire import Wire, with_wire

LAST_CHANCE_S = 5
"""How long a watcher that was too slow may take to read what was sent to it, and its close code."""
NEVER_OPEN = 1006
"""What the application hears of a connection that did not become a WebSocket."""
TOO_MANY_FRAMES = 1008
"""Close code, "policy violation" (RFC 6455, 7.4.1)."""


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """One WebSocket."""

    def __init__(
        self,
        config: Config,
        server_state: State,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._state = server_state
        self._allowance = float(limits.FRAMES_AT_ONCE)
        self._allowed_at = self.loop.time()
        self._said_after_close = 0
        self._deaf = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the application write to the transport itself, and see what the client has not taken yet."""
        super().connection_made(transport)
        self.app_state = with_wire(self.app_state, Wire(self.transport, self.writable))

    def connection_lost(self, exc: Exception | None) -> None:
        self._state.connection_limit.leave(self.transport)
        super().connection_lost(exc)

    # What comes in

    def data_received(self, data: bytes) -> None:
        for first in range(0, len(data), limits.PIECE_BYTES):
            if self.handshake_initiated and not self.handshake_complete:
                self._refuse(refusals.EARLY_FRAMES)
            piece = data[first : first + limits.PIECE_BYTES]
            if self.close_sent:
                self._said_after_close += len(piece)
            if self._said_after_close > limits.AFTER_CLOSE_BYTES:
                self._hear_no_more()
            if self._deaf or self.transport.is_closing():
                return
            super().data_received(piece)
        if not self.handshake_initiated:
            self._refuse(refusals.NO_HANDSHAKE)  # uvicorn hands over a whole request; the library would say nothing

    def handle_events(self) -> None:
        self._allowance = min(
            limits.FRAMES_AT_ONCE,
            self._allowance + (self.loop.time() - self._allowed_at) * limits.FRAMES_PER_S,
        )
        self._allowed_at = self.loop.time()
        self._allowance -= len(self.conn.events)
        super().handle_events()
        if self._allowance < 0:
            self._send_away()

    def handle_text(self, event: Frame) -> None:
        """Drop the text: nobody needs it."""

    handle_bytes = handle_cont = handle_text

    def handle_ping(self) -> None:
        """Answer, unless the client does not take what it was sent before."""
        answer = self.conn.data_to_send()
        if self.writable.is_set():
            self.transport.write(b"".join(answer))

    def _send_away(self) -> None:
        if self.conn.state is Stage.OPEN:
            self.conn.send_close(TOO_MANY_FRAMES, f"more than {limits.FRAMES_PER_S} frames a second; send none")
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
            self.queue.put_nowait({"type": "websocket.disconnect", "code": TOO_MANY_FRAMES})
            self.close_timer = self.loop.call_later(limits.LINGER_S, self.transport.close)
        self._hear_no_more()

    def _refuse(self, refusal: Refusal) -> None:
        """Say in HTTP why there will be no WebSocket, and end the connection once that can have been read."""
        self._state.refusal_log.tell(refusal, self.client[0] if self.client else "an unknown address")
        self.transport.write(refusal.answer)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.handshake_complete = self.close_sent = self.disconnected = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": NEVER_OPEN})
        self.close_timer = self.loop.call_later(limits.LINGER_S, self.transport.close)
        self._hear_no_more()

    def _hear_no_more(self) -> None:
        """Parse nothing more and stop reading; whoever closed the socket ends the connection."""
        if not self._deaf:
            self._deaf = True
            self.transport.pause_reading()

    # What goes out

    async def send(self, message: ASGISendEvent) -> None:
        """Queue a close behind what the client has not taken, rather than wait until it has; then give it a while."""
        if message["type"] == "websocket.close" and not self.writable.is_set():
            self.writable.set()
            self.loop.call_later(LAST_CHANCE_S, self._cut_off)
        await super().send(message)

    def shutdown(self) -> None:
        """Close the connection; there is no time for a client that has not even taken the goodbye."""
        stuck = not self.writable.is_set()
        super().shutdown()
        if stuck:
            self._cut_off()

    def _cut_off(self) -> None:
        if not self.disconnected:
            cut_off(self.transport)
