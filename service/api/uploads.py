"""Uploads: how many come in at once, what a form may hold, and whose turn it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from starlette.datastructures import Headers, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.edge.addresses import network_of
from service.api.edge.connection_limit import SHARE
from service.api.problems import problem
from service.artifacts import Contents, OnDisk
from service.errors import TooManyFiles

ENOUGH_TIME_S = 60
"""How long an upload is left alone. One that takes longer is dropped when another one needs its place."""
RETRY_AFTER_S = 5
MAX_FILES = 2
"""One more than an upload has, so that its sender can be told which they are."""
MAX_FIELDS = 100
"""Of a form, besides the file."""
MAX_FIELD_BYTES = 64 * 1024
LARGE_BYTES = 4 * 2**20
"""Uploads beyond this stay on the disk, and one at a time is looked at and taken into the database from there."""
AT_A_TIME = 2
"""Uploads of which a piece is taken apart and written to the disk. The others wait with theirs: were it all of them,
whoever watches would wait for all of them."""


class _Upload:
    """One body on its way to the disk."""

    def __init__(self, task: asyncio.Task[Any], sender: str, begun: float) -> None:
        self.task = task
        self.sender = sender
        self.begun = begun
        self.whole = False
        self.gave_way = False


class _Turn:
    """The turn of one upload's next piece."""

    def __init__(self, turns: asyncio.Semaphore) -> None:
        self._turns = turns
        self._begun = False

    async def begin(self) -> None:
        await self._turns.acquire()
        self._begun = True

    def end(self) -> None:
        if self._begun:
            self._begun = False
            self._turns.release()


class UploadGate:
    """ASGI middleware: at most ``at_once`` forms come in at once; one more is answered with 503 and not read.

    One sender has never all of the places, so that others find one.
    """

    def __init__(self, app: ASGIApp, at_once: int) -> None:
        self._app = app
        self._at_once = at_once
        self._at_once_each = max(1, int(at_once * SHARE))
        self._uploads: list[_Upload] = []
        self._pieces = asyncio.Semaphore(AT_A_TIME)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_upload(scope):
            await self._app(scope, receive, send)
            return
        sender = network_of(scope["client"][0]) if scope.get("client") else ""
        if self._has_place(sender):
            await self._take(sender, scope, receive, send)
        else:
            await _too_many(self._at_once, self._at_once_each)(scope, receive, send)

    def _has_place(self, sender: str) -> bool:
        own = [upload for upload in self._uploads if upload.sender == sender]
        if len(own) >= self._at_once_each:
            return self._make_room(own)
        return len(self._uploads) < self._at_once or self._make_room(self._uploads)

    async def _take(self, sender: str, scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.current_task()
        assert task is not None
        upload = _Upload(task, sender, asyncio.get_running_loop().time())
        self._uploads.append(upload)
        turn = _Turn(self._pieces)

        async def received() -> Message:
            turn.end()
            message = await receive()
            upload.whole = not message.get("more_body", False)
            if not upload.whole:
                await turn.begin()
            return message

        try:
            await self._app(scope, received, send)
        except asyncio.CancelledError:
            if not upload.gave_way:
                raise
            task.uncancel()
            await _gave_way()(scope, receive, send)
        finally:
            turn.end()
            if upload in self._uploads:
                self._uploads.remove(upload)

    def _make_room(self, uploads: list[_Upload]) -> bool:
        """Whether the one of ``uploads`` that has taken longest has given way."""
        now = asyncio.get_running_loop().time()
        for upload in uploads:
            if not upload.whole and now - upload.begun > ENOUGH_TIME_S:
                self._uploads.remove(upload)
                upload.gave_way = True
                upload.task.cancel()
                return True
        return False


def is_upload(scope: Scope) -> bool:
    """Whether a form comes, which may hold a file."""
    return scope["method"] == "POST" and "multipart/" in Headers(scope=scope).get("content-type", "").lower()


def _too_many(at_once: int, at_once_each: int) -> Response:
    detail = (
        f"{at_once} uploads are coming in, or {at_once_each} from your address; "
        "nothing of this one was kept, send it again in a while"
    )
    return _later(503, "Too many uploads at once", detail, "urn:tickmark:TooManyUploads")


def _gave_way() -> Response:
    detail = (
        f"others wait, and this upload has taken more than {ENOUGH_TIME_S} s; nothing of it was kept, send it again"
    )
    return _later(408, "Too slow", detail, "urn:tickmark:TooSlow")


def _later(status: int, title: str, detail: str, kind: str) -> Response:
    answer = problem(status, title, detail, kind)
    answer.headers["Retry-After"] = str(RETRY_AFTER_S)
    answer.headers["Connection"] = "close"
    return answer


class LargeUploads:
    """Lets one large upload at a time be taken into the database; small ones do not wait."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, size_bytes: int) -> AsyncGenerator[None]:
        """Wait for the turn of an upload of this size."""
        if size_bytes <= LARGE_BYTES:
            yield
            return
        async with self._turn:
            yield


async def contents_of(file: UploadFile) -> Contents:
    """What was uploaded: in memory if it is small, else where it came in, for as long as its form is open."""
    size_bytes = file.size or 0
    if size_bytes <= LARGE_BYTES:
        return await file.read()
    await asyncio.to_thread(file.file.flush)
    return OnDisk(file.file, size_bytes)


async def refuse_more_files(request: Request) -> None:
    """Refuse a form with several files: nobody can know which one was meant.

    Raises:
        TooManyFiles: it has.
    """
    files = [part for _, part in (await request.form()).multi_items() if isinstance(part, UploadFile)]
    if len(files) > 1:
        raise TooManyFiles(tuple(file.filename or "a file without a name" for file in files))
