"""/api/v1/audits/stream: which audits have changed, for whoever shows the list of them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Iterable

from fastapi import APIRouter, Response
from fastapi.sse import EventSourceResponse, format_sse_event

from service.api.documented import everywhere
from service.api.parts import Parts, RunningParts
from service.api.routes.audit_json import PREFIX
from service.api.routes.server_sent_events import HEADERS
from service.api.watching.closing import RECONNECT_AFTER_MS
from service.log.hints import Hints

NAMED = 100
"""Audits that one message names; with more of them, reading the list again is no more work."""
PAUSE_S = 1
"""Between two messages: what changes meanwhile is in the next one, so an audit that runs costs one a second."""

router = APIRouter(prefix=PREFIX, responses=everywhere())


@router.get("/audits/stream")
async def stream(parts: RunningParts) -> Response:
    """Server-sent events `changed` with `{audits}`: the ids of those that are new, have gone on or were erased.

    `audits` is null where any may have changed: at first, where too many have, and once in each interval of a
    heartbeat, since hints may be lost.
    """
    return EventSourceResponse(_changes(parts), headers=HEADERS)


async def _changes(parts: Parts) -> AsyncGenerator[bytes, None]:
    """The stream; it ends when the server closes."""
    hints, clock = Hints(), asyncio.get_running_loop().time
    closing = asyncio.create_task(parts.connections.closing.wait())
    coming: asyncio.Task[frozenset[str]] | None = None
    try:
        with parts.feed.listening(hints.hear):
            yield format_sse_event(retry=RECONNECT_AFTER_MS)
            yield changed(())
            whole_at = clock()
            while True:
                patience_s = max(0.0, whole_at + parts.settings.heartbeat_s - clock())
                coming = asyncio.create_task(hints.wait(patience_s))
                await asyncio.wait({coming, closing}, return_when=asyncio.FIRST_COMPLETED)
                if closing.done():
                    yield format_sse_event(event="server_closing", data_str="{}", retry=RECONNECT_AFTER_MS)
                    return
                names = coming.result()
                whole_at = whole_at if names else clock()
                yield changed(names)
                await asyncio.wait({closing}, timeout=PAUSE_S)
    finally:
        closing.cancel()
        if coming is not None:
            coming.cancel()


def changed(names: Iterable[str]) -> bytes:
    """The message that these streams have changed, each named by its audit."""
    audits = sorted({name.partition("/")[0] for name in names})
    told = audits if 0 < len(audits) <= NAMED else None
    return format_sse_event(event="changed", data_str=json.dumps({"audits": told}))
