"""/api/v1/audits/{audit_id}/events/stream, and .../review/events/stream: what the WebSockets send, over HTTP."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response
from fastapi.sse import EventSourceResponse, format_sse_event

from service.api.documented import also, everywhere
from service.api.parts import Parts, RunningParts
from service.api.problems import problem
from service.api.routes.audit_json import PREFIX
from service.api.watching.closing import RECONNECT_AFTER_MS
from service.errors import AuditDamaged, AuditErased, DatabaseFailed
from service.log.codec import StoredEvent
from service.log.store import MAX_SEQ
from service.log.streams import AUDIT, REVIEW
from service.tail.handoff import CaughtUp, Deliver, Wait

logger = logging.getLogger(__name__)

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""No proxy keeps the stream, or waits until it has enough of it."""


router = APIRouter(prefix=PREFIX, responses=everywhere())


After = Annotated[int, Query(ge=0, le=MAX_SEQ)]
LastEventId = Annotated[int | None, Header(ge=0, le=MAX_SEQ)]


@router.get("/audits/{audit_id}/events/stream", responses=also(404, 409, 410))
async def stream(parts: RunningParts, audit_id: str, after: After = 0, last_event_id: LastEventId = None) -> Response:
    """Every event after the cursor, once, in order, each with its seq as ``id``.

    The cursor is ``Last-Event-ID`` where the client sends one, else ``after``. 204 ends the reconnecting of a client
    that has everything of an audit that has ended.
    """
    return await _streamed(parts, audit_id, AUDIT, after if last_event_id is None else last_event_id)


@router.get("/audits/{audit_id}/review/events/stream", responses=also(404, 409, 410))
async def review_stream(
    parts: RunningParts, audit_id: str, after: After = 0, last_event_id: LastEventId = None
) -> Response:
    """Every decision after the cursor, once, in order, for as long as the audit exists; the cursor as above."""
    return await _streamed(parts, audit_id, REVIEW, after if last_event_id is None else last_event_id)


async def _streamed(parts: Parts, audit_id: str, stream: str, cursor: int) -> Response:
    head = await parts.store.head(audit_id, stream)
    if cursor > head.seq:
        detail = f"your cursor {cursor} is beyond the head {head.seq}: this is another log; start at 0"
        return problem(409, "Not the log you read before", detail, "urn:tickmark:CursorBeyondHead")
    if head.ended and cursor == head.seq:
        return Response(status_code=204)
    return EventSourceResponse(_pages(parts, audit_id, stream, cursor), headers=HEADERS)


async def _pages(parts: Parts, audit_id: str, stream: str, cursor: int) -> AsyncGenerator[bytes, None]:
    """The stream, a page of events a piece; it ends when the audit has ended or the server closes."""
    yield format_sse_event(retry=RECONNECT_AFTER_MS)
    closing = asyncio.create_task(parts.connections.closing.wait())
    try:
        async with aclosing(parts.feed.follow(audit_id, cursor, parts.settings.heartbeat_s, stream)) as actions:
            while True:
                coming = asyncio.ensure_future(anext(actions, None))
                try:
                    await asyncio.wait({coming, closing}, return_when=asyncio.FIRST_COMPLETED)
                    if not coming.done():
                        yield format_sse_event(event="server_closing", data_str="{}", retry=RECONNECT_AFTER_MS)
                        return
                finally:
                    coming.cancel()
                    await _ended(coming)
                if (action := coming.result()) is None:
                    return
                yield _page(action)
    except AuditErased:
        return  # the status has been sent; whoever comes back is told with 410, and then stays away
    except (AuditDamaged, DatabaseFailed) as error:
        # The status has been sent: all that is left is to end here. The client comes back with its cursor.
        logger.warning("watchers of audit %s are sent away: %s", audit_id, error)
    finally:
        closing.cancel()


async def _ended(coming: asyncio.Future[Any]) -> None:
    """Wait until it has ended, though the task group of a client that has left cancels us in every turn of the loop."""
    while not coming.done():
        with suppress(asyncio.CancelledError):  # the first one is on its way already
            await asyncio.wait({coming})


def _message(event: StoredEvent) -> str:
    body = event.body
    if "\n" in body or "\r" in body:  # in no text of ours, but a message has one line per line of its data
        return format_sse_event(data_str=body, id=str(event.seq)).decode()
    return f"data: {body}\nid: {event.seq}\n\n"


def _page(action: Deliver | CaughtUp | Wait) -> bytes:
    match action:
        case Deliver():
            return "".join(map(_message, action.events)).encode()
        case CaughtUp():
            return format_sse_event(
                event="caught_up", data_str=json.dumps({"head": action.head.seq, "hash": action.head.hash or None})
            )
        case Wait():
            return format_sse_event(comment=f"heartbeat {action.head.seq} {action.head.hash}")
