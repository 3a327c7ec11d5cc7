"""/api/v1/audits/{audit_id}/events and .../review/events: pages of both streams of an audit, as they are stored."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic_core import from_json

from service.api.documented import also, everywhere
from service.api.parts import Parts, RunningParts
from service.api.routes.audit_json import PREFIX
from service.errors import AuditDamaged
from service.log.codec import StoredEvent
from service.log.store import MAX_SEQ
from service.log.streams import AUDIT, REVIEW
from service.log.values import Head
from service.tail.handoff import Deliver

JSON = "application/json"

After = Annotated[int, Query(ge=0, le=MAX_SEQ)]
Limit = Annotated[int, Query(ge=1, le=1000)]
Wait = Annotated[float, Query(ge=0, le=60)]

router = APIRouter(prefix=PREFIX, responses=everywhere())


@router.get("/audits/{audit_id}/events", responses=also(404, 410))
async def events(parts: RunningParts, audit_id: str, after: After = 0, limit: Limit = 256, wait: Wait = 0) -> Response:
    """A page of the log: stored texts after ``after``; with ``wait``, up to that many seconds for the first one."""
    return await _page(parts, (audit_id, AUDIT), after, limit, wait)


@router.get("/audits/{audit_id}/review/events", responses=also(404, 410))
async def review_events(
    parts: RunningParts, audit_id: str, after: After = 0, limit: Limit = 256, wait: Wait = 0
) -> Response:
    """A page of the review: stored texts after ``after``; with ``wait``, up to that many seconds for the first one."""
    return await _page(parts, (audit_id, REVIEW), after, limit, wait)


async def _page(parts: Parts, place: tuple[str, str], after: int, limit: int, wait_s: float) -> Response:
    audit_id, stream = place
    if wait_s and (await parts.store.head(audit_id, stream)).seq <= after:
        await _first_event(parts, place, after, wait_s)
    page = await parts.store.read(audit_id, after, limit, stream)
    head = await parts.store.head(audit_id, stream)  # after the page: none of it is beyond a head that was read later
    return Response(_page_json(audit_id, page, head), media_type=JSON)


def _page_json(audit_id: str, events: list[StoredEvent], head: Head) -> str:
    """The stored texts as they stand, spliced; to write them again could change them.

    Raises:
        AuditDamaged: one of them is no JSON, and with it the page would be none.
    """
    for event in events:
        if not _is_object(event.body):
            raise AuditDamaged(audit_id, f"the text of event {event.seq} is no JSON object")
    texts = ",".join(event.body for event in events)
    return f'{{"events":[{texts}],"head":{head.seq},"terminal":{str(head.ended).lower()}}}'


def _is_object(text: str) -> bool:
    try:
        return isinstance(from_json(text, allow_inf_nan=False), dict)
    except ValueError:
        return False


async def _first_event(parts: Parts, place: tuple[str, str], after: int, wait_s: float) -> None:
    """Wait until there is an event after ``after``, the audit has ended, the time is over, or the server closes."""
    event = asyncio.create_task(_event(parts, place, after))
    closing = asyncio.create_task(parts.connections.closing.wait())
    try:
        await asyncio.wait({event, closing}, timeout=wait_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        event.cancel()
        closing.cancel()
        await asyncio.wait({event, closing})
    if not event.cancelled():
        event.result()  # an error is the client's to hear


async def _event(parts: Parts, place: tuple[str, str], after: int) -> None:
    audit_id, stream = place
    async with aclosing(parts.feed.follow(audit_id, after, stream=stream)) as actions:
        async for action in actions:
            if isinstance(action, Deliver):
                return
