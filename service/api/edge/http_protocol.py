"""uvicorn's HTTP protocol with limits: on the size of a request's head, on requests that wait, and on slow clients.

The parser has no limits of its own, and hands over a header only once it is whole. So it is fed piece by piece, and
the bytes since its last callback are counted.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from service.api.edge import limits, refusals
from service.api.edge.closed_by_answer import ClosedByAnswer
from service.api.edge.cutting_off import cut_off
from service.api.edge.refusals import Refusal
from service.api.edge.state import State
from service.api.edge.timer import Timer
from service.api.edge.unsent import unsent

PROBES = frozenset({b"/healthz", b"/readyz"})


class _Refused(Exception):
    """Stops the parser."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.detail)
        self.refusal = refusal


class Flow(FlowControl):
    """uvicorn's flow control, under which nothing more is read while what was read waits to be parsed."""

    holding = False

    def resume_reading(self) -> None:
        if not self.holding:
            super().resume_reading()


class HttpProtocol(HttpToolsProtocol):
    """One connection, until it is closed or becomes a WebSocket."""

    _flow: Flow

    def __init__(
        self,
        config: Config,
        server_state: State,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._state = server_state
        self._has_place = True
        self._refusal: Refusal | None = None
        self._leaving = False
        """An answer has been given that ends the connection, before all of the request has come."""
        self._held = bytearray()
        """Read and not parsed yet: it follows a request that waits for the answer to the one before."""
        self._unexplained = 0
        """Bytes that the parser has taken since its last callback."""
        self._in_head = self._in_body = False
        self._came = self._unsent = 0
        """Of a body since it was last looked at; of an answer when it was."""
        self._asking = Timer(self.loop, self._look_whether_asked)
        self._sending = Timer(self.loop, self._look_at_body)
        self._taking = Timer(self.loop, self._look_at_answer)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.flow = self._flow = Flow(transport)
        self._has_place = self._state.connection_limit.admit(transport, self._address)
        self._wait_for_a_request()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._asking, self._sending, self._taking):
            timer.stop()
        self._state.connection_limit.leave(self.transport)
        super().connection_lost(exc)

    # What comes in

    def data_received(self, data: bytes) -> None:
        if self._refusal is None and not self._leaving:
            self._unset_keepalive_if_required()
            self._held += data
            self._parse()

    def _parse(self) -> None:
        """Feed the parser what is held, until a request waits for the answer to the one before."""
        while self._held and not self.pipeline:
            piece = bytes(self._held[: limits.PIECE_BYTES])
            del self._held[: limits.PIECE_BYTES]
            self._unexplained += len(piece)
            if not self._feed(piece):
                return
        self._flow.holding = bool(self._held)
        if self._flow.holding:
            self.flow.pause_reading()
        self._watch_the_client()

    def _feed(self, piece: bytes) -> bool:
        """Whether more may follow."""
        try:
            self.parser.feed_data(piece)  # pyright: ignore[reportOptionalMemberAccess]  none once the connection is lost
        except httptools.HttpParserUpgrade as upgrade:
            if self._should_upgrade():
                self._upgrade(len(piece) - upgrade.args[0] + len(self._held))
                return False
        except httptools.HttpParserError as error:
            told = error.__context__
            self._refuse(told.refusal if isinstance(told, _Refused) else refusals.NOT_HTTP)
            return False
        if self._unexplained > limits.MAX_HEAD_BYTES:
            self._refuse(refusals.TRAILERS_TOO_LONG if self._in_body else refusals.HEAD_TOO_LONG)
            return False
        return True

    def _upgrade(self, early_bytes: int) -> None:
        """Become a WebSocket, unless the request is none for one, or bytes follow it that should have waited."""
        if not self._is_handshake():
            self._refuse(refusals.NO_HANDSHAKE)
        elif early_bytes:
            self._refuse(refusals.EARLY_FRAMES)
        else:
            self.handle_websocket_upgrade()

    def _is_handshake(self) -> bool:
        """Whether the WebSocket library can read it: a key or a version that is no ASCII it takes for a defect."""
        return all(value.isascii() for name, value in self.headers if name.startswith(b"sec-websocket-"))

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        self._wait_for_a_request()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > limits.MAX_URL_BYTES:
            raise _Refused(refusals.ADDRESS_TOO_LONG)

    def on_header(self, name: bytes, value: bytes) -> None:
        if len(name) + len(value) > limits.MAX_HEADER_BYTES:
            raise _Refused(refusals.HEADER_TOO_LONG)
        if self._in_body:
            return  # a trailer, for which nobody asks
        if len(self.headers) == limits.MAX_HEADERS:
            raise _Refused(refusals.TOO_MANY_HEADERS)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._unexplained = 0
        self._asking.stop()
        if not self._has_place and self.url not in PROBES:
            raise _Refused(refusals.TOO_MANY_CONNECTIONS)
        if len(self.pipeline) == limits.MAX_PIPELINED:
            raise _Refused(refusals.TOO_MANY_PIPELINED)
        super().on_headers_complete()
        self._in_head, self._in_body = False, True
        if not self._has_place:
            self.cycle.keep_alive = False
        if cast("RequestResponseCycle | None", self.cycle) is not None:  # there is none for a handshake
            self.cycle.transport = cast("asyncio.Transport", ClosedByAnswer(self.transport, self._close_after_answer))

    def on_body(self, body: bytes) -> None:
        self._unexplained = 0
        self._came += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._unexplained = 0
        self._in_body = False
        self._sending.stop()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._leaving:
            return
        if self._refusal is None:
            self._parse()
        elif self._answered:
            self._say_refusal(self._refusal)

    # What is refused

    @property
    def _answered(self) -> bool:
        """Whether all requests so far have their answers."""
        cycle = cast("RequestResponseCycle | None", self.cycle)
        return cycle is None or cycle.response_complete

    @property
    def _address(self) -> str:
        return self.client[0] if self.client else "an unknown address"

    def _refuse(self, refusal: Refusal) -> None:
        """Read no more, and say why once what was asked before is answered; then close."""
        self._refusal = refusal
        self._state.refusal_log.tell(refusal, self._address)
        self._hear_no_more()
        if self._in_body:
            self._refuse_body(refusal)
        elif self._answered:
            self._say_refusal(refusal)

    def _refuse_body(self, refusal: Refusal) -> None:
        """Refuse the rest of a body: the client has its answer already, waits behind others, or gets it now."""
        if self.pipeline or self.cycle.response_started:
            self.transport.close()
            return
        self.cycle.disconnected = True
        self.cycle.message_event.set()
        self._say_refusal(refusal)

    def _say_refusal(self, refusal: Refusal) -> None:
        self.transport.write(refusal.answer)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._asking.start(limits.LINGER_S)

    def _close_after_answer(self) -> None:
        """Close; where the client still sends, only once it has had time to read: what comes after that is reset."""
        if not self._in_body or self.transport.is_closing():
            self.transport.close()
            return
        self._leaving = True
        self._hear_no_more()
        self._asking.start(limits.LINGER_S)
        if self.transport.can_write_eof():
            self.transport.write_eof()

    def _hear_no_more(self) -> None:
        self._held.clear()
        self._flow.holding = True
        self.flow.pause_reading()
        self._asking.stop()
        self._sending.stop()

    # How slowly

    def _watch_the_client(self) -> None:
        """Some time-out always runs on a connection, unless its answer is being made."""
        if self._answered:
            if not self._asking.running:
                self._wait_for_a_request()
        elif self._in_body and not self._sending.running:
            self._came = 0
            self._sending.start(limits.RATE_S)

    def _wait_for_a_request(self) -> None:
        self._asking.start(limits.REQUEST_S if self._has_place else limits.PROBE_S)

    def _look_whether_asked(self) -> None:
        if self._refusal is None and self._in_head:
            self._refuse(refusals.HEAD_TOO_SLOW)
        else:
            self.transport.close()

    def _look_at_body(self) -> None:
        """Go on while enough arrives, or while we are the ones who do not read."""
        if self._came < limits.MIN_BYTES_PER_S * limits.RATE_S and not self.flow.read_paused:
            self._refuse(refusals.BODY_TOO_SLOW)
        else:
            self._came = 0
            self._sending.start(limits.RATE_S)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unsent = unsent(self.transport)
        self._taking.start(limits.RATE_S)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._taking.stop()

    def _look_at_answer(self) -> None:
        """Go on while enough is taken."""
        before, self._unsent = self._unsent, unsent(self.transport)
        if before - self._unsent < limits.MIN_BYTES_PER_S * limits.RATE_S:
            cut_off(self.transport)
        else:
            self._taking.start(limits.RATE_S)
