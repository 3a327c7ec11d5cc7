"""The pages of PDFs as pictures: drawn in worker processes, a few kept, and nobody's turn taken by one client."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from service.audits import drawing
from service.errors import (
    DrawingBusy,
    PageNotDrawn,
    WorkerCrashed,
    WorkerOutOfMemory,
    WorkerReplyRefused,
    WorkerTimeout,
)
from service.workers.large import Large
from service.workers.pool import WorkerPool

PROCESSES: Final = 2
"""Apart from those that read and check: who looks at a page does not wait for an audit. A client is given one of them
at a time, so that a page made to take long delays only whoever asked for it."""
LIMIT_S: Final = 20.0
"""A page takes 0.02 to 0.2 s."""
KEPT_BYTES: Final = 64 * 2**20
"""Some 200 pages."""
MOST_WAITING: Final = 64
MOST_WAITING_OF_CLIENT: Final = 16
"""Requests. A browser sends six at a time over HTTP/1.1."""
_FAILURES_KEPT: Final = 256
_Failed: Final = (WorkerTimeout, WorkerOutOfMemory, WorkerCrashed, WorkerReplyRefused)
"""What a page can do to the process that draws it."""


@dataclass(frozen=True, slots=True)
class WantedPage:
    """A page of an audit's document, and the pixels a point that it is wanted with."""

    audit_id: str
    sha256: str
    filename: str
    number: int
    scale: float


@dataclass(slots=True)
class _Client:
    waiting: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Drawings:
    """Draws pages. What it keeps only saves time: dropping it changes no answer."""

    def __init__(self, memory_bytes: int = 2 * 2**30, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s
        self._pool = WorkerPool(PROCESSES, memory_bytes)
        self._places = asyncio.Semaphore(PROCESSES)
        self._kept: OrderedDict[WantedPage, bytes] = OrderedDict()
        self._kept_bytes = 0
        self._drawing: set[WantedPage] = set()
        self._failed: OrderedDict[tuple[str, int, float], str] = OrderedDict()
        self._clients: dict[str, _Client] = {}

    async def page(self, wanted: WantedPage, client: str, file: Large) -> bytes:
        """A page as a PNG; ``file`` is asked for where it has to be drawn. ``client`` is an address.

        Raises:
            NoSuchPage: the file has fewer pages.
            PageNotDrawn: it is damaged, or takes more time or memory than there is: then not tried again at that scale.
            DrawingBusy: this client, or all together, wait for more pages than are drawn.
        """
        if picture := self._remembered(wanted):
            return picture
        async with self._turn(client):
            return self._remembered(wanted) or await self._drawn(wanted, file)

    async def pages(self, client: str, report: Large) -> bytes:
        """``{pages}`` of a report, as JSON.

        Raises:
            DrawingBusy: this client, or all together, wait for more than is done.
            WorkerError: it could not be read.
        """
        async with self._turn(client):
            return await self._pool.run(drawing.LIST, b"", self._limit_s, large=report)

    def forget(self, audit_id: str) -> None:
        """Keep no picture of an audit that has been erased, nor one that is being drawn."""
        self._drawing = {one for one in self._drawing if one.audit_id != audit_id}
        for wanted in [one for one in self._kept if one.audit_id == audit_id]:
            self._kept_bytes -= len(self._kept.pop(wanted))

    async def close(self) -> None:
        """End the processes now."""
        await self._pool.close()

    def _remembered(self, wanted: WantedPage) -> bytes | None:
        if why := self._failed.get(_what(wanted)):
            raise PageNotDrawn(wanted.filename, wanted.number, why)
        picture = self._kept.get(wanted)
        if picture is not None:
            self._kept.move_to_end(wanted)
        return picture

    @asynccontextmanager
    async def _turn(self, address: str) -> AsyncGenerator[None]:
        client = self._clients.setdefault(address, _Client())
        if client.waiting >= MOST_WAITING_OF_CLIENT:
            raise DrawingBusy(client.waiting)
        if (all_waiting := sum(one.waiting for one in self._clients.values())) >= MOST_WAITING:
            raise DrawingBusy(all_waiting)
        client.waiting += 1
        try:
            # No more files are on their way than are drawn from; each client waits for a place with one request.
            async with client.turn, self._places:
                yield
        finally:
            client.waiting -= 1
            if not client.waiting:
                del self._clients[address]

    async def _drawn(self, wanted: WantedPage, file: Large) -> bytes:
        task = drawing.argument(wanted.filename, wanted.number, wanted.scale)
        self._drawing.add(wanted)
        try:
            picture = await self._pool.run(drawing.DRAW, task, self._limit_s, large=file)
        except _Failed as error:
            self._drawing.discard(wanted)
            why = _why(error)
            if not isinstance(error, WorkerCrashed):  # which an operator can cause as well as a page
                self._fail(wanted, why)
            raise PageNotDrawn(wanted.filename, wanted.number, why) from error
        if wanted in self._drawing:
            self._keep(wanted, picture)
        return picture

    def _fail(self, wanted: WantedPage, why: str) -> None:
        self._failed[_what(wanted)] = why
        if len(self._failed) > _FAILURES_KEPT:
            self._failed.popitem(last=False)

    def _keep(self, wanted: WantedPage, picture: bytes) -> None:
        self._drawing.discard(wanted)
        self._kept_bytes += len(picture) - len(self._kept.get(wanted, b""))
        self._kept[wanted] = picture
        while self._kept_bytes > KEPT_BYTES:
            self._kept_bytes -= len(self._kept.popitem(last=False)[1])


def _what(wanted: WantedPage) -> tuple[str, int, float]:
    """What is drawn, whichever audit it is drawn for."""
    return wanted.sha256, wanted.number, wanted.scale


def _why(error: Exception) -> str:
    if isinstance(error, WorkerTimeout):
        return f"it takes more than {error.limit_s:g} s"
    if isinstance(error, WorkerOutOfMemory):
        return "it takes more memory than there is"
    return "the process that drew it has ended"
