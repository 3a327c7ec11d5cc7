"""The async client: follows an audit over its WebSocket and resumes from its cursor, through any number of
disconnects. It knows only the wire (docs/protocol.md); ``service.typed_client`` gives events in today's shape."""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI

RECONNECT_FIRST_S = 0.25
RECONNECT_MAX_S = 5.0
RESUMABLE = frozenset({1001, 1006, 1011, 1012, 1013})
"""Close codes after which the log goes on where it stopped; everything else is a refusal."""
MAX_MESSAGE_BYTES = 2**20
"""Twice what an event may take."""


class StreamRefusedError(Exception):
    """The server closed with ``code`` because of ``reason``; connecting again would not help. 0: it never did."""

    def __init__(self, audit_id: str, code: int, reason: str) -> None:
        super().__init__(f"audit {audit_id}: {reason or 'refused'}{f' (close code {code})' if code else ''}")
        self.code = code
        self.reason = reason


class LogChangedError(StreamRefusedError):
    """The log is not the one that was read before: an event does not name the text before it."""


@dataclass(frozen=True, slots=True)
class Message:
    """One event: the text as stored, and what it says."""

    text: str
    event: dict[str, Any]


OnState = Callable[[str], None]


async def follow(
    server: str, audit_id: str, after: int = 0, on_state: OnState = lambda _: None, stream: str | None = None
) -> AsyncGenerator[Message, None]:
    """Every event after ``after``, once, in order, until the audit ends; reconnects for as long as it takes.

    ``stream`` "review" is what people decide, which goes on until the audit is erased.
    ``on_state`` hears "live", "caught up" and why and for how long it waits before it connects again.

    Raises:
        StreamRefusedError: there is no such audit, the cursor is not of this log, the origin is not allowed, or there
            is no server of ours at that address.
        LogChangedError: the chain of hashes does not go on where it stopped.
    """
    cursor, prev = after, None
    pause_s = RECONNECT_FIRST_S
    while True:
        try:
            async with connect(_address(server, audit_id, stream, cursor), max_size=MAX_MESSAGE_BYTES) as socket:
                on_state("live")
                async for text in socket:
                    message = _parse(text, audit_id)
                    if "seq" not in message.event:
                        pause_s = _control(message.event, on_state, pause_s)
                        continue
                    _check(message.event, audit_id, cursor, prev)
                    cursor, prev = message.event["seq"], hashlib.sha256(message.text.encode()).hexdigest()
                    pause_s = RECONNECT_FIRST_S
                    yield message
            code, reason = socket.close_code or 1006, socket.close_reason or ""
        except ConnectionClosed as closed:
            code, reason = (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (1006, "the connection broke")
        except (InvalidURI, UnicodeError) as error:
            raise _no_address(server, audit_id) from error
        except (OSError, InvalidHandshake) as error:
            if isinstance(error, InvalidStatus) and error.response.status_code < HTTPStatus.BAD_REQUEST:
                raise StreamRefusedError(audit_id, 0, f"what answers at {server} is not a Tickmark server") from error
            code, reason = 1006, f"no connection to {server}: {error}"
        if code == 1000:
            return
        if code not in RESUMABLE:
            raise StreamRefusedError(audit_id, code, reason)
        on_state(f"{reason or 'disconnected'}; connecting again in {pause_s:.1f} s")
        await asyncio.sleep(pause_s * random.uniform(0.7, 1.3))  # noqa: S311  clients must not return all at once
        pause_s = min(pause_s * 2, RECONNECT_MAX_S)


def address(server: str) -> SplitResult:
    """The parts of a server's address, in which ``http://`` can be left out.

    Raises:
        ValueError: it is none.
    """
    parts = urlsplit(server if "//" in server else f"http://{server}")
    host, _ = parts.hostname, parts.port  # both are worked out, and found wrong, only here
    if not host:
        raise ValueError("it names no host")
    return parts


def _address(server: str, audit_id: str, stream: str | None, cursor: int) -> str:
    try:
        parts = address(server)
    except ValueError as error:
        raise _no_address(server, audit_id) from error
    scheme = {"http": "ws", "https": "wss"}.get(parts.scheme, parts.scheme)
    path = f"{parts.path.rstrip('/')}/ws/audit/{quote(audit_id, safe='')}{f'/{stream}' if stream else ''}"
    return urlunsplit((scheme, parts.netloc, path, f"after={cursor}", ""))


def _no_address(server: str, audit_id: str) -> StreamRefusedError:
    return StreamRefusedError(audit_id, 0, f"{server!r} is not the address of a server")


def _parse(text: str | bytes, audit_id: str) -> Message:
    """What was sent, with what every message and every event has."""
    try:
        said = text if isinstance(text, str) else text.decode()
        event = json.loads(said)
    except (ValueError, RecursionError):
        said, event = "", None
    if not isinstance(event, dict) or "type" not in event or ("seq" in event and "prev" not in event):
        raise StreamRefusedError(audit_id, 0, "the server sent something that is no event; is it a Tickmark server?")
    return Message(said, cast("dict[str, Any]", event))


def _control(message: dict[str, Any], on_state: OnState, pause_s: float) -> float:
    if message["type"] == "caught_up":
        on_state("caught up")
    if message["type"] == "server_closing" and isinstance(asked_ms := message.get("reconnect_after_ms"), int):
        return max(RECONNECT_FIRST_S, asked_ms / 1000)
    return pause_s


def _check(event: dict[str, Any], audit_id: str, cursor: int, prev: str | None) -> None:
    if event["seq"] != cursor + 1:
        raise LogChangedError(audit_id, 0, f"expected event {cursor + 1}, the server sent {event['seq']}")
    if prev is not None and event["prev"] != prev:
        raise LogChangedError(audit_id, 0, f"event {event['seq']} does not follow the text that was read before it")
