"""/ws/audit/{audit_id} and /ws/audit/{audit_id}/review: the history of a stream, then what comes."""

from __future__ import annotations

from contextlib import suppress

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from service.api.edge.wire import wire_of
from service.api.parts import Parts, RunningParts
from service.api.watching.closing import CloseCode, close, farewell
from service.api.watching.live_watching import LiveWatcher
from service.api.watching.one_watcher import Watcher
from service.errors import AuditDamaged, AuditErased, AuditNotFound, DatabaseFailed
from service.log.store import MAX_SEQ
from service.log.streams import AUDIT, REVIEW
from service.tail.topic import Topic

MAX_CURSOR_DIGITS = len(str(MAX_SEQ))


router = APIRouter()


@router.websocket("/ws/audit/{audit_id}")
async def watch(websocket: WebSocket, audit_id: str, parts: RunningParts) -> None:
    """Every event after ``after``, once, in order, then a close with a code."""
    await _connected(parts, websocket, audit_id, AUDIT)


@router.websocket("/ws/audit/{audit_id}/review")
async def watch_review(websocket: WebSocket, audit_id: str, parts: RunningParts) -> None:
    """Every decision after ``after``, once, in order, for as long as the audit exists."""
    await _connected(parts, websocket, audit_id, REVIEW)


async def _connected(parts: Parts, websocket: WebSocket, audit_id: str, stream: str) -> None:
    with suppress(WebSocketDisconnect):  # whoever has gone need not be told why they would have been sent away
        await parts.connections.connect(audit_id, websocket)
        try:
            await _watch(parts, websocket, audit_id, stream)
        finally:
            parts.connections.disconnect(audit_id, websocket)


async def _watch(parts: Parts, websocket: WebSocket, audit_id: str, stream: str) -> None:
    said = websocket.query_params.get("after", "0")
    after = _cursor(said)
    if after is None:
        await close(websocket.send, CloseCode.BAD_CURSOR, f"not a whole number from 0 to 2^63 - 1: after={said[:40]!r}")
        return
    try:
        with parts.feed.watched(audit_id, stream) as topic:
            topic.advance(await parts.store.head(audit_id, stream))
            if after > topic.head.seq:
                reason = f"your cursor {after} is beyond the head {topic.head.seq}: this is another log; start at 0"
                await close(websocket.send, CloseCode.CURSOR_BEYOND_HEAD, reason)
                return
            await _serve(parts, websocket, topic, after)
    except AuditNotFound:
        await close(websocket.send, CloseCode.NO_SUCH_AUDIT, "there is no such audit")
    except (AuditErased, AuditDamaged, DatabaseFailed) as error:
        await close(websocket.send, *farewell(error))


async def _serve(parts: Parts, websocket: WebSocket, topic: Topic, after: int) -> None:
    """Over the wire where the server offers one, else through the ASGI interface."""
    settings = parts.settings
    wire = wire_of(websocket)
    if wire is None:
        ordinary = Watcher(websocket, parts.feed, settings.heartbeat_s, settings.slow_client_s)
        await ordinary.watch(topic, after, parts.connections.closing)
        return
    live = LiveWatcher(websocket, wire, parts.broadcasts, topic, after)
    parts.connections.on_closing(websocket, live.say_goodbye)
    await live.watch()


def _cursor(said: str) -> int | None:
    """The seq that a client names, or None where that is none, however long it is."""
    if not (said.isascii() and said.isdigit() and len(said) <= MAX_CURSOR_DIGITS):
        return None
    cursor = int(said)
    return cursor if cursor <= MAX_SEQ else None
