"""/ws/audit/{audit_id}: the history, then what comes."""

from __future__ import annotations

from fastapi import APIRouter, WebSocket

from service.api.closing import CloseCode
from service.api.parts import Parts, RunningParts
from service.api.watching import Watcher
from service.errors import AuditNotFound, DatabaseFailed

MAX_CURSOR = 2**63 - 1


router = APIRouter()


@router.websocket("/ws/audit/{audit_id}")
async def watch(websocket: WebSocket, audit_id: str, parts: RunningParts) -> None:
    """Every event after ``after``, once, in order, then a close with a code."""
    await parts.connections.connect(audit_id, websocket)
    try:
        await _watch(parts, websocket, audit_id)
    finally:
        parts.connections.disconnect(audit_id, websocket)


async def _watch(parts: Parts, websocket: WebSocket, audit_id: str) -> None:
    said = websocket.query_params.get("after", "0")
    if not (said.isascii() and said.isdigit() and int(said[:20]) <= MAX_CURSOR):
        await websocket.close(CloseCode.BAD_CURSOR, f"after={said[:40]!r} is not a whole number >= 0")
        return
    after = int(said)
    try:
        head = await parts.store.head(audit_id)
    except AuditNotFound:
        await websocket.close(CloseCode.NO_SUCH_AUDIT, "there is no such audit")
        return
    except DatabaseFailed:
        await websocket.close(CloseCode.RESTARTING, "the log can not be read now; reconnect with your cursor")
        return
    if after > head.seq:
        reason = f"your cursor {after} is beyond the head {head.seq}: this is another log; start at 0"
        await websocket.close(CloseCode.CURSOR_BEYOND_HEAD, reason)
        return
    settings = parts.settings
    watcher = Watcher(websocket, parts.feed, settings.heartbeat_s, settings.slow_client_s)
    await watcher.watch(audit_id, after, parts.connections.closing)
